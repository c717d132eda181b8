//! Who receives from two channels took the end of one for that of both.

use explore::{Act, Failure, Object, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::finds_empty;
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// A task has received from one channel until that was disconnected, and the next that it did
/// was to drop the receiver of another one, from which it received in the same function.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let ends = (0..steps.len()).filter(|&place| is_end(steps, place));
    let mut found = ends.filter_map(|end| {
        let other = dropped(steps, end, sources)?;
        Some(told(steps, end, other))
    });
    found.next()
}

/// Whether a task finds a channel disconnected there from which it has received.
fn is_end(steps: &[Step], place: usize) -> bool {
    let finds = &steps[place];
    let receives = |step: &Step| {
        step.act == Act::Receives
            && step.task == finds.task
            && step.object == finds.object
    };
    finds.operation.ends_with(" disconnected")
        && steps[..place].iter().any(receives)
}

/// Where the task drops the receiver of another channel that still has a sender, before it
/// does anything else.
fn dropped(steps: &[Step], end: usize, sources: Sources) -> Option<usize> {
    let finds = &steps[end];
    let own = |step: &Step| step.task == finds.task;
    let mut later = (end + 1..steps.len()).filter(|&place| own(&steps[place]));
    let drops = later
        .by_ref()
        .take_while(|&place| steps[place].act == Act::DropsReceiver)
        .find(|&place| steps[place].object != finds.object)?;
    // Who has sent on a oneshot has no sender any more.
    let is_many = |channel: &&Object| !sources.is_oneshot(channel);
    let other = steps[drops].object.as_ref().filter(is_many)?;
    let of = |step: &Step| step.object.as_ref() == Some(other);
    let looks = |step: &Step| {
        own(step)
            && looks_at(step, other)
            && sources.is_one_function(step.location, finds.location)
    };
    let is_closed = |step: &Step| of(step) && step.act == Act::DropsSender;
    let before = &steps[..drops];
    (before.iter().any(looks) && !before.iter().any(is_closed)).then_some(drops)
}

/// Whether the step is an attempt to receive from the channel.
fn looks_at(step: &Step, channel: &Object) -> bool {
    let is_it = |object: Option<&Object>| object == Some(channel);
    let tries = matches!(step.act, Act::Receives | Act::GivesUp | Act::Waits(_));
    is_it(step.object.as_ref()) && (tries || finds_empty(step))
        || step.looks.iter().any(|need| is_it(need.object.as_ref()))
}

fn told(steps: &[Step], end: usize, drops: usize) -> Diagnosis {
    let (finds, other) = (&steps[end], &steps[drops].object);
    let name = |object: &Option<Object>| {
        object.as_ref().map_or(String::new(), |object| object.name.clone())
    };
    let vain = (drops..steps.len()).find(|&place| {
        steps[place].act == Act::FindsNoReceiver && steps[place].object == *other
    });
    let sent = vain.map(|place| {
        let (sends, at) = (&steps[place], line_at(steps[place].location));
        format!(" After that {} {} in line {at}.", sends.task, sends.operation)
    });
    let sentence = format!(
        "{task} {} in line {} and drops the receiver of {other}, which still has a \
         sender.{}",
        finds.operation,
        line_at(finds.location),
        sent.unwrap_or_default(),
        task = finds.task,
        other = name(other),
    );
    Diagnosis {
        steps: [end, drops].into_iter().chain(vain).collect(),
        wrong: Some(drops),
        sure: Sure::Possible,
        ask: Some(format!(
            "what should {} do with {} once {} has ended?",
            finds.task,
            name(other),
            name(&finds.object)
        )),
        ..Diagnosis::told(
            "the end of one channel was taken for that of both",
            sentence,
        )
    }
}
