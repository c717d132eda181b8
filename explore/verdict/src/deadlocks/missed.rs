//! Why a task waits for a notification in vain.

use explore::{Act, Failure, Step, Waiting, Woken};

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

pub(super) fn last<'a>(failure: &'a Failure, waits: &Waiting) -> Last<'a> {
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
    } else if !woke_it && began(failure, &waits.task) < place {
        Last::Missed(step)
    } else {
        Last::Before(step)
    }
}

/// The step at which the task began to look at what it waits for at the end: it may have
/// looked under the lock that it took before the one that it waited with.
fn began(failure: &Failure, task: &str) -> usize {
    let steps = failure.steps.iter().enumerate();
    let locks = steps.filter(|(_, step)| {
        step.task == task && matches!(step.act, Act::Locks | Act::Wakes)
    });
    let locks: Vec<usize> = locks.map(|(place, _)| place).collect();
    let before = locks.iter().rev().nth(1);
    before.or(locks.first()).copied().unwrap_or_default()
}

/// In a sentence or two, and what to ask.
pub(super) fn tell(
    failure: &Failure,
    waits: &Waiting,
    name: &str,
) -> (String, &'static str) {
    const FORGOTTEN: &str = "which task changes the condition, and does it notify?";
    let task = &waits.task;
    let by =
        |step: &Step| format!("{} in line {}", step.task, step.location.line());
    let (what, ask) = match last(failure, waits) {
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
                step.location.line()
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
    (format!("{what} Now {task} waits, and no task notifies it again."), ask)
}
