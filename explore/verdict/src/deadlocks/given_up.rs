//! A task waits for a message that another one has tried to send once, and has given up.

use explore::{Act, Failure, Object, Step, Waiting, Want};

use crate::diagnosis::Diagnosis;
use crate::functions::has_word;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// There was no room or no receiver for it, and nothing was sent to the channel since.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let waiting = failure.waiting.iter();
    let mut needs = waiting.flat_map(|one| {
        one.needs.iter().filter_map(move |need| {
            let is_message = need.wants == Want::Message;
            Some((one, need.object.as_ref().filter(|_| is_message)?))
        })
    });
    needs.find_map(|(one, channel)| told(failure, sources, one, channel))
}

/// Whether it waits in no loop: who takes all that comes may wait for the end.
pub(super) fn waits_once(one: &Waiting, sources: Sources) -> bool {
    let (file, line) = (one.location.file(), one.location.line());
    let takes_all =
        sources.line(file, line).is_some_and(|text| text.contains("iter()"));
    let found = sources.function(one.location).filter(|_| !takes_all);
    found.is_some_and(|found| !found.loops_at(line as usize))
}

/// Whether the task has sent, locked or changed nothing after this step, and now waits itself
/// or has ended: who waits for more than one channel is told something by each of them.
fn is_last_act(failure: &Failure, place: usize) -> bool {
    let task = &failure.steps[place].task;
    let mut later = failure.steps[place + 1..].iter();
    !later.any(|step| {
        let is_aside = matches!(
            step.act,
            Act::Waits(_)
                | Act::Unlocks
                | Act::DropsSender
                | Act::DropsReceiver
                | Act::Ends
                | Act::Notes
                | Act::Prints
        );
        step.task == *task && !is_aside
    })
}

/// Whether who has tried to send now waits for what the other one sends for each message that
/// it takes: it has done so before, or does so in the loop in which it waits.
fn is_request(
    failure: &Failure,
    tries: &Step,
    waits: &Waiting,
    sources: Sources,
) -> bool {
    let is_asker =
        |one: &&Waiting| one.task == tries.task && one.wants == Want::Message;
    let asker = failure.waiting.iter().find(is_asker);
    let Some(answers) = asker.and_then(|one| one.object.as_ref()) else {
        return false;
    };
    let answered = |step: &Step| {
        step.task == waits.task
            && step.act == Act::Sends
            && step.object.as_ref() == Some(answers)
    };
    let answers_there = || {
        let (file, line) = (waits.location.file(), waits.location.line() as usize);
        let found = sources.function(waits.location)?;
        let mut lines = found.lines.0..=found.lines.1;
        Some(lines.any(|other| {
            let text = u32::try_from(other).ok();
            let text = text.and_then(|other| sources.line(file, other));
            let sends = |text: &str| {
                text.contains("send(") && has_word(text, &answers.name)
            };
            text.is_some_and(sends) && found.loop_has(&[line, other])
        }))
    };
    failure.steps.iter().any(answered) || answers_there().unwrap_or(false)
}

/// Whether the message says no more than another one that lies there.
fn is_token(step: &Step, sources: Sources) -> bool {
    step.act == Act::FindsFull
        && sources.rest(step.location).is_some_and(|rest| rest.contains("send(())"))
}

fn told(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
    channel: &Object,
) -> Option<Diagnosis> {
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
    let is_told = match waits.wants {
        Want::OneOf => {
            waits_once(waits, sources)
                || is_last_act(failure, place) && !is_token(step, sources)
        }
        _ => {
            waits_once(waits, sources)
                || is_last_act(failure, place)
                    && is_request(failure, step, waits, sources)
        }
    };
    if !is_told {
        return None;
    }
    let (who, name, task) = (&step.task, &channel.name, &waits.task);
    // It meets who waits to receive, or nobody.
    let why = match step.operation.starts_with("finds no receiver of ") {
        true => format!(", as {task} did not wait there at that moment"),
        false => String::new(),
    };
    let waits_for = match waits.wants {
        Want::OneOf => waits.operation.clone(),
        _ => format!("waits for a message from {name}"),
    };
    let sentence = format!(
        "{who} {} in {}{why}, and goes on without sending. Now {task} {waits_for}, and no \
         task sends one.",
        step.operation,
        told_at(&step.place, sources),
    );
    Some(Diagnosis {
        steps: own.iter().map(|(place, _)| *place).collect(),
        wrong: Some(place),
        waits: vec![task.clone()],
        ask: Some(format!("when can {who} send this message, if not at once?")),
        ..Diagnosis::told("a message was given up", sentence)
    })
}
