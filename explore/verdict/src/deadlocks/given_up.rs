//! A task waits for a message that another one has tried to send once, and has given up.

use explore::{Act, Failure, Step, Waiting, Want};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// There was no room or no receiver for it, and nothing was sent to the channel since.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let waiting = failure.waiting.iter();
    waiting
        .filter(|one| waits_once(one, sources))
        .find_map(|one| told(failure, sources, one))
}

/// Whether it waits in no loop: who takes all that comes may wait for the end.
pub(super) fn waits_once(one: &Waiting, sources: Sources) -> bool {
    sources
        .function(one.location)
        .is_some_and(|found| !found.loops_at(one.location.line() as usize))
}

fn told(failure: &Failure, sources: Sources, waits: &Waiting) -> Option<Diagnosis> {
    let channel = waits.object.as_ref().filter(|_| waits.wants == Want::Message)?;
    let steps = failure.steps.iter().enumerate();
    let own = steps.filter(|(_, step)| step.object.as_ref() == Some(channel));
    let own: Vec<(usize, &Step)> = own
        .filter(|(_, step)| {
            let is_tried =
                matches!(step.act, Act::FindsFull | Act::FindsNoReceiver);
            is_tried || matches!(step.act, Act::Sends | Act::Receives)
        })
        .collect();
    let is_try = |(_, step): &&(usize, &Step)| step.act != Act::Receives;
    let &(place, step) = own.iter().rev().find(is_try)?;
    if step.act == Act::Sends || step.task == waits.task {
        return None;
    }
    let (who, name) = (&step.task, &channel.name);
    let sentence = format!(
        "{who} {} in {}, and goes on without sending. Now {} waits for a message \
         from {name}, and no task sends one.",
        step.operation,
        told_at(&step.place, sources),
        waits.task,
    );
    Some(Diagnosis {
        steps: own.iter().map(|(place, _)| *place).collect(),
        wrong: Some(place),
        waits: vec![waits.task.clone()],
        ask: Some(format!("when can {who} send this message, if not at once?")),
        ..Diagnosis::told("a message was given up", sentence)
    })
}
