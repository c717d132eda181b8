//! A park was over because of an unpark that was kept, and what the task parked for
//! has not changed.

use std::ops::Range;

use explore::{Act, Failure, Object, Step};

use super::comes_of::comes_of;
use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::{adds, is_notified, may_change, takes};
use crate::sources::Sources;
use crate::sources::conditions::frames;
use crate::whereabouts::line_at;

/// The last that the task did was to look at something after a park. It had looked
/// at the same before that park, and nobody else has changed what it looks at
/// since.
pub(super) fn diagnose(
    failure: &Failure,
    task: &str,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let own = |step: &Step| step.task == task;
    let woken = steps.iter().rposition(|step| own(step) && is_woken(step))?;
    let mut since = (woken + 1..steps.len()).filter(|place| own(&steps[*place]));
    let looks = |step: &Step| {
        matches!(step.act, Act::Locks | Act::Unlocks | Act::Poisons | Act::Reads(_))
    };
    if !since.clone().all(|place| looks(&steps[place])) {
        return None;
    }
    let after = since.find(|place| steps[*place].act != Act::Unlocks)?;
    let what = steps[after].object.as_ref()?;
    let before = last_look(steps, woken, task, what)?;
    let is_known = is_unchanged(steps, before..steps.len(), task)
        && comes_of(failure, &steps[after], &what.name, sources);
    let gave = gave_it(steps, woken)?;
    let looks = [before, woken, after];
    (is_known && is_for(steps, looks, sources)).then(|| told(steps, looks, gave))
}

/// Whether a wait is over that a kept wake-up may have ended.
fn is_woken(step: &Step) -> bool {
    step.operation == "is unparked" || is_notified(step)
}

/// The step of another task that gave the wake-up: the last one, of several.
fn gave_it(steps: &[Step], woken: usize) -> Option<usize> {
    let wakes = &steps[woken];
    let unparks = format!("unparks {}", wakes.task);
    let gives = |step: &Step| match &wakes.object {
        None => step.operation == unparks,
        Some(_) => {
            let kinds =
                ["unparks ", "notifies one on ", "notifies the next one on "];
            step.object == wakes.object
                && kinds.iter().any(|kind| step.operation.starts_with(kind))
        }
    };
    let gave = steps[..woken].iter().rposition(gives)?;
    (steps[gave].task != wakes.task).then_some(gave)
}

/// The task's last look at this before its wait, and after the wait before that.
fn last_look(
    steps: &[Step],
    woken: usize,
    task: &str,
    what: &Object,
) -> Option<usize> {
    let own = |place: &usize| steps[*place].task == task;
    let mut before = (0..woken).rev().filter(own);
    before.find(|&place| {
        let step = &steps[place];
        let looks = matches!(step.act, Act::Locks | Act::Reads(_));
        looks && step.object.as_ref() == Some(what)
    })
}

/// Whether nobody else has changed, in these steps, what the task looks at in them.
fn is_unchanged(steps: &[Step], all: Range<usize>, task: &str) -> bool {
    let own = |step: &&Step| step.task == task;
    let changes = |step: &&Step| {
        !own(step) && (may_change(step) || adds(step) || takes(step))
    };
    steps[all.clone()].iter().filter(changes).all(|change| {
        let mut looked = steps[all.clone()].iter().filter(own);
        !looked.any(|look| look.object == change.object)
    })
}

/// Whether the wait was for what it has looked at: it came there because of what it
/// found, or comes to both looks in one place. Who does that in a loop looks again
/// before it waits once more.
fn is_for(steps: &[Step], looks: [usize; 3], sources: Sources) -> bool {
    let [look, wakes, after] = looks.map(|place| &steps[place]);
    let of = |step: &Step| frames(&step.place, &step.calls).to_vec();
    let line = after.location.line() as usize;
    let loops = || {
        sources.function(after.location).is_none_or(|found| found.looks_at(line))
    };
    match look.location == after.location {
        true => wakes.operation == "is unparked" && !loops(),
        false => sources.decided(&of(look), &of(wakes)).next().is_some(),
    }
}

fn told(steps: &[Step], looks: [usize; 3], gave: usize) -> Diagnosis {
    let [before, woken, after] = looks;
    let line = |place: usize| line_at(steps[place].location);
    let [gives, wakes, look] = [gave, woken, before].map(|place| &steps[place]);
    let (by, task) = (&gives.task, &wakes.task);
    let what = look.object.as_ref().map_or("", |object| &object.name);
    let is_park = wakes.operation == "is unparked";
    let (did, waits, ends) = match is_park {
        true => (format!("unparked {task}"), "parked", "unpark"),
        false => {
            let name = wakes.object.as_ref().map_or("", |object| &object.name);
            (format!("notified {name}"), "waited", "notification")
        }
    };
    let came = format!("{by} {did} in line {}", line(gave));
    let looked = format!("{task} looked at {what} in line {}", line(before));
    let both = match gave < before {
        true => format!(
            "{came}. After that {looked} and {waits} in line {}. The {ends} was kept for \
             that and ended it",
            line(woken)
        ),
        false => format!(
            "{looked} and {waits} in line {}. {came}, and that ended the wait",
            line(woken)
        ),
    };
    let sentence = format!(
        "{both}, though nobody else had changed {what} in between. So {task} found {what} in \
         line {} as it had left it.",
        line(after)
    );
    let mut story = vec![before, woken, after, gave];
    story.sort_unstable();
    Diagnosis {
        steps: story,
        wrong: Some(woken),
        sure: Sure::Certain,
        ask: Some(format!(
            "what has to be checked again after line {}, and in a loop?",
            line(woken)
        )),
        ..Diagnosis::told("a wake-up told of nothing new", sentence)
    }
}
