//! A message is dropped with the future that has received it.

use explore::{Act, Dropped, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::left::Left;
use crate::operations::with_message;
use crate::sources::Sources;
use crate::whereabouts::{line_at, line_of};

pub(crate) const TITLE: &str = "a message was dropped with its future";

/// Who received a message and was dropped in its next wait, in the record's words or else
/// by what the source says.
pub(super) fn diagnose(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    recorded(steps, sources)
        .or_else(|| inferred(steps, sources))
        .or_else(|| unsent(steps, sources))
}

/// A task gives up to send: what it was to send went with the future.
fn unsent(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    let is_send = |step: &Step| {
        let call = sources.rest(step.location);
        step.act == Act::GivesUp
            && call.is_some_and(|call| call.starts_with("send("))
    };
    let gave_up = steps.iter().position(is_send)?;
    let gives_up = &steps[gave_up];
    let (task, name) = (&gives_up.task, &gives_up.object.as_ref()?.name);
    let line = line_at(gives_up.location);
    let sentence = format!(
        "{task} waited for room in {name} in line {line}. Its future was dropped before \
         there was room, and with it the message that it was to send."
    );
    let of = |place: &usize| {
        let step = &steps[*place];
        step.object == gives_up.object
            && matches!(step.act, Act::Sends | Act::Receives | Act::GivesUp)
    };
    Some(Diagnosis {
        steps: (0..steps.len()).filter(of).collect(),
        wrong: Some(gave_up),
        sure: Sure::Possible,
        fits: Some("was lost"),
        ask: Some(format!(
            "who has the message if the wait in line {line} is given up?"
        )),
        ..Diagnosis::told(TITLE, sentence)
    })
}

/// The record says that a future was dropped which had received a message.
fn recorded(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    let is_drop = |step: &Step| step.act == Act::DropsFuture(Dropped::Message);
    let dropped = steps.iter().position(is_drop)?;
    let left = Left::of(steps, dropped)?;
    let wait = &steps[left.wait?];
    let told = lost(steps, left.begun, dropped, wait, &left.by());
    let undone = left.undone(sources).map(|undone| format!(" {undone}"));
    let sentence = told.sentence + &undone.unwrap_or_default();
    Some(Diagnosis { sentence, ..told })
}

/// A function receives a message and begins another wait, which is never over: the future
/// of the function was dropped. Who drops it, the record does not say.
fn inferred(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    let receives = |(_, step): &(usize, &Step)| step.act == Act::Receives;
    let mut received = steps.iter().enumerate().filter(receives);
    received.find_map(|(place, step)| told(steps, place, step, sources))
}

fn told(
    steps: &[Step],
    received: usize,
    receives: &Step,
    sources: Sources,
) -> Option<Diagnosis> {
    let mine = |place: &usize| steps[*place].task == receives.task;
    let inside = |place: &usize| {
        sources.is_one_function(steps[*place].location, receives.location)
    };
    let mut later = (received + 1..steps.len()).filter(mine);
    let is_told = |place: &usize| !matches!(steps[*place].act, Act::Waits(_));
    let wait = later.clone().find(|place| inside(place) && is_told(place))?;
    let waits = &steps[wait];
    if waits.location == receives.location || waits.act == Act::Receives {
        return None;
    }
    // Where the task goes on, which has to be elsewhere.
    let next = match waits.act {
        // A branch of a select that lost is given up at once.
        Act::GivesUp => {
            later.find(|place| *place < wait && !inside(place) && is_told(place))?
        }
        _ if is_sleep(waits) => later.find(|place| *place > wait)?,
        _ => return None,
    };
    let again = |step: &&Step| {
        step.task == receives.task && step.location == waits.location
    };
    let of_wait = || steps[wait..].iter().filter(again);
    let begun = of_wait().filter(|step| is_sleep(step)).count();
    let slept = of_wait().count() - begun;
    // A future that sleeps beside others goes on later.
    let drops = |step: &Step| {
        step.task == receives.task && matches!(step.act, Act::DropsFuture(_))
    };
    let is_dropped = waits.act == Act::GivesUp
        || begun > slept
            && steps[wait..].iter().any(drops)
            && !inside(&next)
            && sources.function(steps[next].location).is_some();
    if !is_dropped {
        return None;
    }
    let mut told = lost(steps, received, wait, waits, "It was dropped");
    told.steps.push(next);
    Some(told)
}

/// The message of this step was lost when the future was dropped that waited there: what
/// happened to the future.
fn lost(
    steps: &[Step],
    received: usize,
    dropped: usize,
    waits: &Step,
    by: &str,
) -> Diagnosis {
    let receives = &steps[received];
    let (first, second) = (line_at(receives.location), line_of(&waits.place));
    let sentence = format!(
        "{} {} in line {first}. The future that had this message then waited in line \
         {second}. {by} during that wait, and the message with it.",
        receives.task, receives.operation
    );
    let sent = with_message(&steps[..received], &Act::Sends, receives);
    Diagnosis {
        steps: sent.into_iter().chain([received, dropped]).collect(),
        wrong: Some(dropped),
        fits: Some("was lost"),
        ask: Some(format!(
            "who has the message of line {first} if the wait in line {second} is given \
             up?"
        )),
        ..Diagnosis::told(TITLE, sentence)
    }
}

fn is_sleep(step: &Step) -> bool {
    step.operation.starts_with("sleeps ")
}
