//! A task waits for what another one had begun, and never goes on with.

use explore::{Act, Failure, Step, Waiting, Want};

use crate::diagnosis::Diagnosis;
use crate::operations::may_change;
use crate::races::half_way::{Within, wait_of};
use crate::sources::Sources;
use crate::whereabouts::{line_at, line_of, told_at};

/// A future was dropped in the middle of a function. Who came then to what it had changed
/// there waits for what comes after that.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let mut dropped =
        (0..steps.len()).rev().filter_map(|place| wait_of(steps, place, sources));
    dropped.find_map(|dropped| {
        let mut waiting = failure.waiting.iter();
        waiting.find_map(|waits| told(steps, waits, &dropped, sources))
    })
}

fn told(
    steps: &[Step],
    waits: &Waiting,
    (wait, dropped, by): &(usize, usize, String),
    sources: Sources,
) -> Option<Diagnosis> {
    let is_told = matches!(
        waits.wants,
        Want::Message | Want::Notification | Want::Initialization
    );
    let wanted = waits.object.as_ref().filter(|_| is_told)?;
    let word = wanted.name.split(' ').next()?;
    let left = &steps[*wait];
    left.calls.iter().find_map(|at| {
        let within = Within::of(at, sources)?;
        let mut own = steps[dropped + 1..].iter();
        let goes_on = own.find(|step| step.task == left.task);
        // Who is in the same function has gone another way there.
        let is_there = match within.line(&waits.calls) {
            Some(line) => line != at.line,
            None => sources.comes_again(at, word, word),
        };
        let is_in = |step: &Step| within.line(&step.calls).is_some();
        // A task that waits itself has called the function anew, and is not as far there.
        let is_own = left.task == waits.task;
        let is_before = |line: u32| line < at.line;
        let is_left = match is_own {
            true => {
                is_dropped_outside(steps, *wait, &within)
                    && within.line(&waits.calls).is_some_and(is_before)
            }
            false => !goes_on.is_some_and(is_in),
        };
        if !is_there || !is_left {
            return None;
        }
        let finds = |begun: usize| {
            let comes = |step: &Step| {
                step.task == waits.task
                    && step.object == steps[begun].object
                    && matches!(
                        step.act,
                        Act::Locks | Act::Updates(_) | Act::Reads(_) | Act::FindsOther
                    )
            };
            let since = if is_own { *dropped } else { begun };
            let found = steps[since..].iter().position(comes)?;
            Some((begun, since + found))
        };
        let begins = |&place: &usize| {
            let step = &steps[place];
            let line = within.line(&step.calls);
            step.task == left.task && may_change(step) && line.is_some_and(|line| line < at.line)
        };
        let (begun, found) = (0..*wait).rev().filter(begins).find_map(finds)?;
        let [begins, finds] = [begun, found].map(|place| &steps[place]);
        let (task, name) = (&waits.task, &begins.object.as_ref()?.name);
        let line = line_of(at);
        let sentence = format!(
            "{by} in line {line}, before it went on. It had come to {name} in line {}. \
             {task} came to {name} in line {} after that, and {} in {}. What comes after \
             line {line} was never done, so this wait does not end.",
            line_at(begins.location),
            line_at(finds.location),
            waits.operation,
            told_at(&waits.place, sources),
        );
        let aborts = format!("aborts {}", left.task);
        let aborts = steps.iter().position(|step| step.operation == aborts);
        let mut story = vec![begun, *wait, *dropped, found];
        story.extend(aborts);
        story.sort_unstable();
        story.dedup();
        Some(Diagnosis {
            steps: story,
            wrong: Some(*dropped),
            waits: vec![task.clone()],
            ask: Some(match is_own {
                true => format!("who does what comes after line {line} then?"),
                false => format!(
                    "who tells {task} if line {line} is the last that {} comes to?",
                    left.task
                ),
            }),
            ..Diagnosis::told("half-done work was waited for", sentence)
        })
    })
}

/// Whether the future whose wait is given up in this step was dropped by a line outside of the
/// function.
fn is_dropped_outside(steps: &[Step], wait: usize, within: &Within<'_>) -> bool {
    let drops = wait.checked_sub(1).map(|before| &steps[before]);
    drops.is_some_and(|drops| {
        matches!(drops.act, Act::DropsFuture(_))
            && within.line(std::slice::from_ref(&drops.place)).is_none()
    })
}
