//! A task waits for one of several things, and one of them was told to all that waited when
//! it did not wait there: nobody keeps that for it.

use explore::{Act, Failure, Object, Step, Waiting, Want, Woken};

use crate::whereabouts::line_at;

/// A notification that the task has not heard.
struct Unheard<'a> {
    of: &'a Object,
    /// The step that sent it.
    step: usize,
}

/// The last one on each of what the task waits for, if it was for all that waited, and the
/// task did not wait for sure.
fn unheard<'a>(failure: &Failure, waits: &'a Waiting) -> Option<Unheard<'a>> {
    let arms = waits.needs.iter().filter(|need| need.wants == Want::Notification);
    let mut arms = arms.filter_map(|need| need.object.as_ref());
    arms.find_map(|of| {
        let step = last(&failure.steps, of)?;
        was_deaf(failure, waits, step).then_some(Unheard { of, step })
    })
}

/// The last step that notified somebody of this.
fn last(steps: &[Step], of: &Object) -> Option<usize> {
    steps.iter().rposition(|step| {
        matches!(step.act, Act::Notifies(_)) && step.object.as_ref() == Some(of)
    })
}

/// Whether the step of another task notified all that waited, and the waiting task was not
/// one of them: nobody was, or it had not begun.
fn was_deaf(failure: &Failure, waits: &Waiting, notifies: usize) -> bool {
    let (before, step) = (&failure.steps[..notifies], &failure.steps[notifies]);
    let has_begun = || before.iter().any(|step| step.task == waits.task);
    step.task != waits.task
        && step.operation.starts_with("notifies all on ")
        && match step.act {
            Act::Notifies(Woken::Nobody) => true,
            _ => !has_begun(),
        }
}

/// In a sentence or two, and what to ask.
pub(super) fn tell(
    failure: &Failure,
    waits: &Waiting,
) -> Option<(String, &'static str)> {
    let Unheard { of, step } = unheard(failure, waits)?;
    let (task, name, step) = (&waits.task, &of.name, &failure.steps[step]);
    let sentence = format!(
        "{task} {}. {} notified all that waited for {name} in line {}, and {task} did \
         not wait there then. This is kept for nobody who comes later, and no task \
         notifies {name} again.",
        waits.operation,
        step.task,
        line_at(step.location),
    );
    Some((sentence, "what keeps a notification for a task that does not wait yet?"))
}

/// The step that tells it.
pub(super) fn more(failure: &Failure, waits: &Waiting) -> Option<usize> {
    let is_select = waits.wants == Want::OneOf;
    unheard(failure, waits).filter(|_| is_select).map(|unheard| unheard.step)
}
