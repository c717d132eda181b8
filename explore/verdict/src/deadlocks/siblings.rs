//! Of tasks that are alike one has done nothing to what is waited for.

use explore::{Act, Failure, Started, Step, Waiting, Want};

use crate::operations::lock_of;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// Those that have ended without having come to what is waited for, though another one that
/// was started in the same line has come to it: in a sentence.
pub(super) fn left_out(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<String> {
    let steps = &failure.steps[..];
    let begins = |step: &&Step| step.act == Act::WaitsOn && step.task == waits.task;
    let lock = steps.iter().rev().find(begins).and_then(lock_of);
    let comes = |step: &Step| match waits.wants {
        Want::Notification => {
            let name = step.object.as_ref().map(|object| object.name.as_str());
            step.act == Act::Locks && name == lock
        }
        Want::Message => step.act == Act::Sends && step.object == waits.object,
        Want::Others => {
            step.object == waits.object && !matches!(step.act, Act::Waits(_))
        }
        _ => false,
    };
    let has_come = |one: &Started| {
        steps.iter().any(|step| step.task == one.task && comes(step))
    };
    let has_ended =
        |one: &Started| failure.ended.iter().any(|ended| ended.task == one.task);
    let alike = |one: &Started, other: &Started| one.location == other.location;
    let (left_out, other) = failure
        .started
        .iter()
        .filter(|one| has_ended(one) && !has_come(one))
        .find_map(|one| {
            let mut others = failure.started.iter();
            let other =
                others.find(|other| alike(one, other) && has_come(other))?;
            Some((one, other))
        })?;
    let what = match waits.wants {
        Want::Notification => lock?,
        _ => &waits.object.as_ref()?.name,
    };
    let did = match waits.wants {
        Want::Message => "sent to",
        _ => "come to",
    };
    Some(format!(
        "{} was started in {} as {} was. It has ended, and has never {did} {what}.",
        left_out.task,
        told_at(&left_out.location.into(), sources),
        other.task
    ))
}
