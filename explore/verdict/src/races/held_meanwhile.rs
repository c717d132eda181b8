//! A lock or a permit is held while time passes, and others wait for it.

use std::time::Duration;

use explore::{Act, Cause, Failure, Step};

use crate::claims;
use crate::diagnosis::Diagnosis;
use crate::operations::starts;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// Somebody holds something for a while, and another one waits for it.
struct Held {
    takes: usize,
    /// Where it is given back, if it is.
    gives: Option<usize>,
    /// Where the other one gets it, or gives up.
    gets: usize,
    /// How long it was held while the other one waited.
    lasted: Duration,
}

/// What is late, or ran one after the other, because of that.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let Cause::Panic { task: panics, message, .. } = &failure.cause else {
        return None;
    };
    // Nothing is held for a while where no time passes.
    if failure.ticks.is_empty() {
        return None;
    }
    let fits = claims::read(message).cause.and_then(|(title, _)| fits(title));
    let all = all(failure);
    let waited: Duration = {
        let mut holds: Vec<(usize, Duration)> =
            all.iter().map(|held| (held.takes, held.lasted)).collect();
        holds.sort_unstable();
        holds.dedup_by_key(|(takes, _)| *takes);
        holds.into_iter().map(|(_, lasted)| lasted).sum()
    };
    let first = all.iter().map(|held| failure.moment(held.takes)).min()?;
    let since = failure.moment(failure.steps.len()).saturating_sub(first);
    let told = all.iter().filter(|held| {
        fits.is_some() && works(failure, held)
            || gives_up(failure, panics, held)
            || waited * 2 >= since && is_looked_at(failure, panics, held)
    });
    let told = told.max_by(|one, other| {
        one.lasted.cmp(&other.lasted).then(other.takes.cmp(&one.takes))
    })?;
    Some(Diagnosis { fits, ..tell(failure, told, sources)? })
}

/// How the title ends of what a check says that ran one after the other.
fn fits(title: &str) -> Option<&'static str> {
    match title {
        _ if title.ends_with("ran one after another") => Some("one after another"),
        _ if title.starts_with("too few ") => Some("ran at once"),
        _ => None,
    }
}

fn takes(step: &Step) -> bool {
    matches!(step.act, Act::Locks | Act::TakesPermits(_))
}

fn gives(step: &Step) -> bool {
    matches!(step.act, Act::Unlocks | Act::GivesPermits(_))
}

fn all(failure: &Failure) -> Vec<Held> {
    let steps = &failure.steps[..];
    let gets = (0..steps.len())
        .filter(|place| takes(&steps[*place]) || steps[*place].act == Act::GivesUp);
    gets.flat_map(|place| held(failure, place)).collect()
}

/// Who held what the task of this step has waited for, one after the other.
fn held(failure: &Failure, gets: usize) -> Vec<Held> {
    let steps = &failure.steps[..];
    let waits = &steps[gets];
    let Some(since) = waited_since(failure, gets) else { return Vec::new() };
    let is_taken = |place: &usize| {
        let step = &steps[*place];
        step.task != waits.task && step.object == waits.object && takes(step)
    };
    let taken: Vec<usize> = (0..gets).filter(is_taken).collect();
    // Of an async task no step tells that it begins to wait: who had it last may
    // have.
    let first = match since.is_told {
        true => 0,
        false => taken.len().saturating_sub(1),
    };
    let holds = taken[first..].iter().filter_map(|&taken| {
        let is_given = |step: &Step| {
            step.task == steps[taken].task
                && step.object == waits.object
                && gives(step)
        };
        let given = steps[taken..].iter().position(is_given).map(|at| taken + at);
        let has_gone = given.is_some_and(|given| given < gets);
        let end = failure.moment(given.unwrap_or(gets).min(gets));
        let begin = failure.moment(taken).max(since.moment);
        let lasted = end.saturating_sub(begin);
        // Who gets it waits until it is there; who gives up does so before.
        let is_it = has_gone == takes(waits)
            && (since.is_told || !has_gone || end == failure.moment(gets));
        (is_it && !lasted.is_zero()).then_some(Held {
            takes: taken,
            gives: given,
            gets,
            lasted,
        })
    });
    holds.collect()
}

/// Since when a task has waited.
struct Since {
    moment: Duration,
    /// Whether a step says that it waits.
    is_told: bool,
}

fn waited_since(failure: &Failure, gets: usize) -> Option<Since> {
    let steps = &failure.steps[..];
    let waits = &steps[gets];
    waits.object.as_ref()?;
    let own = |step: &Step| step.task == waits.task;
    let before = steps[..gets].iter().rposition(own);
    let begins = |step: &Step| {
        matches!(step.act, Act::Waits(_)) && step.object == waits.object
    };
    if let Some(begun) = before.filter(|before| begins(&steps[*before])) {
        return Some(Since { moment: failure.moment(begun), is_told: true });
    }
    // What it does at once when its time is over tells nothing of how long it
    // waited.
    let is_earlier = |place: &usize| {
        own(&steps[*place]) && failure.moment(*place) < failure.moment(gets)
    };
    let before = (0..gets).rev().find(is_earlier);
    let started = failure.started.iter().find(|one| one.task == waits.task);
    let before = before.or(started.map(|one| one.after.saturating_sub(1)));
    let moment = before.map_or(Duration::ZERO, |before| failure.moment(before));
    Some(Since { moment, is_told: false })
}

/// Whether the check notes meanwhile what the holder does, such as that a job
/// begins: who only waits for the next one keeps nobody from work.
fn works(failure: &Failure, held: &Held) -> bool {
    let end = held.gives.unwrap_or(held.gets);
    let task = &failure.steps[held.takes].task;
    let notes = |step: &Step| step.task == *task && step.act == Act::Notes;
    failure.steps[held.takes..end].iter().any(notes)
}

/// Whether the task that panics has given up on it, and has not come to it since.
fn gives_up(failure: &Failure, panics: &str, held: &Held) -> bool {
    let waits = &failure.steps[held.gets];
    let again = |step: &Step| {
        step.task == waits.task && step.object == waits.object && takes(step)
    };
    waits.act == Act::GivesUp
        && waits.task == panics
        && !failure.steps[held.gets..].iter().any(again)
}

/// Whether the task that panics looked at the clock after that, or who had waited.
fn is_looked_at(failure: &Failure, panics: &str, held: &Held) -> bool {
    let waits = &failure.steps[held.gets];
    let mut looked = failure.looked.iter();
    waits.act != Act::GivesUp
        && looked.any(|one| {
            (one.task == panics || one.task == waits.task) && one.after > held.gets
        })
}

fn tell(failure: &Failure, held: &Held, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let (takes, waits) = (&steps[held.takes], &steps[held.gets]);
    let name = &takes.object.as_ref()?.name;
    let (task, other) = (&takes.task, &waits.task);
    let (what, it, title) = match takes.act {
        Act::Locks => {
            (name.clone(), "it", "a lock is held while others could go on")
        }
        _ => (
            format!("a permit of {name}"),
            "one",
            "a permit is held while others could go on",
        ),
    };
    let at = |place: usize| told_at(&steps[place].place, sources);
    let from = at(held.takes);
    let to = held.gives.map(at).filter(|to| *to != from);
    let to = to.map(|to| format!(" to {to}")).unwrap_or_default();
    let (during, meanwhile) = meanwhile(failure, held, sources);
    let waited = match waits.act {
        Act::GivesUp => format!(
            "for {:?}, and gives up on {name} in {}",
            held.lasted,
            at(held.gets)
        ),
        _ => format!("in {}, for {:?}", at(held.gets), held.lasted),
    };
    let sentence = format!(
        "{task} holds {what} from {from}{to}{meanwhile}. Meanwhile {other} waits for {it} \
         {waited}."
    );
    let story = [Some(held.takes), during, held.gives, Some(held.gets)];
    let mut story: Vec<usize> = story.into_iter().flatten().collect();
    story.sort_unstable();
    story.dedup();
    Some(Diagnosis {
        steps: story,
        wrong: during.or(Some(held.gets)),
        ask: Some(format!("can {task} let {name} go before that?")),
        ..Diagnosis::told(title, sentence)
    })
}

/// What the holder did while the time passed, and in which step: ", and sleeps in
/// line 9".
fn meanwhile(
    failure: &Failure,
    held: &Held,
    sources: Sources,
) -> (Option<usize>, String) {
    let steps = &failure.steps[..];
    let task = &steps[held.takes].task;
    let end = held.gives.unwrap_or(held.gets);
    let own: Vec<usize> =
        (held.takes..=end).filter(|place| steps[*place].task == *task).collect();
    let passes = |pair: &[usize]| {
        failure.moment(pair[1]) > failure.moment(pair[0]) && pair[1] != end
    };
    if let Some(pair) = own.windows(2).find(|pair| passes(pair)) {
        let step = &steps[pair[1]];
        let line = told_at(&step.place, sources);
        let does = match step.operation.starts_with("wakes up") {
            true => "sleeps".to_string(),
            false => step.operation.clone(),
        };
        return (Some(pair[1]), format!(", and {does} in {line}"));
    }
    // What has not come to its end is no step.
    let still = failure.waiting.iter().find(|one| one.task == *task);
    if let Some(waits) = still.filter(|_| held.gives.is_none()) {
        let line = told_at(&waits.place, sources);
        return (None, format!(", and {} in {line}", waits.operation));
    }
    // Neither is a join.
    let joined = failure.ended.iter().find(|ended| {
        let is_own = |step: &Step| starts(step, &ended.task) && step.task == *task;
        let by = |one: &explore::Started| one.task == ended.task && one.by == *task;
        let began = steps.iter().any(is_own) || failure.started.iter().any(by);
        let since = held.takes < ended.after && ended.after <= end;
        began && since && failure.moment(ended.after) == failure.moment(end)
    });
    let waits = joined.map(|ended| format!(", until {} has ended", ended.task));
    (None, waits.unwrap_or_default())
}
