//! A message was sent, and dropped with the receiver that it was for.

use explore::{Act, Failure, Step, Waiting, Want};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// A task waits for a message, and one that nobody has read went to another channel of the
/// same kind: it was made in the same line, or the one who waits has come to the
/// lock since behind which it was sent.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    failure.waiting.iter().find_map(|waits| told(failure, sources, waits))
}

fn told(failure: &Failure, sources: Sources, waits: &Waiting) -> Option<Diagnosis> {
    let wanted = waits.object.as_ref().filter(|_| waits.wants == Want::Message)?;
    let steps = &failure.steps[..];
    let is_sent = |step: &Step| {
        step.act == Act::Sends && step.object.as_ref() == Some(wanted)
    };
    if steps.iter().any(is_sent) {
        return None;
    }
    let lost = |sent: usize| {
        let sends = &steps[sent];
        let lies = sends.object.as_ref().filter(|_| sends.act == Act::Sends)?;
        let drops = |step: &Step| {
            step.act == Act::DropsReceiver && step.object.as_ref() == Some(lies)
        };
        let dropped = sent + steps[sent..].iter().position(drops)?;
        let is_kin = lies.made == wanted.made
            || lock_over(steps, sent).is_some_and(|lock| {
                steps[sent..].iter().any(|step| {
                    step.task == waits.task
                        && step.act == Act::Locks
                        && step.object == steps[lock].object
                })
            });
        // A channel for one message, which nobody has read.
        let uses = |step: &&Step| {
            step.object.as_ref() == Some(lies)
                && matches!(step.act, Act::Sends | Act::Receives)
        };
        let is_unread = steps.iter().filter(uses).count() == 1;
        (is_kin && is_unread).then_some((sent, dropped))
    };
    let (sent, dropped) = (0..steps.len()).rev().find_map(lost)?;
    let (sends, drops) = (&steps[sent], &steps[dropped]);
    let (task, name) = (&waits.task, &sends.object.as_ref()?.name);
    let sentence = format!(
        "{} {} in {}. Then {} drops the receiver of {name} in {}, without receiving \
         this message: a send that succeeds is not received yet. So the message is lost, \
         and {task}, which waits for a message from {}, gets none.",
        sends.task,
        sends.operation,
        told_at(&sends.place, sources),
        drops.task,
        told_at(&drops.place, sources),
        wanted.name
    );
    Some(Diagnosis {
        steps: vec![sent, dropped],
        wrong: Some(dropped),
        waits: vec![task.clone()],
        ask: Some(format!(
            "what becomes of a message that lies in {name} when its receiver is dropped?"
        )),
        ..Diagnosis::told("a message was lost with its receiver", sentence)
    })
}

/// The last lock that a task has taken before this step, if it still has it.
fn lock_over(steps: &[Step], place: usize) -> Option<usize> {
    let task = &steps[place].task;
    let locks = |step: &Step| step.task == *task && step.act == Act::Locks;
    let lock = steps[..place].iter().rposition(locks)?;
    let unlocks = |step: &Step| {
        step.task == *task
            && step.act == Act::Unlocks
            && step.object == steps[lock].object
    };
    (!steps[lock..place].iter().any(unlocks)).then_some(lock)
}
