//! What the task that panics has looked at last, and who might still have come to it.

use explore::{Act, Cause, Failure, Object, Place, Started, Step, Waiting};

use crate::sources::Sources;

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

/// Whether the task of this step has ended or is the one that panics: any other one may do
/// in its next step what it has not done yet.
pub(super) fn is_done(failure: &Failure, place: usize) -> bool {
    let task = &failure.steps[place].task;
    let panics =
        matches!(&failure.cause, Cause::Panic { task: other, .. } if other == task);
    panics || failure.ended.iter().any(|ended| ended.task == *task)
}

/// The last such step of the tasks that the one that panics has started after its own last one
/// and that have ended: what they found may be what it was told. Its own if there are none.
pub(super) fn last_told(
    failure: &Failure,
    looks: impl Fn(&Step) -> bool,
) -> Option<LastLook<'_>> {
    let Cause::Panic { task, .. } = &failure.cause else { return None };
    let own = last_look(failure, &looks);
    let since = own.as_ref().map_or(0, |look| look.place + 1);
    let is_asked = |one: &&Started| {
        let has_ended = failure.ended.iter().any(|ended| ended.task == one.task);
        one.by == *task && one.after >= since && has_ended
    };
    let asked = failure.started.iter().filter(is_asked).filter_map(|one| {
        let is_it = |step: &Step| step.task == one.task && looks(step);
        let place = failure.steps.iter().rposition(is_it)?;
        let what = failure.steps[place].object.as_ref()?;
        Some(LastLook { task: &one.task, place, what })
    });
    asked.max_by_key(|look| look.place).or(own)
}

/// Whether the task could still come to this: it has not ended, and does not wait for
/// something else.
pub(super) fn could_come(failure: &Failure, task: &str, what: &Object) -> bool {
    let waits =
        |one: &Waiting| one.task == task && one.object.as_ref() != Some(what);
    !failure.waiting.iter().any(waits)
        && !failure.ended.iter().any(|one| one.task == task)
}

/// Whether the task of this step does not come once more to what that is called on:
/// it is done, or neither the function that has the step nor one that calls it has
/// a loop there or comes to that name again. Where the calls are not known, only
/// who is done is.
pub(super) fn is_over(failure: &Failure, place: usize, sources: Sources) -> bool {
    let step = &failure.steps[place];
    let may_come_again = |name: &str, at: &Place| {
        let function = sources.function_at(at);
        function.is_some_and(|found| found.loops_at(at.line as usize))
            || sources.comes_again(at, name, name)
    };
    let goes_on = || {
        let name = sources.called_on(step.location)?;
        let mut calls = step.calls.iter();
        Some(step.calls.is_empty() || calls.any(|at| may_come_again(name, at)))
    };
    is_done(failure, place) || !goes_on().unwrap_or(true)
}
