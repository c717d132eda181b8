//! What was taken and is not given back, where a lock and a notification or a channel say
//! who may go on.

use explore::{Act, Failure, Step, Waiting, Want};

use super::given_up::waits_once;
use super::missed::lock_of;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// Another task has taken what the wait is for, and has ended: in a sentence.
pub(super) fn kept(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<String> {
    match waits.wants {
        Want::Notification => behind_a_lock(failure, sources, waits),
        Want::Message => from_a_channel(failure, sources, waits),
        _ => None,
    }
}

fn has_ended(failure: &Failure, task: &str) -> bool {
    failure.ended.iter().any(|one| one.task == task)
}

/// It went on where the other one waits, and did not come to the lock any more. Who gives
/// back has been there too: where others change what the lock protects, they may have to do
/// so again.
fn behind_a_lock(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<String> {
    let steps = &failure.steps[..];
    let mine = |step: &Step| step.task == waits.task;
    let begins = |step: &Step| mine(step) && step.act == Act::WaitsOn;
    let end = steps.iter().rposition(begins)?;
    let lock = lock_of(&steps[end])?;
    let locks = |step: &Step| {
        let name = step.object.as_ref().map(|object| object.name.as_str());
        step.act == Act::Locks && name == Some(lock)
    };
    let entry = steps[..end].iter().rfind(|step| mine(step) && locks(step))?;
    let enters = |step: &Step| locks(step) && step.location == entry.location;
    let all = || steps.iter().enumerate().filter(|(_, step)| locks(step));
    let has_entered = |(place, step): (usize, &Step)| {
        let before = &steps[..=place];
        before.iter().any(|other| other.task == step.task && enters(other))
    };
    if !all().all(has_entered) {
        return None;
    }
    let (last, taker) = all().rev().find(|(_, step)| !mine(step))?;
    let notifies = |step: &Step| {
        step.task == taker.task && matches!(step.act, Act::Notifies(_))
    };
    let is_kept = enters(taker)
        && has_ended(failure, &taker.task)
        && !steps[last..].iter().any(notifies);
    is_kept.then(|| {
        format!(
            "{who} locked {lock} in {} as {} did, and could go on. It has ended, and has \
             neither locked {lock} again nor notified anybody.",
            told_at(&taker.place, sources),
            waits.task,
            who = taker.task,
        )
    })
}

/// It has received from the channel, and its function would have sent there again. Who waits
/// in a loop takes all that comes.
fn from_a_channel(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<String> {
    let channel = waits.object.as_ref().filter(|_| waits_once(waits, sources))?;
    let of = |step: &Step, act: &Act| {
        step.act == *act && step.object.as_ref() == Some(channel)
    };
    let steps = &failure.steps[..];
    let last = steps.iter().rposition(|step| of(step, &Act::Receives))?;
    let taker = &steps[last];
    let sends = |step: &Step| step.task == taker.task && of(step, &Act::Sends);
    let is_kept = taker.task != waits.task
        && has_ended(failure, &taker.task)
        && sources.comes_to(taker.location, &channel.name)
        && !steps[last..].iter().any(sends);
    is_kept.then(|| {
        format!(
            "{who} {} in {}. It has ended, and has sent nothing to {} after that.",
            taker.operation,
            told_at(&taker.place, sources),
            channel.name,
            who = taker.task,
        )
    })
}
