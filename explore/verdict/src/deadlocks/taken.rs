//! What was taken and is not given back, where a lock and a notification or a channel say
//! who may go on.

use explore::{Act, Failure, Step, Waiting, Want};

use super::given_up::waits_once;
use crate::functions::has_word;
use crate::operations::lock_of;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// Another task has taken what the wait is for, and has ended: in a sentence.
pub(super) fn kept(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<String> {
    match waits.wants {
        Want::Notification => behind_a_lock(failure, sources, waits),
        Want::Message => from_a_channel(failure, sources, waits),
        _ => None,
    }
}

/// What to ask of who has not given back.
pub(super) const LEFT_UNDONE: &str =
    "on which way out does a task leave that undone?";

fn has_ended(failure: &Failure, task: &str) -> bool {
    failure.ended.iter().any(|one| one.task == task)
}

/// Who waits for a notification behind a lock.
struct Entered<'a> {
    steps: &'a [Step],
    lock: &'a str,
    /// Where the lock is taken before one waits.
    at: &'a Step,
}

impl<'a> Entered<'a> {
    /// If all who come to the lock have come in here before: where others change what it
    /// protects, they may have to do so again. Where who comes in notifies, one waits for
    /// others to come, and none for what they took.
    fn of(failure: &'a Failure, waits: &'a Waiting) -> Option<Entered<'a>> {
        let steps = &failure.steps[..];
        let mine = |step: &Step| step.task == waits.task;
        let begins = |step: &Step| mine(step) && step.act == Act::WaitsOn;
        let end = steps.iter().rposition(begins)?;
        let lock = lock_of(&steps[end])?;
        let entry = |step: &&Step| {
            mine(step) && step.act == Act::Locks && is_called(step, lock)
        };
        let at = steps[..end].iter().rfind(entry)?;
        let entered = Entered { steps, lock, at };
        let before = |place: usize| {
            let own = entered.all().take_while(move |(at, _)| *at <= place);
            own.filter(move |(_, other)| other.task == steps[place].task)
        };
        let has_entered = |(place, _): (usize, &Step)| {
            before(place).any(|(_, step)| entered.enters(step))
        };
        let notifies = |place: &usize| {
            let step = &steps[*place];
            step.object == waits.object && matches!(step.act, Act::Notifies(_))
        };
        let meets = (0..steps.len()).filter(notifies).any(|place| {
            before(place).last().is_some_and(|(_, step)| entered.enters(step))
        });
        (!meets && entered.all().all(has_entered)).then_some(entered)
    }

    /// The steps that take the lock.
    fn all(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Step)> {
        let lock = self.lock;
        let steps = self.steps.iter().enumerate();
        steps.filter(move |(_, step)| {
            step.act == Act::Locks && is_called(step, lock)
        })
    }

    fn enters(&self, step: &Step) -> bool {
        step.act == Act::Locks
            && is_called(step, self.lock)
            && step.location == self.at.location
    }

    /// Whether the task has come in, in this step, and has not notified since.
    fn keeps(&self, &(place, step): &(usize, &Step)) -> bool {
        let notifies = |other: &Step| {
            other.task == step.task && matches!(other.act, Act::Notifies(_))
        };
        self.enters(step) && !self.steps[place..].iter().any(notifies)
    }
}

fn is_called(step: &Step, name: &str) -> bool {
    step.object.as_ref().is_some_and(|object| object.name == name)
}

/// It went on where the other one waits, and did not come to the lock any more.
fn behind_a_lock(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<String> {
    let entered = Entered::of(failure, waits)?;
    let mut all = entered.all().rev();
    let last = all.find(|(_, step)| step.task != waits.task);
    let (_, taker) = last.filter(|one| entered.keeps(one))?;
    has_ended(failure, &taker.task).then(|| {
        format!(
            "{who} locked {lock} in {} as {} did, and could go on. It has ended, and has \
             neither locked {lock} again nor notified anybody.",
            told_at(&taker.place, sources),
            waits.task,
            lock = entered.lock,
            who = taker.task,
        )
    })
}

/// Who went on there last has come back, and waits itself: how the lock was taken, where that
/// one went on, and where it came back.
fn came_back<'a>(
    failure: &'a Failure,
    waits: &'a Waiting,
) -> Option<(Entered<'a>, usize, &'a Step)> {
    let entered = Entered::of(failure, waits)?;
    let last = |task: &str| entered.all().rfind(|(_, step)| step.task == task);
    let leads_to_a_wait = |(place, step): &(usize, &Step)| {
        let is_it =
            |one: &Waiting| one.task == step.task && one.object == waits.object;
        let is_last = last(&step.task).is_some_and(|(last, _)| last == *place);
        is_last && failure.waiting.iter().any(is_it)
    };
    let before = entered.all().rev().find(|one| !leads_to_a_wait(one));
    let (place, taker) = before.filter(|one| entered.keeps(one))?;
    let (_, now) = last(&taker.task).filter(leads_to_a_wait)?;
    Some((entered, place, now))
}

/// The step in which it went on before.
pub(super) fn more(failure: &Failure, waits: &Waiting) -> Option<usize> {
    let is_it = waits.wants == Want::Notification;
    let found = is_it.then(|| came_back(failure, waits)).flatten();
    found.map(|(_, place, _)| place)
}

/// The same in a sentence or two, and what to ask.
pub(super) fn by_who_waits(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<(String, &'static str)> {
    let (entered, place, now) = came_back(failure, waits)?;
    let taker = &failure.steps[place];
    let mut calls = taker.calls.iter().zip(&*now.calls);
    let by = calls
        .find(|(one, other)| one != other)
        .map(|(call, _)| format!(", called in {},", told_at(call, sources)));
    let name = waits.object.as_ref().map_or("", |object| &object.name);
    let sentence = format!(
        "{who} locked {lock} in {}{} and could go on. After that it has neither locked \
         {lock} in another line nor notified anybody, and now it waits there itself. \
         Nobody is left to notify {name}.",
        told_at(&taker.place, sources),
        by.unwrap_or_default(),
        lock = entered.lock,
        who = taker.task,
    );
    Some((sentence, LEFT_UNDONE))
}

/// It has received from the channel, and would have sent there again by what it runs itself.
/// Who waits in a loop takes all that comes.
fn from_a_channel(
    failure: &Failure,
    sources: Sources,
    waits: &Waiting,
) -> Option<String> {
    let channel = waits.object.as_ref().filter(|_| waits_once(waits, sources))?;
    let of = |step: &Step, act: &Act| {
        step.act == *act && step.object.as_ref() == Some(channel)
    };
    let steps = &failure.steps[..];
    let last = steps.iter().rposition(|step| of(step, &Act::Receives))?;
    let taker = &steps[last];
    // The second one of that name is no other word.
    let word = channel.name.split(' ').next()?;
    let sends = |step: &Step| step.task == taker.task && of(step, &Act::Sends);
    let is_kept = taker.task != waits.task
        && has_ended(failure, &taker.task)
        && sources.comes_later(&taker.place, |line| has_word(line, word)).is_some()
        && !steps[last..].iter().any(sends);
    is_kept.then(|| {
        format!(
            "{who} {} in {}. It has ended, and has sent nothing to {} after that.",
            taker.operation,
            told_at(&taker.place, sources),
            channel.name,
            who = taker.task,
        )
    })
}
