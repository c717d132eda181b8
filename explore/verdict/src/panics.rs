//! Why a task panicked, as far as the steps before it tell.

use explore::{Act, Cause, Failure, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::poison;
use crate::races::slept;
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// The cause of the panic that ended the schedule, if it is sure.
pub(crate) fn cause(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let Cause::Panic { task, message, .. } = &failure.cause else { return None };
    let is_poison = message.ends_with("PoisonError { .. }");
    let poisoned = is_poison.then(|| poison::unwrapped(&failure.steps, task));
    poisoned
        .flatten()
        .or_else(|| woken_once(&failure.steps, task, sources))
        .or_else(|| slept::diagnose(failure, sources))
}

/// The task was woken and did not look again: it waited in no loop, and it has done nothing
/// since.
fn woken_once(steps: &[Step], task: &str, sources: Sources) -> Option<Diagnosis> {
    let mine = |step: &Step| step.task == task;
    let last = |act: &Act| !matches!(act, Act::Unlocks);
    let woken = steps.iter().rposition(|step| mine(step) && last(&step.act))?;
    let wakes = &steps[woken];
    if wakes.act != Act::Wakes || !wakes.operation.starts_with("is woken") {
        return None;
    }
    let waits = steps[..woken]
        .iter()
        .rposition(|step| mine(step) && step.act == Act::WaitsOn)?;
    let at = wakes.location;
    let looks_once = sources.rest(at).is_some_and(|rest| rest.starts_with("wait("))
        && sources
            .function(at)
            .is_some_and(|found| !found.loops_at(at.line() as usize));
    if !looks_once {
        return None;
    }
    let notifies = |step: &Step| {
        matches!(step.act, Act::Notifies(_)) && step.object == wakes.object
    };
    let notified = waits + steps[waits..woken].iter().rposition(notifies)?;
    let lock = wakes.operation.strip_prefix("is woken and locks ")?;
    let is_lock = |step: &Step| match step.act {
        Act::Locks => {
            step.object.as_ref().is_some_and(|object| object.name == lock)
        }
        _ => step.act == Act::Wakes && step.operation == wakes.operation,
    };
    let locks = |step: &Step| !mine(step) && is_lock(step);
    let between = steps[notified..woken].iter().rposition(locks);
    let between = between.map(|place| notified + place);
    let line = line_at(at);
    let taken = between.map(|place| {
        let other = &steps[place];
        format!(
            " Before {task} had {lock} again, {} locked {lock} in line {}.",
            other.task,
            line_at(other.location)
        )
    });
    let sentence = format!(
        "{task} waited in line {line} and was woken.{} {task} did not check again \
         whether it can go on.",
        taken.unwrap_or_default()
    );
    let mut story = vec![waits, notified, woken];
    story.extend(between);
    story.sort_unstable();
    Some(Diagnosis {
        steps: story,
        wrong: Some(woken),
        sure: Sure::Certain,
        ask: Some(format!("what has to be checked again after line {line}?")),
        ..Diagnosis::told("a woken task did not look again", sentence)
    })
}
