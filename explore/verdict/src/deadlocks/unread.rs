//! A message was sent, and dropped with the receiver that it was for, or was sent when that
//! receiver was gone.

use explore::{Act, Failure, Need, Object, Step, Waiting, Want};

use super::links;
use crate::diagnosis::Diagnosis;
use crate::operations::may_change;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// A task waits for a message, and one that nobody has read went to another channel of the
/// same kind: it was made in the same line, or the one who waits has come to the
/// lock since behind which it was sent.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let is_message = |need: &&Need| need.wants == Want::Message;
    let waits = failure.waiting.iter().flat_map(|waits| {
        let needs = waits.needs.iter().filter(is_message);
        needs.filter_map(move |need| Some((waits, need.object.as_ref()?)))
    });
    let is_sent = |wanted: &Object| {
        failure.steps.iter().any(|step| {
            step.act == Act::Sends && step.object.as_ref() == Some(wanted)
        })
    };
    let mut waits = waits.filter(|(_, wanted)| !is_sent(wanted));
    waits.find_map(|(waits, wanted)| {
        let wait = Wait { failure, sources, waits, wanted };
        wait.unread().or_else(|| wait.in_vain())
    })
}

/// Who waits for a message of a channel.
#[derive(Clone, Copy)]
struct Wait<'a> {
    failure: &'a Failure,
    sources: Sources,
    waits: &'a Waiting,
    wanted: &'a Object,
}

impl Wait<'_> {
    /// Whether what is sent in this step could as well have gone to the channel of the wait.
    fn is_kin(self, sent: usize) -> bool {
        let Wait { failure, waits, wanted, .. } = self;
        let steps = &failure.steps[..];
        let is_alike = |lies: &Object| lies != wanted && lies.made == wanted.made;
        steps[sent].object.as_ref().is_some_and(is_alike)
            || lock_over(steps, sent).is_some_and(|lock| {
                steps[sent..].iter().any(|step| {
                    step.task == waits.task
                        && step.act == Act::Locks
                        && step.object == steps[lock].object
                })
            })
    }

    /// What was sent lay there when the receiver was dropped.
    fn unread(self) -> Option<Diagnosis> {
        let Wait { failure, sources, waits, wanted } = self;
        let steps = &failure.steps[..];
        let lost = |sent: usize| {
            let sends = &steps[sent];
            let lies = sends.object.as_ref().filter(|_| sends.act == Act::Sends)?;
            let drops = |step: &Step| {
                step.act == Act::DropsReceiver && step.object.as_ref() == Some(lies)
            };
            let dropped = sent + steps[sent..].iter().position(drops)?;
            // A channel for one message, which nobody has read.
            let uses = |step: &&Step| {
                step.object.as_ref() == Some(lies)
                    && matches!(step.act, Act::Sends | Act::Receives)
            };
            let is_unread = steps.iter().filter(uses).count() == 1;
            (is_unread && self.is_kin(sent)).then_some((sent, dropped))
        };
        let (sent, dropped) = (0..steps.len()).rev().find_map(lost)?;
        let (sends, drops) = (&steps[sent], &steps[dropped]);
        let (task, name) = (&waits.task, &sends.object.as_ref()?.name);
        let sentence = format!(
            "{} {} in {}. Then {} drops the receiver of {name} in {}, without receiving \
         this message: that a send succeeds does not mean that the message is received. \
         So it is lost, and {task}, which waits for a message from {}, gets none.",
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

    /// The receiver was gone by then, and who sent did nothing about it. Who is stuck elsewhere,
    /// or has not received what is asked now, may still have it.
    fn in_vain(self) -> Option<Diagnosis> {
        let Wait { failure, sources, waits, wanted } = self;
        let steps = &failure.steps[..];
        let lost = |sent: usize| {
            let sends = &steps[sent];
            let gone = sends.object.as_ref();
            let gone = gone.filter(|_| sends.act == Act::FindsNoReceiver)?;
            let closes = format!("closes {}", gone.name);
            let goes = |step: &Step| {
                let ends =
                    step.act == Act::DropsReceiver || step.operation == closes;
                ends && step.object.as_ref() == Some(gone)
            };
            let went = steps[..sent].iter().position(goes)?;
            let is_stuck = |one: &Waiting| {
                one.task == sends.task
                    && one.needs.iter().all(|need| need.wants != Want::Message)
            };
            let is_it = self.is_kin(sent)
                && !failure.waiting.iter().any(is_stuck)
                && !is_put_elsewhere(steps, sent, sources);
            is_it.then_some((went, sent))
        };
        if links::unread_request(failure, waits).is_some() {
            return None;
        }
        let (went, sent) = (0..steps.len()).rev().find_map(lost)?;
        let (goes, sends) = (&steps[went], &steps[sent]);
        let (task, name) = (&waits.task, &sends.object.as_ref()?.name);
        let did = match goes.act {
            Act::DropsReceiver => format!("drops the receiver of {name}"),
            _ => goes.operation.clone(),
        };
        let sentence = format!(
            "{} {did} in {}. After that {} sends to {name} in {}, and that fails: nobody gets \
         this message, and {} goes on. So the message is lost, and {task}, which waits for \
         a message from {}, gets none.",
            goes.task,
            told_at(&goes.place, sources),
            sends.task,
            told_at(&sends.place, sources),
            sends.task,
            wanted.name
        );
        Some(Diagnosis {
            steps: vec![went, sent],
            wrong: Some(sent),
            waits: vec![task.clone()],
            ask: Some(format!(
                "who else should get what {} could not send to {name}?",
                sends.task
            )),
            ..Diagnosis::told("a message was sent to nobody", sentence)
        })
    }
}

/// Whether the function that could not send goes on to change something, or to send again:
/// it may have put there what came back.
fn is_put_elsewhere(steps: &[Step], sent: usize, sources: Sources) -> bool {
    let sends = &steps[sent];
    let next = steps[sent + 1..].iter().find(|step| {
        step.task == sends.task && !matches!(step.act, Act::Unlocks | Act::Waits(_))
    });
    next.is_some_and(|next| {
        let puts = matches!(
            next.act,
            Act::Sends
                | Act::FindsNoReceiver
                | Act::GivesPermits(_)
                | Act::Notifies(_)
        );
        (puts || may_change(next))
            && sources.is_one_function(next.location, sends.location)
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
