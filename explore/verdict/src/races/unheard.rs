//! Messages that nobody has received, though nothing says so to who sent them.

use std::collections::{BTreeMap, BTreeSet};

use explore::{Act, Cause, Failure, Object, Step};

use super::last_look::{is_done, is_over};
use super::{lost_with_receiver, not_awaited};
use crate::diagnosis::{Diagnosis, Sure};
use crate::number as number_of;
use crate::operations::{finds_empty, message_of, receives};
use crate::sources::Sources;
use crate::whereabouts::{line_at, line_of};

/// A message was sent before its receiver had subscribed, was overwritten, was not
/// sent, or was not received.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    // What the claim is about comes first.
    not_awaited::diagnose(failure, sources)
        .or_else(|| before_it_subscribed(steps, false))
        .or_else(|| overwritten(steps))
        .or_else(|| full(failure, sources))
        .or_else(|| after_the_last_look(failure, sources))
        // Who sends in vain is told so, and who has sent before is not.
        .or_else(|| lost_with_receiver::diagnose(steps, sources))
        .or_else(|| in_vain(steps))
        .or_else(|| left_over(failure))
}

/// A task has sent to a channel before it subscribed to it: it knows what it does not receive.
pub(super) fn before_its_own(steps: &[Step]) -> Option<Diagnosis> {
    before_it_subscribed(steps, true)
}

/// A task subscribes to a channel to which something was sent before, by itself or by
/// another one.
fn before_it_subscribed(steps: &[Step], is_own: bool) -> Option<Diagnosis> {
    let mut all = steps.iter().enumerate();
    all.find_map(|(place, subscribes)| {
        let channel = subscribes.object.as_ref()?;
        let is_send = |step: &Step| {
            step.act == Act::Sends && step.object.as_ref() == Some(channel)
        };
        if subscribes.act != Act::Subscribes {
            return None;
        }
        let early: Vec<usize> =
            (0..place).filter(|&place| is_send(&steps[place])).collect();
        let last = &steps[*early.last()?];
        // Who has it from another receiver, or finds it as the last value, missed
        // nothing.
        let by_itself = last.task == subscribes.task;
        if receives(steps, &subscribes.task, last) || by_itself != is_own {
            return None;
        }
        let (task, name) = (&subscribes.task, &channel.name);
        let sentence = format!(
            "{} {} in line {}. After that {task} subscribed to {name} in line {}. Who \
             subscribes receives only what is sent from then on.",
            last.task,
            last.operation,
            line_at(last.location),
            line_at(subscribes.location)
        );
        Some(Diagnosis {
            steps: early.into_iter().chain([place]).collect(),
            wrong: Some(place),
            sure: Sure::Possible,
            fits: Some("was lost"),
            ask: Some(format!("can {task} subscribe before the first message?")),
            ..Diagnosis::told("a task subscribed too late", sentence)
        })
    })
}

/// A task receives a message and has not received the one before it, and neither
/// has anybody else. A receiver that lags is told so; one of the last value is not.
fn overwritten(steps: &[Step]) -> Option<Diagnosis> {
    let mut sent: BTreeMap<(&str, usize), usize> = BTreeMap::new();
    let mut heard: BTreeSet<(&str, usize)> = BTreeSet::new();
    for (place, step) in steps.iter().enumerate() {
        let Some(key) = number(step) else { continue };
        match step.act {
            Act::Sends => drop(sent.insert(key, place)),
            Act::Receives => drop(heard.insert(key)),
            _ => {}
        }
    }
    let (name, number, first, second) = heard.iter().find_map(|key| {
        let before = (key.0, key.1.checked_sub(1)?);
        let first = *sent.get(&before).filter(|_| !heard.contains(&before))?;
        Some((key.0, key.1, first, *sent.get(key)?))
    })?;
    let before = number - 1;
    let channel = steps[first].object.as_ref()?;
    let is_heard = |step: &Step| {
        step.act == Act::Receives && self::number(step) == Some((name, number))
    };
    let place = steps.iter().position(is_heard)?;
    // Who lags is told so, and who has subscribed since could not receive it.
    let is_known = |step: &Step| {
        let own = step.object.as_ref() == Some(channel);
        own && matches!(step.act, Act::Lags | Act::Subscribes)
    };
    if place < second || steps.iter().any(is_known) {
        return None;
    }
    let task = &steps[place].task;
    let sentence = format!(
        "{} sent message {before} to {name} in line {} and message {number} in line \
         {}. {name} keeps the last value alone, so {task} has received message \
         {number} and nobody has received message {before}.",
        steps[first].task,
        line_at(steps[first].location),
        line_at(steps[second].location)
    );
    Some(Diagnosis {
        steps: vec![first, second, place],
        wrong: Some(second),
        sure: Sure::Possible,
        fits: Some("was lost"),
        ask: Some(format!("which channel keeps every message for {task}?")),
        ..Diagnosis::told("a value was overwritten before it was read", sentence)
    })
}

/// The channel and the number of the message that is sent or received.
fn number(step: &Step) -> Option<(&str, usize)> {
    let number = message_of(step)?.parse().ok()?;
    Some((&step.object.as_ref()?.name, number))
}

/// A task finds no room for its message, and never sends to this channel again.
fn full(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let is_last = |(place, step): &(usize, &Step)| {
        let again = |later: &Step| {
            later.task == step.task
                && later.object == step.object
                && later.act == Act::Sends
        };
        step.act == Act::FindsFull
            && !steps[place + 1..].iter().any(again)
            && is_over(failure, *place, sources)
    };
    let (place, step) = steps.iter().enumerate().find(is_last)?;
    let line = line_at(step.location);
    let sentence = format!(
        "{} {} in line {line}, and goes on without sending.",
        step.task, step.operation
    );
    let channel = step.object.clone()?;
    let sent = |step: &Step| {
        step.act == Act::Sends && step.object.as_ref() == Some(&channel)
    };
    let sent = steps[..place].iter().rposition(sent);
    Some(Diagnosis {
        steps: sent.into_iter().chain([place]).collect(),
        wrong: Some(place),
        sure: Sure::Possible,
        ask: Some(format!(
            "what should {} do when {} is full?",
            step.task, channel.name
        )),
        ..Diagnosis::told("a message was given up", sentence)
    })
}

/// A task finds a channel empty and receives no more from it, and then somebody
/// sends.
fn after_the_last_look(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let mut all = steps.iter().enumerate();
    all.find_map(|(place, look)| {
        let channel = look.object.as_ref()?;
        if !finds_empty(look) {
            return None;
        }
        let of = |step: &Step, act: &Act| {
            step.act == *act && step.object.as_ref() == Some(channel)
        };
        let later = &steps[place + 1..];
        let sent = later.iter().position(|step| of(step, &Act::Sends))?;
        // Who looks once more has not taken this for the end.
        let again = |step: &Step| {
            of(step, &Act::Receives)
                || step.task == look.task && step.operation == look.operation
        };
        if later.iter().any(again) || !is_over(failure, place, sources) {
            return None;
        }
        let (task, name, sends) = (&look.task, &channel.name, &later[sent]);
        let sentence = format!(
            "{task} found {name} empty in line {}, and received no more from it. After \
             that {} {} in line {}. A channel that is empty is not at its end.",
            line_at(look.location),
            sends.task,
            sends.operation,
            line_at(sends.location)
        );
        Some(Diagnosis {
            steps: vec![place, place + 1 + sent],
            wrong: Some(place),
            sure: Sure::Possible,
            ask: Some(format!("what tells {task} that no message will come?")),
            ..Diagnosis::told("an empty channel was taken for its end", sentence)
        })
    })
}

/// A task sends to nobody and goes on.
fn in_vain(steps: &[Step]) -> Option<Diagnosis> {
    let place = steps.iter().position(|step| step.act == Act::FindsNoReceiver)?;
    let sends = &steps[place];
    let channel = sends.object.as_ref()?;
    let drops = |step: &Step| {
        step.act == Act::DropsReceiver && step.object.as_ref() == Some(channel)
    };
    let dropped = steps[..place].iter().rposition(drops);
    let own = dropped.filter(|&dropped| steps[dropped].task != sends.task);
    let before = own.map_or(String::new(), |dropped| {
        let Step { task, place, .. } = &steps[dropped];
        let (name, line) = (&channel.name, line_of(place));
        format!("{task} dropped the receiver of {name} in line {line}. After that ")
    });
    let sentence = format!(
        "{before}{} {} in line {}, and goes on.",
        sends.task,
        sends.operation,
        line_at(sends.location)
    );
    let ask = match own {
        Some(dropped) => format!(
            "why does {} receive no more, while {} still sends?",
            steps[dropped].task, sends.task
        ),
        None => format!(
            "what should {} do with a message that nobody takes?",
            sends.task
        ),
    };
    Some(Diagnosis {
        steps: dropped.into_iter().chain([place]).collect(),
        wrong: Some(place),
        sure: Sure::Possible,
        ask: Some(ask),
        ..Diagnosis::told("a message was sent to nobody", sentence)
    })
}

/// More was sent to a channel than anybody has received from it, and nobody is left who
/// might do so: the steps end at the panic, and with them what others would have done.
fn left_over(failure: &Failure) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let mut channels: Vec<&Object> = Vec::new();
    for step in steps.iter().filter(|step| step.act == Act::Sends) {
        channels.extend(step.object.as_ref().filter(|it| !channels.contains(it)));
    }
    let of = |channel: &Object, act: &Act| -> Vec<usize> {
        let is_it = |&place: &usize| {
            steps[place].act == *act
                && steps[place].object.as_ref() == Some(channel)
        };
        (0..steps.len()).filter(is_it).collect()
    };
    let (sent, received) = channels.into_iter().find_map(|channel| {
        let (sent, mut received) =
            (of(channel, &Act::Sends), of(channel, &Act::Receives));
        // Several receivers may have the same message.
        let mut known = BTreeSet::new();
        let is_new = |place: &usize| {
            message_of(&steps[*place]).is_none_or(|message| known.insert(message))
        };
        // Who has a receiver is known of those that have received.
        let is_unknown = received.is_empty()
            && of(channel, &Act::DropsReceiver).is_empty()
            || !of(channel, &Act::Subscribes).is_empty();
        let may_go_on = received.iter().any(|&place| !is_done(failure, place))
            || is_unknown && somebody_goes_on(failure);
        received.retain(is_new);
        let lags = of(channel, &Act::Lags);
        (received.len() < sent.len() && lags.is_empty() && !may_go_on)
            .then_some((sent, received))
    })?;
    let last = &steps[*sent.last()?];
    let name = &last.object.as_ref()?.name;
    let sentence = format!(
        "{} to {name}, the last one by {} in line {}. {}",
        match sent.len() {
            1 => "One message was sent".to_string(),
            many => format!("{} messages were sent", number_of(many)),
        },
        last.task,
        line_at(last.location),
        match received.len() {
            0 => "Nobody has received any.".to_string(),
            1 => "Only one of them was received.".to_string(),
            many => format!("Only {} of them were received.", number_of(many)),
        },
    );
    let mut story = vec![*sent.last()?];
    story.extend(received.last());
    story.sort_unstable();
    Some(Diagnosis {
        steps: story,
        wrong: sent.last().copied(),
        sure: Sure::Possible,
        ask: Some(format!("who should receive the rest of {name}, and when?")),
        ..Diagnosis::told("a message was never received", sentence)
    })
}

/// Whether a task has not ended and is not the one that panics.
fn somebody_goes_on(failure: &Failure) -> bool {
    let Cause::Panic { task, .. } = &failure.cause else { return false };
    let started = failure.started.iter().map(|one| &*one.task);
    let has_ended =
        |other: &str| failure.ended.iter().any(|ended| ended.task == *other);
    started.chain(["main"]).any(|other| other != task && !has_ended(other))
}
