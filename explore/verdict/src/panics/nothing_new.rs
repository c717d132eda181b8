//! A task took what came before it was notified of it, and takes the notification for more.

use std::ops::Range;

use explore::{Act, Failure, Object, Step};

use super::comes_of::comes_of;
use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::{is_notified, may_change};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// The steps that tell it, in no order.
struct Story {
    /// Another task had the lock.
    change: usize,
    /// It notified.
    notifies: usize,
    /// The task took what was there.
    takes: usize,
    /// It is notified after that.
    woken: usize,
    /// It has the lock again.
    looks: usize,
}

/// The last that the task did was to lock something after a notification. It had done so in
/// the same place after the one that notified it had, and nobody else has since.
pub(super) fn diagnose(
    failure: &Failure,
    task: &str,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let own = |step: &Step| step.task == task;
    let woken = steps.iter().rposition(|step| own(step) && is_notified(step))?;
    let mut since = steps[woken + 1..].iter().filter(|step| own(step));
    let only_looks = since
        .all(|step| matches!(step.act, Act::Locks | Act::Unlocks | Act::Poisons));
    let looks = (woken + 1..steps.len())
        .find(|&place| own(&steps[place]) && steps[place].act == Act::Locks)?;
    let lock = steps[looks].object.as_ref().filter(|_| only_looks)?;
    let takes = (0..woken).rev().find(|&place| {
        let step = &steps[place];
        own(step) && step.location == steps[looks].location && locks(step, lock)
    })?;
    let notifies = notification(steps, woken, task)?;
    let by = &steps[notifies].task;
    let change = (0..notifies)
        .rev()
        .find(|&place| steps[place].task == *by && locks(&steps[place], lock))?;
    let story = Story { change, notifies, takes, woken, looks };
    let is_between = |range: Range<usize>| {
        steps[range].iter().any(|step| !own(step) && locks(step, lock))
    };
    let is_it = change < takes
        && !is_between(takes..looks)
        && comes_of(failure, &steps[looks], &lock.name, sources);
    is_it.then(|| told(steps, &story))
}

/// Whether it takes this lock, for more than to read.
fn locks(step: &Step, lock: &Object) -> bool {
    step.act == Act::Locks && step.object.as_ref() == Some(lock) && may_change(step)
}

/// The last one before the task was notified, if it was another task's for one of those that
/// wait: this is kept if nobody waits.
fn notification(steps: &[Step], woken: usize, task: &str) -> Option<usize> {
    let same = |step: &Step| step.object == steps[woken].object;
    let last = steps[..woken]
        .iter()
        .rposition(|step| same(step) && matches!(step.act, Act::Notifies(_)))?;
    let step = &steps[last];
    let is_kept = ["notifies one on ", "notifies the next one on "]
        .iter()
        .any(|kind| step.operation.starts_with(kind));
    (is_kept && step.task != task).then_some(last)
}

fn told(steps: &[Step], story: &Story) -> Diagnosis {
    let line = |place: usize| line_at(steps[place].location);
    let name = |place: usize| {
        steps[place].object.as_ref().map_or("", |object| &object.name)
    };
    let (by, task) = (&steps[story.notifies].task, &steps[story.woken].task);
    let lock = name(story.looks);
    let sentence = format!(
        "{by} locked {lock} in line {} and notified {} in line {}. {task} locked {lock} \
         after {by}, in line {}, and was notified only after that, in line {}. Nobody \
         else had locked {lock} since, so {task} found what it had left there itself.",
        line(story.change),
        name(story.notifies),
        line(story.notifies),
        line(story.takes),
        line(story.woken)
    );
    let mut told =
        vec![story.change, story.notifies, story.takes, story.woken, story.looks];
    told.sort_unstable();
    Diagnosis {
        steps: told,
        wrong: Some(story.woken),
        sure: Sure::Certain,
        ask: Some(format!(
            "what if nothing is new in line {}? A notification is kept for the next \
             wait",
            line(story.looks)
        )),
        ..Diagnosis::told("a notification told of nothing new", sentence)
    }
}
