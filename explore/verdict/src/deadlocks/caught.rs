//! A task waits for what another one would have sent, had it not panicked.

use explore::{Act, Failure, Step, Waiting, Want};

use crate::diagnosis::Diagnosis;
use crate::found_panic::{panicked, said};
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// The panic was caught, the task that panicked has sent to the same channel before or
/// since, and nobody sends any more.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    failure.waiting.iter().find_map(|waits| told(failure, sources, waits))
}

fn told(failure: &Failure, sources: Sources, waits: &Waiting) -> Option<Diagnosis> {
    let channel = waits.object.as_ref().filter(|_| waits.wants == Want::Message)?;
    let steps = &failure.steps[..];
    let of_channel = |step: &Step, act: Act| {
        step.act == act && step.object.as_ref() == Some(channel)
    };
    let sends = |task: &str| {
        steps.iter().any(|step| step.task == task && of_channel(step, Act::Sends))
    };
    // Who waits has received what was sent, and not from itself.
    let receives =
        |step: &Step| of_channel(step, Act::Receives) && step.task == waits.task;
    let caught = steps.iter().position(|step| {
        step.act == Act::FindsPanic
            && step.task != waits.task
            && (step.operation.starts_with("catches ") && sends(&step.task)
                || panicked(step).is_some_and(sends))
    })?;
    if !steps.iter().any(receives) {
        return None;
    }
    let (step, name) = (&steps[caught], &channel.name);
    let task = panicked(step).unwrap_or(&step.task);
    let what = said(step);
    let sentence = format!(
        "{task} panicked: {what}. {} caught this panic in {} and went on, so what \
         was to be sent to {name} then was never sent. {} still waits for a message \
         from {name}, which is not closed.",
        step.task,
        told_at(&step.place, sources),
        waits.task
    );
    let told = |(_, step): &(usize, &Step)| {
        of_channel(step, Act::Sends) || of_channel(step, Act::Receives)
    };
    let told = steps.iter().enumerate().filter(told).map(|(place, _)| place);
    let mut story: Vec<usize> = told.chain([caught]).collect();
    story.sort_unstable();
    Some(Diagnosis {
        steps: story,
        wrong: Some(caught),
        waits: vec![waits.task.clone()],
        ask: Some(format!(
            "what should be sent to {name} in the place of a result?"
        )),
        ..Diagnosis::told("a panic was caught, and its result never came", sentence)
    })
}
