//! A notification that was of no use: another task had it, it was one too many at that
//! moment, or what it was to tell came after it.

use explore::{Act, Failure, Step, Waiting, Want};

use super::missed::{Last, began, last};
use super::parked::{is_unparked, unparks};
use crate::operations::{adds, is_notified, lock_of, may_change, takes};
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
    match waits.wants {
        Want::Unpark => unparked_twice(failure, sources, waits),
        _ => notified_twice(failure, sources, waits),
    }
}

fn unparked_twice(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<(String, &'static str)> {
    let task = &waits.task;
    let gives = |step: &Step| unparks(step, waits);
    let told =
        failure.steps.iter().filter(|step| gives(step) || is_unparked(step, waits));
    let told: Vec<&Step> = told.collect();
    // Who looks again after each lacks no old one, if another one has come since.
    let looks_again = looks_again(waits, sources);
    let lacks = |place: usize| {
        !looks_again || !told[place + 2..].iter().any(|step| gives(step))
    };
    let mut pairs = told.windows(2).enumerate().rev();
    let (_, pair) = pairs.find(|(place, pair)| {
        pair.iter().all(|step| gives(step)) && lacks(*place)
    })?;
    let both = both(pair, &format!("unparked {task}"), sources);
    let sentence = format!(
        "{both}, and {task} did not go on in between. Two of these count as one, so they \
         end one wait. Now {task} is parked again, and no task unparks it."
    );
    Some((sentence, "what can the task look at before it parks?"))
}

/// Whether it waits in a loop that goes on for as long as it has to.
fn looks_again(waits: &Waiting, sources: Sources) -> bool {
    let at = waits.location;
    sources.function(at).is_some_and(|it| it.looks_at(at.line() as usize))
}

/// One was kept already when the other one came.
fn notified_twice(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<(String, &'static str)> {
    let (task, name) = (&waits.task, &waits.object.as_ref()?.name);
    let kept = kept_and_lost(failure, waits)?;
    let pair = kept.map(|place| &failure.steps[place]);
    let own = || failure.steps.iter().filter(|step| step.object == waits.object);
    let given = own().filter(|step| notifies_one(step)).count();
    let taken = own().filter(|step| is_notified(step)).count();
    if lacks_nothing(failure, sources, waits, (kept[1], given)) {
        return None;
    }
    let when = match pair.iter().all(|step| is_for_later(step)) {
        true => "no task waited yet",
        false => "nobody had taken the first one when the second one came",
    };
    let ends = match (given, taken) {
        (2, 1) => "the two end one wait".to_string(),
        (_, 1) => format!("{given} notifications ended one wait"),
        _ => format!("{given} notifications ended {taken} waits"),
    };
    let sentence = format!(
        "{}, and {when}. {name} keeps one notification at most, so {ends}. Now {task} waits, \
         and no task notifies it again.",
        both(&pair, &format!("notified {name}"), sources)
    );
    Some((sentence, "what counts how often something happened, if this does not?"))
}

/// Whether it notifies one that waits, or else the next one that will.
fn notifies_one(step: &Step) -> bool {
    is_for_later(step) || step.operation.starts_with("notifies one on ")
}

/// Whether nobody waits, so that it is kept.
fn is_for_later(step: &Step) -> bool {
    step.operation.starts_with("notifies the next one on ")
}

/// The last notification for one that was lost because another one was kept, which
/// comes first. Where more than one task waits, only if nobody did in both of them.
fn kept_and_lost(failure: &Failure, waits: &Waiting) -> Option<[usize; 2]> {
    let steps = &failure.steps[..];
    let is_others = |step: &Step| {
        let is_own = is_notified(step) && step.task == waits.task;
        step.object == waits.object
            && (is_notified(step) || step.act == Act::GivesUp)
            && !is_own
    };
    let waits_too =
        |one: &Waiting| one.object == waits.object && one.task != waits.task;
    let is_alone =
        !steps.iter().any(is_others) && !failure.waiting.iter().any(waits_too);
    let (mut kept, mut is_handed, mut found) = (None, false, None);
    for (place, step) in steps.iter().enumerate() {
        if step.object != waits.object {
            continue;
        }
        let is_one = notifies_one(step) && (is_alone || is_for_later(step));
        match kept {
            _ if is_notified(step) => {
                kept = kept.filter(|_| is_alone && is_handed);
                is_handed = false;
            }
            // Who waits has it, whether it has gone on or not.
            _ if is_one && !is_for_later(step) && !is_handed => is_handed = true,
            Some(kept) if is_one => found = Some([kept, place]),
            None if is_one => kept = Some(place),
            _ => {}
        }
    }
    found
}

/// Whether the waiting task has looked as often as it was notified at what was
/// changed for the lost notification of this step, or found all of it: then it
/// waits for something else.
fn lacks_nothing(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
    (lost, given): (usize, usize),
) -> bool {
    let before = &failure.steps[..lost];
    let gives = &failure.steps[lost];
    let own = |step: &Step| step.task == gives.task;
    let again = |step: &Step| own(step) && step.object == gives.object;
    let since = before.iter().rposition(again).map_or(0, |again| again + 1);
    let comes = |step: &&Step| own(step) && (adds(step) || may_change(step));
    let mut changes = before[since..].iter().filter(comes).peekable();
    if changes.peek().is_none() {
        return looks_again(waits, sources);
    }
    changes.any(|change| finds_all(failure, sources, waits, (change, given)))
}

/// Whether the waiting task has come to this as often as it had to, of so many
/// changes.
fn finds_all(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
    (change, given): (&Step, usize),
) -> bool {
    let same = failure.steps.iter().filter(|step| step.object == change.object);
    let mut own = same.clone().filter(|step| step.task == waits.task);
    if adds(change) {
        let all = same.clone().filter(|step| adds(step)).count();
        return same.filter(|step| takes(step)).count() >= all;
    }
    if change.act != Act::Locks {
        // It knows how many there are.
        return own.next().is_some();
    }
    let takes_one = |step: &Step| {
        let line = sources.line(&step.place.file, step.place.line);
        line.is_some_and(|line| {
            [".pop", ".remove("].iter().any(|it| line.contains(it))
        })
    };
    let looks: Vec<&Step> = own.filter(|step| step.act == Act::Locks).collect();
    looks.len() >= given || looks.iter().any(|step| !takes_one(step))
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
        (false, true) => format!("{first} and {second} {did} in {}", place(0)),
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
