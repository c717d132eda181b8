//! What is let go at once, or on the way out.

use explore::{Act, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::starts;
use crate::permits;
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// Every permit of a semaphore is given back in the same line, before its task does
/// anything else, and the task goes on.
pub(super) fn permit(steps: &[Step]) -> Option<Diagnosis> {
    let takes = |step: &Step| matches!(step.act, Act::TakesPermits(_));
    let kept = |place: usize| {
        let taken = &steps[place];
        let mut later = steps[place + 1..].iter();
        let next = later.find(|step| step.task == taken.task);
        let is_back = next.is_some_and(|next| {
            matches!(next.act, Act::GivesPermits(_))
                && next.object == taken.object
                && next.location == taken.location
        });
        !is_back || !later.any(|step| step.task == taken.task && acts(step))
    };
    let place = steps.iter().position(takes)?;
    let first = &steps[place];
    let same = |other: &usize| {
        takes(&steps[*other]) && steps[*other].object == first.object
    };
    let all: Vec<usize> = (0..steps.len()).filter(same).collect();
    // Who gives more than it has taken opens it for others.
    let is_opened = permits::given_without(steps, first.object.as_ref()?) > 0;
    if is_opened || all.iter().any(|&place| kept(place)) {
        return None;
    }
    let name = first.object.as_ref().map_or("", |object| &object.name);
    let line = line_at(first.location);
    let sentence = format!(
        "{} takes a permit of {name} in line {line} and gives it back in the same line, \
         before it goes on. So {name} limits nothing.",
        first.task
    );
    Some(Diagnosis {
        objects: first.object.clone().into_iter().collect(),
        wrong: steps[place..]
            .iter()
            .position(|step| matches!(step.act, Act::GivesPermits(_)))
            .map(|given| place + given),
        fits: Some("ran at once"),
        ask: Some(format!("which variable keeps the permit after line {line}?")),
        ..Diagnosis::told("a permit is given back at once", sentence)
    })
}

/// A lock is let go in the line that takes it, because its guard gets no name there, and its
/// task goes on.
pub(super) fn guard(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    const CALLS: [&str; 6] = [
        "lock();",
        "lock().unwrap();",
        "write();",
        "write().unwrap();",
        "lock().await;",
        "write().await;",
    ];
    let (place, locks) = steps.iter().enumerate().find(|(place, step)| {
        let at = step.location;
        let is_unnamed = || {
            let line = sources.line(at.file(), at.line())?.trim();
            let call = sources.rest(at)?;
            Some(line.starts_with("let _ = ") && CALLS.contains(&call.trim()))
        };
        let goes_on = |later: &Step| {
            later.task == step.task && acts(later) && later.object != step.object
        };
        step.act == Act::Locks
            && is_unnamed().unwrap_or(false)
            && steps[*place..].iter().any(goes_on)
    })?;
    let lock = locks.object.as_ref()?;
    // Where others keep it, it may be meant to wait for these alone.
    let keeps = |step: &Step| {
        let of = step.object.as_ref() == Some(lock) && step.act == Act::Locks;
        of && step.location != locks.location
    };
    let line = line_at(locks.location);
    let sentence = format!(
        "{} locks {name} in line {line}, where `let _` does not keep the guard. So it lets \
         {name} go in the same line, and does not hold it in the lines below.",
        locks.task,
        name = lock.name
    );
    Some(Diagnosis {
        objects: vec![lock.clone()],
        wrong: Some(place),
        sure: match steps.iter().any(keeps) {
            true => Sure::Possible,
            false => Sure::Certain,
        },
        ask: Some(format!("which variable keeps the guard after line {line}?")),
        ..Diagnosis::told("a lock is let go at once", sentence)
    })
}

/// Whether it is more than the end of its task.
fn acts(step: &Step) -> bool {
    step.object.is_some()
}

/// Tasks are aborted because what holds them is dropped: nobody has said so in the
/// answer.
pub(super) fn tasks(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    let all = || {
        steps.iter().filter_map(|step| Some((&step.task, dropped(step, sources)?)))
    };
    let (who, _) = all().next()?;
    let tasks: Vec<&str> =
        all().filter(|(by, _)| *by == who).map(|(_, task)| task).collect();
    let listed = tasks.join(" and ");
    let were = if tasks.len() == 1 { "was" } else { "were" };
    let sentence = format!(
        "{listed} {were} aborted, because {who} dropped what they ran in before they had \
         ended."
    );
    let starts = |place: &usize| {
        let step = &steps[*place];
        tasks.iter().any(|task| starts(step, task)) || step.act == Act::IsAborted
    };
    Some(Diagnosis {
        steps: (0..steps.len()).filter(starts).collect(),
        ask: Some("who waits for these tasks on every way out?".into()),
        ..Diagnosis::told("tasks were aborted before they had ended", sentence)
    })
}

/// The task that is aborted because what holds it is dropped, unless it has ended
/// by then.
fn dropped(step: &Step, sources: Sources) -> Option<&str> {
    let aborted = step.operation.strip_prefix("aborts ")?;
    let is_it = !sources.knows(step.location.file())
        && !aborted.ends_with(", which has ended");
    is_it.then_some(aborted)
}
