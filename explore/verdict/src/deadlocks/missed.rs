//! Why a task waits for a notification in vain.

use std::panic::Location;

use explore::{Act, Failure, Object, Step, Waiting, Want, Woken};

use super::{to_come, waits_for_ends};
use crate::operations::{is_notified, lock_of, writes};
use crate::rounds::goes_round_with_guard;
use crate::sources::Sources;
use crate::statements::are_one_statement;
use crate::whereabouts::told_at;

/// What became of the last notification that was not the waiting task's own, which was
/// meant for others: which step it is.
#[derive(Clone, Copy)]
pub(super) enum Last {
    /// There was none.
    Never,
    /// It came before the task looked at what it waits for.
    Before(usize),
    /// It came after the task had looked and before it waited.
    Missed(usize),
    /// It was for one, and that was another.
    Served(usize),
}

pub(super) fn last(failure: &Failure, sources: Sources, waits: &Waiting) -> Last {
    let mut steps = failure.steps.iter().enumerate().rev();
    let last = steps.find_map(|(place, step)| match step.act {
        Act::Notifies(woken)
            if step.object == waits.object && step.task != waits.task =>
        {
            Some((place, step, woken))
        }
        _ => None,
    });
    let Some((place, step, woken)) = last else { return Last::Never };
    let woke = |is_it: bool| {
        failure.steps[place..].iter().any(|after| {
            (after.act == Act::Wakes || is_notified(after))
                && after.object == step.object
                && (after.task == waits.task) == is_it
        })
    };
    // One that has woken nobody may come before a wake that an earlier one has
    // caused.
    let woke_it = woken != Woken::Nobody && woke(true);
    // What is no condvar may have kept it for a later wait, or lost it.
    let is_condvar = || {
        let waits_on =
            |one: &Step| one.act == Act::WaitsOn && one.object == step.object;
        failure.steps.iter().any(waits_on)
    };
    if woken == Woken::One && !woke_it && (woke(false) || is_condvar()) {
        Last::Served(place)
    } else if !woke_it
        && (began(failure, sources, waits) < place
            || !looks(failure, waits, sources))
    {
        Last::Missed(place)
    } else {
        Last::Before(place)
    }
}

/// What came between a look of the waiting task and its wait, though it held a lock.
struct Unlocked<'a> {
    lock: &'a str,
    look: usize,
    change: usize,
}

/// The change of an atomic that the waiting task had read under its lock, by who notified
/// before the task let the lock go to wait. So that one cannot have held the lock.
fn changed_without_the_lock<'a>(
    failure: &'a Failure,
    waits: &Waiting,
    notifies: &Step,
) -> Option<Unlocked<'a>> {
    let steps = &failure.steps[..];
    let own = |step: &Step| step.task == waits.task;
    let end =
        steps.iter().rposition(|step| own(step) && step.act == Act::WaitsOn)?;
    let lock = lock_of(&steps[end])?;
    let takes =
        |step: &Step| own(step) && matches!(step.act, Act::Locks | Act::Wakes);
    let began = steps[..end].iter().rposition(takes)?;
    let reads = |step: &Step| own(step) && matches!(step.act, Act::Reads(_));
    let looks = (began..end).filter(|&place| reads(&steps[place]));
    let changes = |place: &usize, look: usize| {
        let step = &steps[*place];
        step.task == notifies.task
            && step.object == steps[look].object
            && writes(step)
    };
    let mut found = looks.filter_map(|look| {
        let change = (look..end).find(|place| changes(place, look))?;
        Some(Unlocked { lock, look, change })
    });
    found.next()
}

/// Whether it waits in a loop, its own or that of a caller, or in a call that looks
/// by itself.
fn looks(failure: &Failure, waits: &Waiting, sources: Sources) -> bool {
    let at = waits.location;
    let waits_once = sources.rest(at).is_some_and(|rest| rest.starts_with("wait("));
    let begins = |step: &Step| step.task == waits.task && step.act == Act::WaitsOn;
    let began = || failure.steps.iter().rposition(begins);
    !waits_once
        || sources
            .function(at)
            .is_none_or(|found| found.looks_at(at.line() as usize))
        || began().is_some_and(|began| {
            goes_round_with_guard(&failure.steps, began, sources)
        })
}

/// The step at which the task began to look at what it waits for at the end: it may have
/// looked under the lock that it took in the same function before the one that it waited
/// with.
pub(super) fn began(failure: &Failure, sources: Sources, waits: &Waiting) -> usize {
    let task = &waits.task;
    let steps = failure.steps.iter().enumerate();
    let locks = steps.filter(|(_, step)| {
        step.task == *task && matches!(step.act, Act::Locks | Act::Wakes)
    });
    let locks: Vec<usize> = locks.map(|(place, _)| place).collect();
    let at = |place: &usize| failure.steps[*place].location;
    let [.., before, last] = &locks[..] else {
        return locks.first().copied().unwrap_or_default();
    };
    let is_look = at(before) != at(last)
        && sources.is_one_function(at(before), waits.location)
        && !goes_round(at(last), waits.location, sources);
    if is_look { *before } else { *last }
}

/// Whether the lock comes after the wait in the loop of both: then the task went to the
/// loop's beginning with the lock, and looked there, before it came to the wait.
fn goes_round(lock: &Location<'_>, waits: &Location<'_>, sources: Sources) -> bool {
    let (lock_line, line) = (lock.line() as usize, waits.line() as usize);
    let is_argument = sources
        .text(waits.file())
        .is_some_and(|text| are_one_statement(text, line, lock_line));
    let function = sources.function(waits);
    lock_line > line
        && !is_argument
        && sources.is_one_function(lock, waits)
        && function.is_some_and(|found| found.loop_has(&[lock_line, line]))
}

/// Where each other task had the lock last of a task that nobody has ever notified: there
/// it may have changed what the task waits for.
fn locked(failure: &Failure, waits: &Waiting) -> Vec<usize> {
    let begins = |step: &&Step| step.act == Act::WaitsOn && step.task == waits.task;
    let begins = failure.steps.iter().rev().find(begins);
    let Some(lock) = begins.and_then(lock_of) else { return Vec::new() };
    let is_it = |step: &Step| {
        step.act == Act::Locks
            && step.task != waits.task
            && step.object.as_ref().is_some_and(|object| object.name == lock)
    };
    let steps = &failure.steps[..];
    let mut places: Vec<usize> = Vec::new();
    for place in (0..steps.len()).rev().filter(|place| is_it(&steps[*place])) {
        if places.iter().all(|&known| steps[known].task != steps[place].task) {
            places.push(place);
        }
    }
    places
}

/// Whether the one task waits for a notification that it was for an ended task to send, and
/// not for the other one, which waits too: that one has never sent any, and its text does
/// not come to it.
pub(super) fn is_for_another(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
    other: &Waiting,
) -> bool {
    let name = waits.object.as_ref().map_or("", |object| &object.name);
    let has_notified = |step: &Step| {
        step.task == other.task
            && step.object == waits.object
            && matches!(step.act, Act::Notifies(_))
    };
    let has_ended = |place: usize| {
        let task = &failure.steps[place].task;
        failure.ended.iter().any(|ended| ended.task == *task)
    };
    waits.wants == Want::Notification
        && matches!(last(failure, sources, waits), Last::Never)
        && changed_in_silence(failure, sources, waits).is_some_and(has_ended)
        && !sources.comes_to(other.location, name)
        && !failure.steps.iter().any(has_notified)
}

/// The last of these if it came after the task had begun to wait, and of several such the
/// last one that assigns something.
fn changed_in_silence(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<usize> {
    let begins = |step: &Step| step.act == Act::WaitsOn && step.task == waits.task;
    let began = failure.steps.iter().rposition(begins)?;
    let late = locked(failure, waits).into_iter().filter(|locked| *locked > began);
    late.max_by_key(|&at| (sources.assigns(failure.steps[at].location), at))
}

/// Of a task that nobody has ever notified, if no more is known, who has ended and had its lock
/// last.
pub(super) fn ended_in_silence(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<String> {
    let is_known = || {
        let read = read_before(failure, sources, waits);
        silence(failure, sources, waits, read).is_some()
            || to_come::notifier(failure, sources, waits).is_some()
    };
    let is_notified = || !matches!(last(failure, sources, waits), Last::Never);
    if waits.wants != Want::Notification || is_notified() || is_known() {
        return None;
    }
    let has_ended = |place: &usize| {
        let task = &failure.steps[*place].task;
        failure.ended.iter().any(|ended| ended.task == *task)
    };
    let place = locked(failure, waits).into_iter().filter(has_ended).max()?;
    let locks = locks(&failure.steps[place], sources);
    Some(format!("{locks}, and ended without a notification."))
}

/// What the task had read of an atomic in the function in which it waits, and where another
/// one changed that first since, of a task that nobody has ever notified.
fn read_before(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<[usize; 2]> {
    let steps = &failure.steps[..];
    let own = |step: &Step| step.task == waits.task;
    let reads = |step: &Step| {
        own(step)
            && matches!(step.act, Act::Reads(_))
            && sources.is_one_function(step.location, waits.location)
    };
    let read = steps.iter().rposition(reads)?;
    let changes = |step: &Step| {
        !own(step) && step.object == steps[read].object && writes(step)
    };
    let change = steps[read..].iter().position(changes)?;
    Some([read, read + change])
}

/// That another task has changed what the waiting one looks at, and has not notified it.
/// `read` is what it had [read before](read_before).
fn silence(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
    read: Option<[usize; 2]>,
) -> Option<String> {
    let task = &waits.task;
    if let Some(place) = changed_in_silence(failure, sources, waits) {
        let locks = locks(&failure.steps[place], sources);
        return Some(format!(
            " After {task} had begun to wait, {locks} and sent none."
        ));
    }
    let places = read?;
    let [read, change] = places.map(|place| {
        let Step { operation, place, .. } = &failure.steps[place];
        format!("{operation} in {}", told_at(place, sources))
    });
    let other = &failure.steps[places[1]].task;
    Some(format!(
        " {task} {read}, before it waits. After that {other} {change}, and sends none."
    ))
}

/// "main locked state in line 7".
fn locks(step: &Step, sources: Sources) -> String {
    let lock = step.object.as_ref().map_or("", |lock| &lock.name);
    format!("{} locked {lock} in {}", step.task, told_at(&step.place, sources))
}

/// Who had the lock of the wait between the notification and the last check of the waiting
/// task, and not to wait: the task itself, or else another one. It may have changed there what
/// the task was told of.
fn changed_back(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
    notified: usize,
) -> Option<String> {
    let own = |step: &Step| step.task == waits.task;
    let begins = |step: &Step| own(step) && step.act == Act::WaitsOn;
    let end = failure.steps.iter().rposition(begins)?;
    let lock = lock_of(&failure.steps[end])?;
    let takes =
        |step: &Step| own(step) && matches!(step.act, Act::Locks | Act::Wakes);
    let last = || failure.steps.iter().rposition(takes);
    let began = Some(began(failure, sources, waits)).filter(|at| *at > notified);
    let between = failure.steps.get(notified..began.or_else(last)?)?;
    let is_it = |step: &Step| {
        step.act == Act::Locks
            && step.object.as_ref().is_some_and(|object| object.name == lock)
    };
    let elsewhere =
        |step: &Step| !sources.is_one_function(step.location, waits.location);
    let mut locked = between.iter().rev().filter(|step| is_it(step));
    let mine = locked.clone().find(|step| own(step) && elsewhere(step));
    let by = mine.or_else(|| locked.find(|step| !own(step)))?;
    let itself = if own(by) { " itself" } else { "" };
    Some(format!(
        " Between the two, {}{itself} locked {lock} in {}.",
        by.task,
        told_at(&by.place, sources)
    ))
}

/// Those that were started where the task was that notified last, and have ended without
/// notifying whom it notified.
fn silent<'a>(failure: &'a Failure, notifies: &Step) -> Vec<&'a str> {
    let started = |task: &str| {
        let mut all = failure.started.iter();
        all.find(|one| one.task == *task).map(|one| one.location)
    };
    let place = started(&notifies.task);
    let is_silent = |task: &&str| {
        !failure.steps.iter().any(|step| {
            step.task == **task
                && step.object == notifies.object
                && matches!(step.act, Act::Notifies(_))
        })
    };
    let ended = failure.ended.iter().map(|one| &*one.task);
    let beside = ended.filter(|task| place.is_some() && started(task) == place);
    beside.filter(is_silent).collect()
}

/// More steps that tell why nobody woke the task: those of
/// [`changed_without_the_lock`], of a task that nobody ever notified those where others
/// had its lock, and where those had a lock last that are [`silent`].
pub(super) fn more(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Vec<usize> {
    if waits.wants != Want::Notification {
        return Vec::new();
    }
    match last(failure, sources, waits) {
        Last::Never => {
            let read = read_before(failure, sources, waits);
            [locked(failure, waits), read.into_iter().flatten().collect()].concat()
        }
        Last::Before(notifies) => {
            let silent = silent(failure, &failure.steps[notifies]);
            let last_lock = |task: &&str| {
                let own =
                    |step: &Step| step.task == **task && step.act == Act::Locks;
                failure.steps.iter().rposition(own)
            };
            silent.iter().filter_map(last_lock).collect()
        }
        Last::Missed(notifies) => {
            let notifies = &failure.steps[notifies];
            let found = changed_without_the_lock(failure, waits, notifies);
            found.into_iter().flat_map(|found| [found.look, found.change]).collect()
        }
        Last::Served(_) => Vec::new(),
    }
}

/// In a sentence or two, and what to ask.
pub(super) fn tell(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
    name: &str,
) -> (String, &'static str) {
    const FORGOTTEN: &str = "which task changes the condition, and does it notify?";
    let task = &waits.task;
    let by = |step: usize| {
        let Step { task, place, .. } = &failure.steps[step];
        format!("{task} in {}", told_at(place, sources))
    };
    let is_token =
        |object: Option<&Object>| object.is_some_and(|it| sources.is_token(it));
    let last = last(failure, sources, waits);
    let (what, ask) = match last {
        Last::Never if is_token(waits.object.as_ref()) => {
            let other = failure.steps.iter().find(|step| {
                let closes = step.operation.starts_with("closes ");
                closes && is_token(step.object.as_ref())
            });
            let other = other.map(|step| {
                format!(
                    " {} cancelled another token in {}.",
                    step.task,
                    told_at(&step.place, sources)
                )
            });
            let sentence = format!(
                "{task} waits until {name} is cancelled, and nobody cancels it.{}",
                other.unwrap_or_default()
            );
            return (sentence, "who should cancel this token, or one above it?");
        }
        Last::Never => {
            let read = read_before(failure, sources, waits);
            let silence = silence(failure, sources, waits, read);
            // Who has come there and notified nobody is nearer than who comes later.
            let late = || to_come::notifier(failure, sources, waits);
            let late = read.is_none().then(late).flatten();
            let ask = if late.is_some() { to_come::TOO_LATE } else { FORGOTTEN };
            let late = late.map(|late| format!(" {late}"));
            let told: String = [silence, late].into_iter().flatten().collect();
            let sentence = format!(
                "{task} waits for a notification on {name}. No other task sends one.{told}"
            );
            return (sentence, ask);
        }
        Last::Before(step) => (
            format!(
                "The last notification on {name}, by {}, came before {task} last \
                 checked its condition.{}",
                by(step),
                changed_back(failure, sources, waits, step).unwrap_or_default()
            ),
            FORGOTTEN,
        ),
        Last::Missed(step) => {
            // Why it came too early is the cause, whoever has ended since.
            let step = &failure.steps[step];
            let early = match changed_without_the_lock(failure, waits, step) {
                Some(Unlocked { lock, look, change }) => {
                    let [look, change] =
                        [look, change].map(|at| &failure.steps[at]);
                    let flag = look.object.as_ref().map_or("", |flag| &flag.name);
                    format!(
                        "{who} changed {flag} in {} without holding {}. {task} had read {flag} \
                         in {} and did not wait yet, so the notification in {} woke \
                         nobody.",
                        told_at(&change.place, sources),
                        lock,
                        told_at(&look.place, sources),
                        told_at(&step.place, sources),
                        who = step.task,
                    )
                }
                None => format!(
                    "{} notified {name} in {}, but {task} did not wait yet.",
                    step.task,
                    told_at(&step.place, sources)
                ),
            };
            let sentence =
                format!("{early} Now {task} waits, and no task notifies it again.");
            let ask =
                "what does the task check before it waits, and under which lock?";
            return (sentence, ask);
        }
        Last::Served(step) => (
            format!(
                "The last notification on {name}, by {}, woke another task.",
                by(step)
            ),
            "does it wake the right task, and is it enough to wake one?",
        ),
    };
    // Who has notified so far might have done so again.
    let notifies = |task: &&str| {
        let mut steps = failure.steps.iter();
        steps.any(|step| {
            step.task == *task
                && step.object == waits.object
                && matches!(step.act, Act::Notifies(_))
        })
    };
    // Who waits for an end waits for this very task, or for who waits for it.
    let goes_on = |one: &Waiting| {
        one.task != *task && !waits_for_ends(one) && notifies(&&*one.task)
    };
    let ended: Vec<&str> = failure.ended.iter().map(|one| &*one.task).collect();
    let ended: Vec<&str> = ended.into_iter().filter(notifies).collect();
    if ended.is_empty() || failure.waiting.iter().any(goes_on) {
        return (
            format!("{what} Now {task} waits, and no task notifies it again."),
            ask,
        );
    }
    let (who, have) = match ended[..] {
        [one] => (one.to_string(), "has"),
        _ => (ended.join(" and "), "have"),
    };
    let sentence = match last {
        // There was nothing for it by then: the end of the other one is the cause.
        Last::Before(step) => {
            let silent = silent(failure, &failure.steps[step]);
            let silent = match silent[..] {
                [] => String::new(),
                [one] => format!(" {one} has ended without a notification."),
                _ => format!(
                    " {} have ended without a notification.",
                    silent.join(" and ")
                ),
            };
            format!(
                "{task} waits for a notification on {name}, and {who}, which could \
                 notify it, {have} ended.{silent} {what}"
            )
        }
        _ => format!(
            "{what} Now {task} waits, and {who}, which could notify it, {have} ended."
        ),
    };
    let ask = match last {
        Last::Served(_) => ask,
        _ => "does a task end while another one still needs it?",
    };
    (sentence, ask)
}
