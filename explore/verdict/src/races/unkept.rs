//! What is let go at once, or on the way out.

use explore::{Act, Step};

use crate::diagnosis::Diagnosis;
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
