//! A task looked whether there is a message, found one, and waits for it: another
//! task took it in between (check-then-act).

use explore::{Act, Failure, Object, Step, Waiting, Want};

use crate::diagnosis::Diagnosis;
use crate::operations::finds_empty;
use crate::sources::Sources;
use crate::sources::conditions::frames;
use crate::whereabouts::told_at;

/// The last that a waiting task found in its channel was a message, or a count of
/// them, and because of that it came to its wait. Another one has received what was
/// there.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    failure.waiting.iter().find_map(|waits| told(failure, sources, waits))
}

fn told(failure: &Failure, sources: Sources, waits: &Waiting) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let is_message = waits.wants == Want::Message;
    let channel = waits.object.as_ref().filter(|_| is_message)?;
    let own = |place: &usize| steps[*place].task == waits.task;
    let mut before = (0..steps.len()).rev().filter(own);
    let look = before.find(|&place| {
        let step = &steps[place];
        step.act == Act::Receives || finds_empty(step) || finds_some(step)
    })?;
    let looks = &steps[look];
    let is_look = finds_some(looks) && decides(looks, waits, sources);
    let taken = match looks.act {
        Act::Reads(_) => counted_late(steps, look, channel),
        _ => taken_since(steps, look, channel),
    };
    taken
        .filter(|_| is_look)
        .map(|taken| tell(steps, waits, (look, taken), sources))
}

/// Whether the task has found that something is there.
fn finds_some(step: &Step) -> bool {
    let words = step.operation.strip_prefix("finds ");
    let found = match &step.act {
        Act::Reads(value) => Some(&**value),
        _ => words.and_then(|words| words.split(' ').next()),
    };
    found.and_then(|it| it.parse().ok()).is_some_and(|many: u64| many > 0)
}

/// Who has received, and when that was told, if not at once.
#[derive(Clone, Copy)]
struct Taken {
    received: usize,
    counted: Option<usize>,
}

/// The last message of the channel in which this step has found some.
fn taken_since(steps: &[Step], look: usize, channel: &Object) -> Option<Taken> {
    let looks = &steps[look];
    let takes = |step: &Step| {
        step.act == Act::Receives
            && step.task != looks.task
            && step.object.as_ref() == Some(channel)
    };
    let is_it = looks.object.as_ref() == Some(channel);
    let since = steps[look..].iter().rposition(takes).filter(|_| is_it)?;
    Some(Taken { received: look + since, counted: None })
}

/// The same where a count says how many there are, which another task has counted
/// down only after this look.
fn counted_late(steps: &[Step], look: usize, channel: &Object) -> Option<Taken> {
    let looks = &steps[look];
    let counts = |step: &Step| {
        step.task != looks.task
            && step.object == looks.object
            && step.operation.starts_with("subtracts ")
    };
    let counted = look + steps[look..].iter().position(counts)?;
    let by = &steps[counted].task;
    let own = |place: &usize| {
        steps[*place].task == *by && steps[*place].object.as_ref() == Some(channel)
    };
    let last = (0..counted).rev().find(own)?;
    let received = Some(last).filter(|last| steps[*last].act == Act::Receives)?;
    Some(Taken { received, counted: Some(counted) })
}

/// What a line has that asks whether something is there.
const ASKS: [&str; 6] = ["is_empty()", "> 0", "!= 0", "== 0", ">= 1", "< 1"];

/// Whether the task would not have come to its wait if it had found nothing.
fn decides(looks: &Step, waits: &Waiting, sources: Sources) -> bool {
    let line = sources.line(&looks.place.file, looks.place.line);
    let asks = |head: &str| {
        ASKS.iter().any(|ask| {
            [Some(head), line].iter().flatten().any(|it| it.contains(ask))
        })
    };
    let (look, then) =
        (frames(&looks.place, &looks.calls), frames(&waits.place, &waits.calls));
    sources.decided(look, then).any(asks)
}

fn tell(
    steps: &[Step],
    waits: &Waiting,
    (look, Taken { received, counted }): (usize, Taken),
    sources: Sources,
) -> Diagnosis {
    let task = &waits.task;
    let name = waits.object.as_ref().map_or("", |channel| &channel.name);
    let did = |place: usize| {
        let Step { operation, place, .. } = &steps[place];
        format!("{operation} in {}", told_at(place, sources))
    };
    let (taker, waited) = (&steps[received].task, told_at(&waits.place, sources));
    let takes = format!("{taker} {}", did(received));
    let how = match counted.filter(|_| received < look) {
        Some(counted) => format!(
            "Before that, {takes}, but it {} only after that look",
            did(counted)
        ),
        None => format!("Before it did so in {waited}, {takes}"),
    };
    let sentence = format!(
        "{task} {}, and so it went on to receive. {how}. Now {name} is empty, and {task} \
         waits for a message that another task has. This is check-then-act: the look and \
         the receive are not one step.",
        did(look)
    );
    let mut story: Vec<usize> =
        [look, received].into_iter().chain(counted).collect();
    story.sort_unstable();
    Diagnosis {
        steps: story,
        wrong: Some(received.max(look)),
        waits: vec![task.clone()],
        ask: Some("can one call, such as try_recv, both look and receive?".into()),
        ..Diagnosis::told(
            "a message was taken between a look and a receive",
            sentence,
        )
    }
}
