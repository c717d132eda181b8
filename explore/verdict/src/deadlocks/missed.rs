//! Why a task waits for a notification in vain.

use explore::{Act, Failure, Step, Waiting, Want, Woken};

use crate::sources::Sources;
use crate::whereabouts::line_at;

/// What became of the last notification that was not the waiting task's own, which was
/// meant for others.
#[derive(Clone, Copy)]
pub(super) enum Last<'a> {
    /// There was none.
    Never,
    /// It came before the task looked at what it waits for.
    Before(&'a Step),
    /// It came after the task had looked and before it waited.
    Missed(&'a Step),
    /// It was for one, and that was another.
    Served(&'a Step),
}

pub(super) fn last<'a>(
    failure: &'a Failure,
    sources: Sources,
    waits: &Waiting,
) -> Last<'a> {
    let mut steps = failure.steps.iter().enumerate().rev();
    let last = steps.find_map(|(place, step)| match step.act {
        Act::Notifies(woken)
            if step.object == waits.object && step.task != waits.task =>
        {
            Some((place, step, woken))
        }
        _ => None,
    });
    let Some((place, step, woken)) = last else { return Last::Never };
    let mut after = failure.steps[place..].iter();
    let woke_it = after.any(|after| {
        after.act == Act::Wakes
            && after.object == step.object
            && after.task == waits.task
    });
    if woken == Woken::One && !woke_it {
        Last::Served(step)
    } else if !woke_it
        && (began(failure, sources, waits) < place || !looks(waits, sources))
    {
        Last::Missed(step)
    } else {
        Last::Before(step)
    }
}

/// Whether it waits in a loop, or in a call that looks by itself.
fn looks(waits: &Waiting, sources: Sources) -> bool {
    let at = waits.location;
    let waits_once = sources.rest(at).is_some_and(|rest| rest.starts_with("wait("));
    !waits_once
        || sources
            .function(at)
            .is_none_or(|found| found.loops_at(at.line() as usize))
}

/// The step at which the task began to look at what it waits for at the end: it may have
/// looked under the lock that it took in the same function before the one that it waited
/// with.
fn began(failure: &Failure, sources: Sources, waits: &Waiting) -> usize {
    let task = &waits.task;
    let steps = failure.steps.iter().enumerate();
    let locks = steps.filter(|(_, step)| {
        step.task == *task && matches!(step.act, Act::Locks | Act::Wakes)
    });
    let locks: Vec<usize> = locks.map(|(place, _)| place).collect();
    let at = |place: &usize| failure.steps[*place].location;
    let [.., before, last] = &locks[..] else {
        return locks.first().copied().unwrap_or_default();
    };
    let is_look = at(before) != at(last)
        && sources.is_one_function(at(before), waits.location);
    if is_look { *before } else { *last }
}

/// In a sentence or two, and what to ask.
pub(super) fn tell(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
    name: &str,
) -> (String, &'static str) {
    const FORGOTTEN: &str = "which task changes the condition, and does it notify?";
    let task = &waits.task;
    let by =
        |step: &Step| format!("{} in line {}", step.task, line_at(step.location));
    let (what, ask) = match last(failure, sources, waits) {
        Last::Never => {
            let sentence = format!(
                "{task} waits for a notification on {name}. No other task sends \
                 one."
            );
            return (sentence, FORGOTTEN);
        }
        Last::Before(step) => (
            format!(
                "The last notification on {name}, by {}, came before {task} last \
                 checked its condition.",
                by(step)
            ),
            FORGOTTEN,
        ),
        Last::Missed(step) => (
            format!(
                "{} notified {name} in line {}, but {task} did not wait yet.",
                step.task,
                line_at(step.location)
            ),
            "what does the task check before it waits, and under which lock?",
        ),
        Last::Served(step) => (
            format!(
                "The last notification on {name}, by {}, woke another task.",
                by(step)
            ),
            "does it wake the right task, and is it enough to wake one?",
        ),
    };
    // Who has notified so far might have done so again.
    let notifies = |task: &&str| {
        let mut steps = failure.steps.iter();
        steps.any(|step| {
            step.task == *task
                && step.object == waits.object
                && matches!(step.act, Act::Notifies(_))
        })
    };
    // Who waits for an end waits for this very task, or for who waits for it.
    let goes_on = |one: &Waiting| {
        one.task != *task
            && !matches!(one.wants, Want::End | Want::Ends)
            && notifies(&&*one.task)
    };
    let ended: Vec<&str> = failure.ended.iter().map(|one| &*one.task).collect();
    let ended: Vec<&str> = ended.into_iter().filter(notifies).collect();
    if ended.is_empty() || failure.waiting.iter().any(goes_on) {
        return (
            format!("{what} Now {task} waits, and no task notifies it again."),
            ask,
        );
    }
    let (who, have) = match ended[..] {
        [one] => (one.to_string(), "has"),
        _ => (ended.join(" and "), "have"),
    };
    let sentence = format!(
        "{what} Now {task} waits, and {who}, which could notify it, {have} ended."
    );
    (sentence, "does a task end while another one still needs it?")
}
