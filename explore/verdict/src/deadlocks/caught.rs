//! A task waits for what another one would have sent, had it not panicked.

use explore::{Act, Failure, Step, Waiting, Want};

use crate::diagnosis::Diagnosis;
use crate::found_panic::{panicked, said};
use crate::sources::Sources;
use crate::statements::uses_result;
use crate::whereabouts::told_at;

/// The panic was caught, the task that panicked has sent to the same channel before
/// or since, and nobody sends any more.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    failure.waiting.iter().find_map(|waits| told(failure, sources, waits))
}

/// Whether what is sent is made of what caught the panic, so that it says that
/// there is no result. What is sent if there is a result is another one.
fn is_in_its_place(sends: &Step, catches: &Step, sources: Sources) -> bool {
    let (file, line) = (&*catches.place.file, catches.place.line);
    let has_result = |line: &str| line.contains("let Ok(");
    let uses = |text| uses_result(text, line as usize, sends.place.line as usize);
    sends.place.file == catches.place.file
        && sources.text(file).is_some_and(uses)
        && !sources.line(file, line).is_some_and(has_result)
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
    let own = |other: &&Step| other.task == step.task && other.act != Act::Unlocks;
    let next = steps[caught + 1..].iter().find(own);
    if next.is_some_and(|next| {
        of_channel(next, Act::Sends) && is_in_its_place(next, step, sources)
    }) {
        return None;
    }
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
