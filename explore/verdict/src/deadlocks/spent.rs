//! A notification that was of no use: another task had it, it was one too many at that
//! moment, or what it was to tell came after it.

use explore::{Act, Failure, Step, Waiting, Want};

use super::missed::{Last, began, last};
use crate::operations::lock_of;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// In a sentence or two, and what to ask.
pub(super) fn tell(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<(String, &'static str)> {
    twice(failure, sources, waits).or_else(|| match last(failure, sources, waits) {
        Last::Served(place) => passed_by(failure, sources, waits, place),
        Last::Before(place) => before_the_change(failure, sources, waits, place),
        Last::Never | Last::Missed(_) => None,
    })
}

/// Two wake-ups that are kept for the next wait, and nobody took the first one in
/// between. They may be any two for a task that counts them. One that looks again
/// each time lacks the last two alone: it went on after those before, and looked.
pub(super) fn twice(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<(String, &'static str)> {
    let steps = &failure.steps[..];
    let task = &waits.task;
    let same = |step: &Step| step.object == waits.object;
    let wakes = format!("unparks {task}");
    let gives = |step: &Step| match waits.wants {
        Want::Unpark => step.operation == wakes,
        _ => same(step) && step.operation.starts_with("notifies the next one "),
    };
    let takes = |step: &Step| match waits.wants {
        Want::Unpark => step.task == *task && step.operation == "is unparked",
        _ => same(step) && step.operation.starts_with("is notified "),
    };
    let told: Vec<&Step> =
        steps.iter().filter(|step| gives(step) || takes(step)).collect();
    let at = waits.location;
    let looks_again =
        sources.function(at).is_some_and(|it| it.looks_at(at.line() as usize));
    let since = |place: usize| &told[place + 2..];
    let lacks =
        |place: usize| !looks_again || !since(place).iter().any(|it| gives(it));
    let mut pairs = told.windows(2).enumerate().rev();
    let (_, pair) = pairs.find(|(place, pair)| {
        pair.iter().all(|step| gives(step)) && lacks(*place)
    })?;
    let both = |did: &str| both(pair, did, sources);
    let name = waits.object.as_ref().map_or("", |object| &object.name);
    Some(match waits.wants {
        Want::Unpark => (
            format!(
                "{}, and {task} did not go on in between. Two of these count as one, so \
                 they end one wait. Now {task} is parked again, and no task unparks it.",
                both(&format!("unparked {task}"))
            ),
            "what can the task look at before it parks?",
        ),
        _ => (
            format!(
                "{}, and no task waited yet. {name} keeps one notification at most, so \
                 the two end one wait. Now {task} waits, and no task notifies it again.",
                both(&format!("notified {name}"))
            ),
            "what counts how often something happened, if this does not?",
        ),
    })
}

/// Who did this in these two steps, and where.
fn both(pair: &[&Step], did: &str, sources: Sources) -> String {
    let place = |at: usize| told_at(&pair[at].place, sources);
    let (first, second) = (&pair[0].task, &pair[1].task);
    match (first == second, place(0) == place(1)) {
        (true, true) => format!("{first} {did} twice in {}", place(0)),
        (true, false) => {
            format!("{first} {did} in {} and in {}", place(0), place(1))
        }
        _ => format!("{first} in {} and {second} in {} {did}", place(0), place(1)),
    }
}

/// The notification was for one, and that one waits again.
fn passed_by(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
    place: usize,
) -> Option<(String, &'static str)> {
    let (task, name) = (&waits.task, &waits.object.as_ref()?.name);
    let notifies = &failure.steps[place];
    let mut later = failure.steps[place..].iter();
    let woken =
        later.find(|step| step.act == Act::Wakes && step.object == waits.object)?;
    let again =
        |one: &&Waiting| one.task == woken.task && one.object == waits.object;
    let again =
        failure.waiting.iter().find(again).filter(|one| one.task != *task)?;
    let sentence = format!(
        "The last notification on {name}, by {} in {}, was for one task. It woke {}, \
         which could not go on and waits again in {}. {task}, which waits for {name} in \
         {}, was not woken.",
        notifies.task,
        told_at(&notifies.place, sources),
        again.task,
        told_at(&again.place, sources),
        told_at(&waits.place, sources),
    );
    Some((sentence, "does it wake the right task, and is it enough to wake one?"))
}

/// Who notified took the lock of the wait after that, and notified no more.
fn before_the_change(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
    place: usize,
) -> Option<(String, &'static str)> {
    let (task, name) = (&waits.task, &waits.object.as_ref()?.name);
    let steps = &failure.steps[..];
    let notifies = &steps[place];
    let begins = |step: &&Step| step.act == Act::WaitsOn && step.task == *task;
    let lock = steps.iter().rev().find(begins).and_then(lock_of)?;
    // With the lock in its hands it changes first.
    let of_lock = |step: &&Step| {
        let is_it = step.object.as_ref().is_some_and(|object| object.name == lock);
        step.task == notifies.task && is_it
    };
    let held = steps[..place].iter().rev().find(of_lock);
    if held.is_some_and(|step| step.act != Act::Unlocks) {
        return None;
    }
    let takes = |step: &Step| step.act == Act::Locks && of_lock(&step);
    let change = place + steps[place..].iter().position(takes)?;
    // Who looks after that sees what was changed.
    if began(failure, sources, waits) > change {
        return None;
    }
    let change = &steps[change];
    let sentence = format!(
        "{who} notified {name} in {}, and locked {lock} in {} after that, without \
         another notification. {task} had checked its condition before that. Now {task} \
         waits, and nobody tells it what {who} changed there.",
        told_at(&notifies.place, sources),
        told_at(&change.place, sources),
        who = notifies.task,
    );
    Some((sentence, "does a notification come after each change?"))
}
