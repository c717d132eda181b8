//! What the task that panics has looked at last, and who might still have come to it.

use explore::{Act, Cause, Failure, Object, Step, Waiting};

/// The last look of the task whose panic ended the schedule.
pub(super) struct LastLook<'a> {
    pub(super) task: &'a str,
    /// Which step it is.
    pub(super) place: usize,
    /// At what.
    pub(super) what: &'a Object,
}

/// Whether the step looks at something.
pub(super) fn is_look(step: &Step) -> bool {
    matches!(step.act, Act::Locks | Act::Reads(_))
}

/// The last of its steps that looks; `None` if the schedule has not ended by a panic.
pub(super) fn last_look(
    failure: &Failure,
    looks: impl Fn(&Step) -> bool,
) -> Option<LastLook<'_>> {
    let Cause::Panic { task, .. } = &failure.cause else { return None };
    let is_it = |step: &Step| step.task == *task && looks(step);
    let place = failure.steps.iter().rposition(is_it)?;
    let what = failure.steps[place].object.as_ref()?;
    Some(LastLook { task, place, what })
}

/// Whether the task could still come to this: it has not ended, and does not wait for
/// something else.
pub(super) fn could_come(failure: &Failure, task: &str, what: &Object) -> bool {
    let waits =
        |one: &Waiting| one.task == task && one.object.as_ref() != Some(what);
    !failure.waiting.iter().any(waits)
        && !failure.ended.iter().any(|one| one.task == task)
}
