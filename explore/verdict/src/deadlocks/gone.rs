//! Who received from a channel before, and why that one does no more.

use std::fmt::Write;

use explore::{Act, Failure, Need, Object, Waiting, Want};

use crate::operations::finds_empty;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// A task that has received from a channel, or looked for a message there.
struct Taker<'a> {
    task: &'a str,
    /// The last step of this kind.
    step: usize,
    /// Whether it received there.
    received: bool,
}

/// The tasks but for the one that waits to send, each with its last step.
fn takers<'a>(
    failure: &'a Failure,
    channel: &Object,
    waits: &Waiting,
) -> Vec<Taker<'a>> {
    let of = |object: Option<&Object>| object == Some(channel);
    let is_arm =
        |need: &Need| need.wants == Want::Message && of(need.object.as_ref());
    let mut takers: Vec<Taker<'_>> = Vec::new();
    for (place, step) in failure.steps.iter().enumerate().rev() {
        let received = step.act == Act::Receives && of(step.object.as_ref());
        let finds_none = of(step.object.as_ref()) && finds_empty(step);
        let looks = received || finds_none || step.looks.iter().any(is_arm);
        let is_known = takers.iter().any(|one| one.task == step.task);
        if looks && !is_known && step.task != waits.task {
            takers.push(Taker { task: &step.task, step: place, received });
        }
    }
    takers
}

/// What has become of those that took messages from the channel that has no room or no
/// receiver, in a sentence or two; and what to ask.
pub(super) fn tell(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<(String, &'static str)> {
    let channel = waits.object.as_ref()?;
    let takers = takers(failure, channel, waits);
    let has_ended =
        |taker: &Taker<'_>| failure.ended.iter().any(|one| one.task == taker.task);
    let mut told = String::new();
    for taker in &takers {
        let place = told_at(&failure.steps[taker.step].place, sources);
        let name = &channel.name;
        let did = match taker.received {
            true => format!("received from {name} last in {place}"),
            false => format!("looked for a message of {name} in {place}"),
        };
        let other = failure.waiting.iter().find(|one| one.task == taker.task);
        let now = match other {
            _ if has_ended(taker) => "has ended since".to_string(),
            Some(other) => format!(
                "now {} in {}",
                other.operation,
                told_at(&other.place, sources)
            ),
            None => continue,
        };
        write!(told, " {} {did} and {now}.", taker.task)
            .expect("a string has room");
    }
    let ask = match takers.iter().any(has_ended) {
        true => "who receives once that task has ended, or who tells the sender?",
        false => super::RECEIVES,
    };
    (!told.is_empty()).then_some((told, ask))
}

/// The steps in which they did so.
pub(super) fn more(failure: &Failure, waits: &Waiting) -> Vec<usize> {
    let sends = matches!(waits.wants, Want::Room | Want::Receiver);
    let Some(channel) = waits.object.as_ref().filter(|_| sends) else {
        return Vec::new();
    };
    let takers = takers(failure, channel, waits);
    takers.iter().map(|taker| taker.step).collect()
}
