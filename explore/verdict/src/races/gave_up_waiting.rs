//! A wait is given up, and what it was for is done all the same before somebody looks.

use explore::{Act, Failure, Step};

use super::last_look::{LastLook, is_look, last_look};
use super::late_answer::gives_up;
use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::may_change;
use crate::sources::Sources;
use crate::whereabouts::line_of;

/// The task whose claim fails has given up to wait for another one. That one has changed since
/// what the task has looked at last, and then come to say so.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let LastLook { task, place: look, what } = last_look(failure, is_look)?;
    let steps = &failure.steps[..];
    let mine = |step: &Step| step.task == task;
    let gave_up = steps[..look].iter().rposition(|step| {
        let channel = step.object.as_ref();
        let had_waited = || {
            let call = sources.rest(step.location).unwrap_or_default();
            let waits = ["recv_timeout(", "recv_deadline("];
            step.act == Act::GivesUp || waits.iter().any(|it| call.starts_with(it))
        };
        let is_end = channel.is_some_and(|channel| gives_up(step, channel));
        mine(step) && is_end && had_waited()
    })?;
    let gives = &steps[gave_up];
    let comes = |step: &Step| step.object.as_ref() == Some(what) && !mine(step);
    let is_change =
        |place: &usize| comes(&steps[*place]) && may_change(&steps[*place]);
    let mut changes = (gave_up + 1..look).rev().filter(is_change);
    let changed = changes.find(|place| {
        let says = |step: &Step| {
            step.task == steps[*place].task
                && step.object == gives.object
                && matches!(step.act, Act::Sends | Act::FindsNoReceiver)
        };
        steps[*place..].iter().any(says)
    })?;
    let changes = &steps[changed];
    if steps[..gave_up].iter().any(comes) {
        return None;
    }
    let sentence = format!(
        "{task} waited for a message from {} in line {} and gave up. After that {} {} in \
         line {}, and {task} {} in line {}: what it finds there came after it had given \
         up.",
        gives.object.as_ref()?.name,
        line_of(&gives.place),
        changes.task,
        changes.operation,
        line_of(&changes.place),
        steps[look].operation,
        line_of(&steps[look].place)
    );
    Some(Diagnosis {
        steps: vec![gave_up, changed, look],
        wrong: Some(look),
        sure: Sure::Possible,
        ask: Some(format!(
            "how does {task} know whether {} is done, once it has given up?",
            changes.task
        )),
        ..Diagnosis::told(
            "the work went on after the wait for it was given up",
            sentence,
        )
    })
}
