//! A task that subscribed waits for what came before that.

use explore::{Act, Failure, Waiting, Want};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// All that was sent had been sent before the task subscribed.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    failure.waiting.iter().find_map(|waits| told(failure, sources, waits))
}

fn told(failure: &Failure, sources: Sources, waits: &Waiting) -> Option<Diagnosis> {
    let channel = waits.object.as_ref().filter(|_| waits.wants == Want::Message)?;
    let same = |act: Act| {
        failure.steps.iter().rposition(|step| {
            step.act == act && step.object.as_ref() == Some(channel)
        })
    };
    let own = |place: &usize| failure.steps[*place].task == waits.task;
    let subscribed = same(Act::Subscribes).filter(own)?;
    let sent = same(Act::Sends).filter(|&sent| sent < subscribed)?;
    let (last, since) = (&failure.steps[sent], &failure.steps[subscribed]);
    let sentence = format!(
        "{} sent to {name} in {}. After that {task} subscribed to {name} in {}. Now \
         {task} waits for something new, and nothing new comes.",
        last.task,
        told_at(&last.place, sources),
        told_at(&since.place, sources),
        name = channel.name,
        task = waits.task,
    );
    Some(Diagnosis {
        steps: vec![sent, subscribed],
        waits: vec![waits.task.clone()],
        ask: Some(
            "can the task subscribe earlier, or look at the value first?".into(),
        ),
        ..Diagnosis::told("a task subscribed too late", sentence)
    })
}
