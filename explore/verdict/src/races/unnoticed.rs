//! Something has come, and a task that waits by the clock does not notice.

use std::collections::HashMap;
use std::time::Duration;

use explore::{Act, Cause, Failure, Object, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::{may_change, message_of};
use crate::sources::Sources;
use crate::timed::TimedWait;
use crate::whereabouts::told_at;

/// What was missed, and where it was found at last.
struct Missed<'a> {
    wait: &'a TimedWait,
    event: usize,
    found: usize,
    /// How much later.
    late: Duration,
}

/// The task that panics has looked at the clock, or one that it has waited for.
/// Most of the time a task waited for a moment, though what it looked at next had
/// come.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let Cause::Panic { task: panics, .. } = &failure.cause else { return None };
    let waits = TimedWait::all(failure);
    let index = Index::of(&failure.steps);
    let all = last_ones(&waits).into_iter();
    let all = all.filter_map(|wait| missed(failure, wait, &index, sources));
    let all = all.filter(|missed| is_looked_for(failure, panics, missed));
    let missed = all.max_by_key(|missed| missed.late)?;
    Some(told(failure, &missed, sources))
}

/// The waits after which their task does not wait again for as long: it has not
/// come to its next work.
fn last_ones(waits: &[TimedWait]) -> Vec<&TimedWait> {
    let mut last = HashMap::<&str, usize>::new();
    for wait in waits {
        let last = last.entry(&wait.task).or_default();
        *last = wait.ends.max(*last);
    }
    waits.iter().filter(|wait| last[&*wait.task] == wait.ends).collect()
}

/// The places of the steps of each task, and of those about each thing: a record
/// may have many tasks that wait.
#[derive(Default)]
struct Index<'a> {
    of_task: HashMap<&'a str, Vec<usize>>,
    of_object: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Index<'a> {
    fn of(steps: &'a [Step]) -> Index<'a> {
        let mut index = Index::default();
        for (place, step) in steps.iter().enumerate() {
            index.of_task.entry(&step.task).or_default().push(place);
            if let Some(object) = &step.object {
                index.of_object.entry(&object.name).or_default().push(place);
            }
        }
        index
    }

    /// The steps of the task before this place, and those from it on.
    fn own(&self, task: &str, place: usize) -> (&[usize], &[usize]) {
        let all = self.of_task.get(task).map_or(&[][..], Vec::as_slice);
        all.split_at(all.partition_point(|own| *own < place))
    }
}

/// What came while the task waited, or before and it had not looked, and what it
/// looks at after that.
fn missed<'a>(
    failure: &Failure,
    wait: &'a TimedWait,
    index: &Index<'_>,
    sources: Sources,
) -> Option<Missed<'a>> {
    let steps = &failure.steps[..];
    let (event, found) = match steps[wait.ends].act {
        Act::Wakes => (in_silence(failure, wait)?, wait.ends),
        _ => {
            let looks = looks(steps, wait, index);
            let all = looks.into_iter().filter_map(|(since, look)| {
                let event = found(failure, wait, (since, look), index, sources)?;
                Some((event, look))
            });
            all.min()?
        }
    };
    let late = wait.until.saturating_sub(failure.moment(event).max(wait.from));
    Some(Missed { wait, event, found, late })
}

/// Whether the step is one of another task while the wait had time left.
fn is_before(failure: &Failure, wait: &TimedWait, event: usize) -> bool {
    failure.steps[event].task != wait.task && failure.moment(event) < wait.until
}

/// The step in which the task comes first to each thing after the wait. With it,
/// from where on what others do there is new to the task.
fn looks(
    steps: &[Step],
    wait: &TimedWait,
    index: &Index<'_>,
) -> Vec<(usize, usize)> {
    let (before, after) = index.own(&wait.task, wait.ends);
    let mut known: Vec<&Object> = Vec::new();
    let mut looks = Vec::new();
    for &look in after {
        let step = &steps[look];
        let Some(object) = step.object.as_ref() else { continue };
        if known.contains(&object) {
            continue;
        }
        known.push(object);
        let of_it = |place: &&usize| steps[**place].object == step.object;
        // Who sleeps between one look and the next waits for that.
        let is_again = |place: &&usize| {
            **place < wait.begins && steps[**place].location == step.location
        };
        let mut own = before.iter().rev().filter(of_it);
        let since = own.clone().next().map_or(0, |last| last + 1);
        if !wait.is_sleep || own.any(|place| is_again(&place)) {
            looks.push((since, look));
        }
    }
    looks
}

/// The first of the events, of a value or a channel, that the task finds in this
/// step.
fn found(
    failure: &Failure,
    wait: &TimedWait,
    (since, look): (usize, usize),
    index: &Index<'_>,
    sources: Sources,
) -> Option<usize> {
    let steps = &failure.steps[..];
    let looks = &steps[look];
    let all = index.of_object.get(&*looks.object.as_ref()?.name)?;
    let is_it = |event: usize| {
        let came = &steps[event];
        match (&came.act, &looks.act) {
            (Act::Writes(to), Act::Reads(found)) => to == found,
            (Act::Updates(_), Act::Reads(_)) => true,
            (Act::Sends, Act::Receives) => message_of(came) == message_of(looks),
            (Act::DropsSender, _) => looks.operation.ends_with(" disconnected"),
            (Act::Locks, Act::Locks) => {
                ends_by(failure, event, look) && sources.assigns(came.location)
            }
            _ => false,
        }
    };
    let first = all.partition_point(|place| *place < since);
    let events = all[first..].iter().copied();
    let mut events = events.take_while(|event| *event < wait.ends);
    events.find(|&event| {
        steps[event].object == looks.object
            && is_before(failure, wait, event)
            && is_it(event)
    })
}

/// Whether the task takes the lock in this step for the last time and ends: so it
/// has found behind it what it was to end by. The event is the last change of that
/// before.
fn ends_by(failure: &Failure, event: usize, place: usize) -> bool {
    let steps = &failure.steps[..];
    let look = &steps[place];
    let rests = |step: &Step| {
        step.task != look.task
            || step.object.is_none()
            || matches!(
                step.act,
                Act::Unlocks | Act::DropsSender | Act::DropsReceiver
            )
    };
    let locks = |step: &Step| step.object == look.object && step.act == Act::Locks;
    !steps[event + 1..place].iter().any(locks)
        && failure.ended.iter().any(|one| one.task == look.task)
        && steps[place + 1..].iter().all(rests)
}

/// Where another task has come behind the lock of one that waits for a notification
/// meanwhile, and nobody has notified that one since.
fn in_silence(failure: &Failure, wait: &TimedWait) -> Option<usize> {
    let steps = &failure.steps[..];
    let wakes = &steps[wait.ends];
    let lock = wakes.operation.rsplit_once(" locks ").map(|(_, lock)| lock);
    let notifies = |place: &usize| {
        let step = &steps[*place];
        matches!(step.act, Act::Notifies(_)) && step.object == wakes.object
    };
    let meanwhile = wait.begins..wait.ends;
    let since = meanwhile.clone().rev().find(notifies).map(|last| last + 1);
    (since.unwrap_or(meanwhile.start)..meanwhile.end).find(|&event| {
        let came = &steps[event];
        let is_lock = came.object.as_ref().map(|object| &*object.name) == lock;
        let locks = came.act == Act::Locks && may_change(came) && is_lock;
        locks && is_before(failure, wait, event)
    })
}

/// Whether the task that panics has waited for this, and the clock was looked at
/// after it; of all the time since the event it is the most.
fn is_looked_for(failure: &Failure, panics: &str, missed: &Missed<'_>) -> bool {
    let Missed { wait, event, late, .. } = missed;
    let looks = |task: &str| {
        let mut all = failure.looked.iter();
        all.any(|one| one.task == task && one.after >= wait.ends)
    };
    let at = failure.moment(*event);
    let goes_on = |place: usize| {
        failure.steps[place].task == panics && failure.moment(place) > at
    };
    let waits = panics == wait.task || !(*event..wait.ends).any(goes_on);
    let since = failure.moment(failure.steps.len()).saturating_sub(at);
    waits && (looks(panics) || looks(&wait.task)) && *late * 2 >= since
}

fn told(failure: &Failure, missed: &Missed<'_>, sources: Sources) -> Diagnosis {
    let Missed { wait, event, found, late } = missed;
    let (came, task) = (&failure.steps[*event], &wait.task);
    let [line, event_line, found_line] =
        [&wait.place, &came.place, &failure.steps[*found].place]
            .map(|place| told_at(place, sources));
    let lasted = wait.lasted();
    let (waits, over) = match wait.is_sleep {
        true => (format!("sleeps {lasted:?} in {line}"), "it wakes up"),
        false => {
            (format!("waits in {line} for {lasted:?} at most"), "that time is over")
        }
    };
    let when = if *event < wait.begins { "Before that" } else { "Meanwhile" };
    let sentence = format!(
        "{task} {waits}. {when} {} {} in {event_line}, and that does not end this \
         wait. {task} comes to {found_line} only when {over}, {late:?} later.",
        came.task, came.operation
    );
    // What was done behind a lock is not known.
    let sure = match came.act {
        Act::Locks => Sure::Possible,
        _ => Sure::Likely,
    };
    Diagnosis {
        steps: vec![*event, wait.ends, *found],
        wrong: Some(*found),
        sure,
        ask: Some(format!("what can end the wait in {line} at once?")),
        ..Diagnosis::told(TITLE, sentence)
    }
}

const TITLE: &str = "a wait went on though its event had come";

/// A task passes on what it has received when a wait times out, and ends without
/// that.
pub(super) fn left_over(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let Cause::Panic { task: panics, .. } = &failure.cause else { return None };
    let steps = &failure.steps[..];
    let waits = TimedWait::all(failure);
    waits.iter().filter(|wait| !wait.is_sleep).find_map(|wait| {
        let own = |place: &usize| steps[*place].task == wait.task;
        let acts = |place: &usize| own(place) && passes_on(&steps[*place]);
        let passed = (wait.ends..steps.len()).find(acts)?;
        let what = steps[passed].object.as_ref()?;
        let of_what = |step: &Step| step.object.as_ref() == Some(what);
        let takes =
            |step: &Step| step.task == wait.task && step.act == Act::Receives;
        let first = steps[..passed].iter().rposition(takes)?;
        let channel = &steps[first].object;
        let last = steps.iter().rposition(takes)?;
        // It comes there after such waits, and then alone.
        let comes = (0..steps.len()).filter(|place| {
            let step = &steps[*place];
            own(place) && of_what(step) && step.act != Act::DropsSender
        });
        let only_then = comes.clone().all(|place| {
            let mut over = waits.iter();
            let before = steps[..place].iter().rposition(takes).unwrap_or(0);
            over.any(|one| {
                one.task == wait.task
                    && one.place == wait.place
                    && (before..=place).contains(&one.ends)
            })
        });
        let looked = |step: &Step| step.task == *panics && step.object.is_some();
        let is_looked_at =
            steps.iter().rfind(|step| looked(step)).is_some_and(of_what);
        let has_ended = failure.ended.iter().any(|one| one.task == wait.task);
        let is_left = comes.max().is_some_and(|place| place < last);
        let is_it = steps[last].object == *channel
            && first < wait.ends
            && wait.ends <= passed
            && only_then
            && is_looked_at
            && has_ended
            && is_left;
        is_it.then(|| told_left(steps, wait, (first, passed, last), sources))
    })
}

/// Whether somebody else may find what the step did.
fn passes_on(step: &Step) -> bool {
    may_change(step) || step.act == Act::Sends
}

fn told_left(
    steps: &[Step],
    wait: &TimedWait,
    (first, passed, last): (usize, usize, usize),
    sources: Sources,
) -> Diagnosis {
    let task = &wait.task;
    let what = steps[passed].object.as_ref().map_or("", |what| &what.name);
    let at = |place: usize| told_at(&steps[place].place, sources);
    let wait_line = told_at(&wait.place, sources);
    let sentence = format!(
        "{task} {} in {}. It comes to {what} in {} when its wait in {wait_line} times \
         out, after {:?}. After that it {} in {}, and ends before such a wait times out \
         again. So it does not come to {what} with that.",
        steps[first].operation,
        at(first),
        at(passed),
        wait.lasted(),
        steps[last].operation,
        at(last),
    );
    Diagnosis {
        steps: vec![first, wait.ends, passed, last],
        wrong: Some(last),
        fits: Some("was lost"),
        ask: Some(format!("what should {task} do with the rest before it ends?")),
        sure: Sure::Likely,
        ..Diagnosis::told("the rest was left for a timeout", sentence)
    }
}
