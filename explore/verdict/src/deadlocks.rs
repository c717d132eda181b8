//! Who waits for whom, and why nobody can go on.

mod asleep;
mod caught;
mod circle;
mod clones;
mod condition;
mod cycle;
mod elsewhere;
mod emptied_later;
mod forgotten;
mod given;
mod given_up;
mod gone;
mod half_done;
mod held_in_select;
mod joined;
mod keeps;
mod kept;
mod late;
mod links;
mod looked;
mod missed;
mod panicked;
mod parked;
mod registered;
mod root;
mod siblings;
mod spent;
mod taken;
mod titles;
mod to_come;
mod unchanged;
mod unheard;
mod unpolled;
mod unread;

pub(crate) use given::receiver;
pub(crate) use parked::NO_WAKER;

use std::panic::Location;

use explore::{Act, Failure, Need, Object, Step, Waiting, Want};

use crate::awaits;
use crate::claims::LEFT_BEHIND;
use crate::diagnosis::Diagnosis;
use crate::races::{counted, not_stolen};
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// Of a schedule that ended because no task could go on.
pub(crate) fn diagnose(failure: &Failure, sources: Sources) -> Diagnosis {
    let diagnosis = circle::diagnose(failure)
        .or_else(|| unpolled::diagnose(failure))
        .or_else(|| looked::diagnose(failure, sources))
        .or_else(|| {
            held_during_a_wait(failure, |holds, needs| {
                held_in_select::waits_for(failure, sources, holds, needs)
            })
        })
        .or_else(|| held_in_select::diagnose(failure, sources))
        .or_else(|| kept::diagnose(failure, sources))
        .or_else(|| not_stolen::diagnose(failure, sources))
        .or_else(|| asleep::diagnose(failure, sources))
        .or_else(|| registered::diagnose(failure, sources))
        .or_else(|| late::diagnose(failure, sources))
        .or_else(|| condition::diagnose(failure, sources))
        .or_else(|| cycle::diagnose(failure, sources))
        .or_else(|| joined::diagnose(failure, sources))
        .or_else(|| awaits::left_behind(failure))
        .or_else(|| caught::diagnose(failure, sources))
        .or_else(|| given_up::diagnose(failure, sources))
        .or_else(|| half_done::diagnose(failure, sources))
        .or_else(|| unread::diagnose(failure, sources))
        .or_else(|| {
            held_during_a_wait(failure, |holds, needs| {
                !missed::is_for_another(failure, sources, holds, needs)
            })
        })
        .or_else(|| {
            let root = root::of(failure, sources)?;
            elsewhere::diagnose(root, sources)
                .or_else(|| first_cause(failure, sources, root))
        });
    diagnosis.unwrap_or_else(|| {
        Diagnosis::told(titles::STUCK, "Every task waits for another task.".into())
    })
}

fn wants_lock(one: &Waiting) -> bool {
    matches!(one.wants, Want::Lock | Want::Turn)
}

/// Whether it waits for tasks to end, and for nothing else.
fn waits_for_ends(one: &Waiting) -> bool {
    let is_end = |need: &Need| matches!(need.wants, Want::End | Want::Ends);
    !one.needs.is_empty() && one.needs.iter().all(is_end)
}

/// The step at which the task took the lock that it holds at the end.
fn taken(failure: &Failure, lock: &Object, holder: &str) -> Option<usize> {
    failure.steps.iter().rposition(|step| {
        step.act == Act::Locks
            && step.object.as_ref() == Some(lock)
            && step.task == holder
    })
}

/// A task waits for a lock whose holder waits for something else, of two for which
/// this is so: the holder first.
fn held_during_a_wait(
    failure: &Failure,
    are_wanted: impl Fn(&Waiting, &Waiting) -> bool,
) -> Option<Diagnosis> {
    let waiting = &failure.waiting;
    let (needs, holds) = waiting.iter().find_map(|needs| {
        let holder = needs.holder.as_ref().filter(|_| needs.wants == Want::Lock)?;
        let holds = waiting.iter().find(|other| other.task == *holder)?;
        let is_cause = !wants_lock(holds)
            && !is_in_turn(failure, needs, holds)
            && are_wanted(holds, needs);
        is_cause.then_some((needs, holds))
    })?;
    let lock = needs.object.as_ref()?;
    let needed = format!("needs {} to go on", lock.name);
    Some(held(failure, lock, holds, (needs, &needed)))
}

/// Whether a task waits for a message with the lock in its hands, and the other one for its
/// turn to do the same: that there is no message has another cause.
fn is_in_turn(failure: &Failure, needs: &Waiting, holds: &Waiting) -> bool {
    let taken = || taken(failure, needs.object.as_ref()?, &holds.task);
    holds.wants == Want::Message
        && taken().is_some_and(|taken| failure.steps[taken].place == needs.place)
}

/// A task holds the lock while it waits, and another one needs that, in these words.
fn held(
    failure: &Failure,
    lock: &Object,
    holds: &Waiting,
    (needs, needed): (&Waiting, &str),
) -> Diagnosis {
    let (title, wait) = match failure.awaits {
        true => ("a lock is held over an await", "await"),
        false => ("a lock is held during a wait", "wait"),
    };
    let sentence = format!(
        "{} holds {} while it {}. {} {needed}.",
        holds.task, lock.name, holds.operation, needs.task
    );
    Diagnosis {
        steps: taken(failure, lock, &holds.task).into_iter().collect(),
        waits: vec![holds.task.clone(), needs.task.clone()],
        ask: Some(format!("can the lock be released before the {wait}?")),
        ..Diagnosis::told(title, sentence)
    }
}

/// What to ask of a channel that nobody empties.
const RECEIVES: &str = "which task should receive, and what does it do instead?";

/// Whether what a deadlock with this title waits for may come in a schedule with
/// another order: then the order is still to be told. Not so where a notification
/// came too early, which says it all.
pub(crate) fn may_come(failure: &Failure, title: &str) -> bool {
    let is_notified = |waiting: &Waiting| {
        let notifies = |step: &Step| {
            let mut needs = waiting.needs.iter();
            matches!(step.act, Act::Notifies(_))
                && needs.any(|need| need.object == step.object)
        };
        failure.steps.iter().any(notifies)
    };
    match title {
        titles::NOT_WOKEN => !failure.waiting.iter().any(is_notified),
        titles::NO_SENDER_DROPPED
        | unchanged::NEVER
        | unchanged::NO_MORE
        | titles::FULL
        | titles::NO_RECEIVER
        | titles::NO_PERMIT
        | titles::TOO_FEW
        | titles::NOT_INITIALIZED
        | titles::STUCK => true,
        _ => false,
    }
}

/// Tells the wait that the others follow from.
fn first_cause(
    failure: &Failure,
    sources: Sources,
    cause: &Waiting,
) -> Option<Diagnosis> {
    let waiting = &failure.waiting;
    let name = cause.object.as_ref().map_or("", |object| object.name.as_str());
    let task = &cause.task;
    let (title, sentence, ask) = match cause.wants {
        Want::Notification => {
            let told = taken::by_who_waits(failure, sources, cause)
                .or_else(|| spent::tell(failure, sources, cause));
            let (sentence, ask) =
                told.unwrap_or_else(|| missed::tell(failure, sources, cause, name));
            (titles::NOT_WOKEN, sentence, ask)
        }
        Want::Message if let Some(lies) = links::unread_request(failure, cause) => {
            (
                "a request is never received",
                format!(
                    "{task} {}. Its request lies in {}, and no task receives it.",
                    cause.operation, lies.1.name
                ),
                "which task should receive the request, and does it still receive?",
            )
        }
        Want::Message if is_given(cause, sources) => (
            titles::NO_SENDER_DROPPED,
            format!(
                "{task} waits for a message from {name}. The channel is empty, and it \
                 stays open, because a sender still exists. It is a channel of the \
                 check, so the check may have this sender."
            ),
            "what else should end this wait?",
        ),
        Want::Message
            if let Some(told) = unchanged::tell(failure, sources, cause) =>
        {
            told
        }
        Want::Message => (
            titles::NO_SENDER_DROPPED,
            format!(
                "{task} waits for a message from {name}. The channel is empty but \
                 still open, because {}.{}",
                exist(cause, sources),
                owner(failure, cause, sources)
            ),
            "who still owns a sender, and when is it dropped?",
        ),
        Want::Timer => timer(failure, sources, cause, name),
        Want::Room => {
            let told = emptied_later::keeps_its_own(failure, sources, cause)
                .or_else(|| gone::tell(failure, sources, cause));
            let (takers, ask) = told.unwrap_or_else(|| {
                unreceived(
                    failure,
                    sources,
                    cause,
                    " No task has received from it.",
                )
            });
            let full = format!(
                "{task} waits for room in {name}. The channel is full.{takers}"
            );
            (titles::FULL, full, ask)
        }
        Want::Receiver => {
            let told = gone::tell(failure, sources, cause);
            let (takers, ask) = told.unwrap_or_else(|| {
                unreceived(failure, sources, cause, " No task does.")
            });
            let sentence = format!(
                "{task} sends to {name} and waits until a task receives.{takers}"
            );
            (titles::NO_RECEIVER, sentence, ask)
        }
        Want::Unpark | Want::Waker => {
            let (sentence, ask) = parked::tell(failure, sources, cause);
            (titles::NOT_WOKEN, sentence, ask)
        }
        Want::Members => (
            "a clone of the wait group was never dropped",
            format!(
                "{task} waits until every other clone of {name} is dropped. One of \
                 them never is.{}",
                match waiting.len() {
                    1 => format!(" {task} is the only task left."),
                    _ => String::new(),
                }
            ),
            "who still owns a clone, and when is it dropped?",
        ),
        Want::Tracked => tracked(failure, cause, name),
        Want::OneOf
            if let Some((sentence, ask)) = unheard::tell(failure, cause) =>
        {
            (titles::NOT_WOKEN, sentence, ask)
        }
        Want::OneOf if let Some(joins) = joins(waiting, task) => (
            "a task was joined, and nothing ends it",
            format!(
                "{joins} waits for {task} to end. {task} {}. No task is left that \
                 could end this wait.",
                cause.operation
            ),
            "what should end that task, and does it happen before the join?",
        ),
        Want::Others
            if let Some(told) = cause.object.as_ref().and_then(|barrier| {
                counted::dropped_wait(&failure.steps, barrier)
            }) =>
        {
            let now = format!("Now {task} waits there, and no other task comes.");
            (counted::TITLE, format!("{told} {now}"), counted::ASK)
        }
        Want::Others => (
            titles::TOO_FEW,
            format!("{task} waits for other tasks at {name}. No other task comes."),
            "how many tasks does the barrier wait for, and how many come?",
        ),
        Want::Permits => (
            titles::NO_PERMIT,
            format!(
                "{task} waits for a permit of {name}. {}",
                forgotten::tell(failure, sources, cause)
            ),
            "which task has a permit, and does it give it back in every case?",
        ),
        Want::Initialization => (
            titles::NOT_INITIALIZED,
            format!(
                "{task} waits for the value of {name}. No task initializes it."
            ),
            "which task should initialize it, and what does it do instead?",
        ),
        _ => (
            titles::STUCK,
            format!(
                "{task} {}. No task is left to end this wait.",
                cause.operation
            ),
            "what should end this wait?",
        ),
    };
    let is_left = !waiting.iter().any(|one| one.task == "main");
    let (title, sentence) = match is_left {
        true => {
            let who = awaits::who_has(failure);
            (LEFT_BEHIND, format!("{who} ended. {sentence}"))
        }
        false => (title, sentence),
    };
    let panicked = panicked::before(failure, sources, cause);
    let missed = missed::more(failure, sources, cause)
        .into_iter()
        .chain(gone::more(failure, cause))
        .chain(parked::more(failure, sources, cause))
        .chain(unheard::more(failure, cause))
        .chain(taken::more(failure, cause));
    let more =
        panicked::found(failure, sources).into_iter().chain(missed).collect();
    let left_out = siblings::left_out(failure, sources, cause)
        .or_else(|| taken::kept(failure, sources, cause))
        .or_else(|| missed::ended_in_silence(failure, sources, cause));
    let ask = match (&panicked, &left_out) {
        (Some(_), _) => "what has to be done even if there is a panic?",
        (None, Some(_)) => taken::LEFT_UNDONE,
        (None, None) => ask,
    };
    let sentence = [Some(sentence), panicked.or(left_out)].into_iter().flatten();
    let sentence = sentence.collect::<Vec<_>>().join(" ");
    Some(Diagnosis {
        objects: cause.object.clone().into_iter().collect(),
        more,
        ask: Some(ask.to_string()),
        ..Diagnosis::told(title, sentence)
    })
}

/// Why nobody receives, of which at least so much is known; and what to ask.
fn unreceived(
    failure: &Failure,
    sources: Sources,
    cause: &Waiting,
    known: &str,
) -> (String, &'static str) {
    let (why, ask) = to_come::receiver(failure, sources, cause)
        .or_else(|| emptied_later::receiver(failure, sources, cause))
        .unwrap_or_else(|| (String::new(), RECEIVES));
    (format!("{known}{why}"), ask)
}

/// A timer fires once, and a channel that never sends has no sender.
fn timer(
    failure: &Failure,
    sources: Sources,
    cause: &Waiting,
    name: &str,
) -> (&'static str, String, &'static str) {
    let (task, place) = (&cause.task, told_at(&cause.place, sources));
    let receives =
        |step: &&Step| step.act == Act::Receives && step.object == cause.object;
    match failure.steps.iter().rev().find(receives) {
        Some(fired) => (
            "a timer that has fired is waited for",
            format!(
                "{task} waits for {name} in {place}. This timer fires once, and {} \
                 received its message in {}.",
                fired.task,
                told_at(&fired.place, sources)
            ),
            "has the timer fired already, and how does the task know?",
        ),
        None => (
            "a channel that never sends is waited for",
            format!("{task} waits for {name} in {place}. No message ever comes."),
            "what should end this wait?",
        ),
    }
}

/// Its wait is over when a tracker is empty, and closed.
fn tracked(
    failure: &Failure,
    cause: &Waiting,
    name: &str,
) -> (&'static str, String, &'static str) {
    let task = &cause.task;
    let closes = format!("closes {name}");
    let is_closed = failure
        .steps
        .iter()
        .any(|step| step.object == cause.object && step.operation == closes);
    match is_closed {
        false => (
            "a task tracker is never closed",
            format!(
                "{task} waits until {name} is closed and all its tasks have ended. No \
                 task has closed {name}, so the wait goes on when they have."
            ),
            "who closes the tracker once no more tasks are added?",
        ),
        true => (
            titles::STUCK,
            format!(
                "{task} {}. No task is left to end this wait.",
                cause.operation
            ),
            "which task or token of the tracker is still there?",
        ),
    }
}

/// Whether the answer receives from a channel that the check has made and given to it.
fn is_given(cause: &Waiting, sources: Sources) -> bool {
    let is_made = |channel: &Object| sources.is_check(channel.made.file());
    !sources.is_check(cause.location.file())
        && cause.object.as_ref().is_some_and(is_made)
}

/// That senders exist, and where they were made if that is in the program.
fn exist(cause: &Waiting, sources: Sources) -> String {
    let is_told = |at: &&Location<'_>| sources.is_own(at.file());
    let all = cause.senders.iter().all(is_told);
    let mut places = Vec::new();
    for at in &cause.senders {
        let place = sources.place_of(at.file(), at.line());
        if !places.contains(&place) {
            places.push(place);
        }
    }
    match (cause.senders.len(), places.join(" and ")) {
        (1, place) if all => {
            format!("a sender still exists: the one that was made in {place}")
        }
        (many @ 2.., places) if all => {
            format!("{many} senders still exist: those that were made in {places}")
        }
        _ => "a sender still exists".to_string(),
    }
}

/// Who owns a sender, as far as that follows from who is left.
fn owner(failure: &Failure, cause: &Waiting, sources: Sources) -> String {
    let task = &cause.task;
    let channel = cause.object.as_ref();
    let given = channel.map(|channel| given::senders(failure, channel, sources));
    if let Some((holds, started)) = given.unwrap_or_default().first() {
        let place = told_at(&started.location.into(), sources);
        return format!(" {} was given a sender in {place}.", holds.task);
    }
    match &failure.waiting[..] {
        [_] => format!(" {task} is the only task left, so no other one can drop it."),
        all if all.iter().all(|one| one.needs == cause.needs) => {
            " All tasks that are left wait for this channel, so none of them drops it."
                .to_string()
        }
        _ => keeps::maker(failure, cause, sources).unwrap_or_default(),
    }
}

/// The task that waits for this one to end, or for one of several of which this is one.
fn joins<'a>(waiting: &'a [Waiting], task: &str) -> Option<&'a str> {
    let ends = format!("for {task} to end");
    let joins =
        |one: &&Waiting| waits_for_ends(one) && one.operation.contains(&ends);
    waiting.iter().find(joins).map(|one| one.task.as_str())
}

#[cfg(test)]
mod tests;
