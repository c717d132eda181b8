//! What was begun and never came to its end: its task was aborted, or its future
//! dropped.

use explore::{Act, Failure, Place, Started, Step};

use super::last_look::{LastLook, is_look, last_look};
use crate::diagnosis::{Diagnosis, Sure};
use crate::functions::{Function, body_end};
use crate::operations::may_change;
use crate::sources::Sources;
use crate::whereabouts::{line_at, line_of};

pub(crate) const TITLE: &str = "something was left half-way";

/// A wait was given up. Before it the same function had changed something, and
/// after it would have come to that again.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let found = (0..steps.len()).find_map(|dropped| match steps[dropped].act {
        Act::IsAborted => {
            let own = |step: &Step| {
                step.task == steps[dropped].task
                    && sources.is_own(step.location.file())
            };
            let wait = steps[..dropped].iter().rposition(own)?;
            let task = &steps[dropped].task;
            told(steps, dropped, wait, sources, &format!("{task} was aborted"))
        }
        Act::GivesUp => {
            told(steps, dropped, dropped, sources, &dropped_by(steps, dropped))
        }
        _ => None,
    });
    found.map(|cause| looked_at(cause, failure))
}

/// A future was dropped in the middle of a function that had changed something,
/// itself or by a call, and would have come to it again.
pub(super) fn in_a_call(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let dropped = (0..steps.len()).rev();
    let found = dropped
        .filter_map(|place| wait_of(steps, place, sources))
        .find_map(|(wait, dropped, by)| left(steps, (wait, dropped), sources, &by));
    found.map(|cause| looked_at(cause, failure))
}

/// Makes the cause likely if the task whose claim fails has looked last at what is
/// left half-way: what else is dropped with a future, a message say, is not what it
/// missed.
fn looked_at(cause: Diagnosis, failure: &Failure) -> Diagnosis {
    let half = cause.steps.first().map(|&begun| &failure.steps[begun].object);
    let is_it = |look: LastLook<'_>| {
        cause.wrong.is_some_and(|dropped| dropped < look.place)
            && half.is_some_and(|half| half.as_ref() == Some(look.what))
    };
    match last_look(failure, is_look).is_some_and(is_it) {
        true => Diagnosis { sure: Sure::Likely, ..cause },
        false => cause,
    }
}

/// If a future is dropped in this step: where it waited, this step, and what
/// happened to it.
pub(crate) fn wait_of(
    steps: &[Step],
    dropped: usize,
    sources: Sources,
) -> Option<(usize, usize, String)> {
    let drops = &steps[dropped];
    let own = |step: &Step| {
        step.task == drops.task && sources.is_own(step.location.file())
    };
    match drops.act {
        Act::IsAborted => {
            let wait = steps[..dropped].iter().rposition(own)?;
            Some((wait, dropped, format!("{} was aborted", drops.task)))
        }
        _ if drops.act == Act::GivesUp
            || is_never_over(steps, dropped, sources) =>
        {
            Some((dropped, dropped, dropped_by(steps, dropped)))
        }
        _ => None,
    }
}

/// What happened to the future whose wait is given up in this step.
fn dropped_by(steps: &[Step], wait: usize) -> String {
    let (before, task) = (&steps[wait.saturating_sub(1)], &steps[wait].task);
    let is_drop = matches!(before.act, Act::DropsFuture(_));
    if !is_drop || before.task != *task {
        return format!("A future of {task} was dropped");
    }
    match is_aborted(&steps[wait..], before) {
        true => format!("{task} was aborted"),
        false => format!(
            "A future of {task} was dropped by line {} as it waited",
            line_at(before.location)
        ),
    }
}

/// Whether the task is aborted in one of these steps, of which the future is that
/// is dropped in another step.
pub(crate) fn is_aborted(steps: &[Step], drops: &Step) -> bool {
    steps.iter().any(|step| {
        step.task == drops.task
            && step.act == Act::IsAborted
            && step.location == drops.location
    })
}

/// A function, for steps whose calls are known.
pub(crate) struct Within<'a> {
    file: &'a str,
    pub(crate) function: &'static Function,
    sources: Sources,
}

impl Within<'_> {
    /// The one that has this line.
    pub(crate) fn of(place: &Place, sources: Sources) -> Option<Within<'_>> {
        let function = sources.function_at(place)?;
        Some(Within { file: &place.file, function, sources })
    }

    fn has(&self, call: &Place) -> bool {
        *call.file == *self.file
            && self.sources.function_at(call) == Some(self.function)
    }

    /// The line of it in which a step with these calls is, or which made the call
    /// that it is in.
    pub(crate) fn line(&self, calls: &[Place]) -> Option<u32> {
        calls.iter().find(|call| self.has(call)).map(|call| call.line)
    }
}

/// Whether a sleep begins here that is never over, though its task goes on. That a
/// timeout is not over is good.
fn is_never_over(steps: &[Step], sleep: usize, sources: Sources) -> bool {
    let begins = &steps[sleep];
    if !begins.operation.starts_with("sleeps ") {
        return false;
    }
    let call = sources.rest(begins.location).unwrap_or_default();
    let mine = |step: &&Step| step.task == begins.task;
    let mut later = steps[sleep + 1..].iter().filter(mine);
    let again = later.clone().find(|step| step.location == begins.location);
    let is_over = again.is_some_and(|step| step.operation.starts_with("wakes up"));
    !call.starts_with("timeout")
        && !is_over
        && later.any(|step| step.location != begins.location)
}

/// What was left of the function in which the wait of this step was given up, or of
/// one that has called it.
fn left(
    steps: &[Step],
    (wait, dropped): (usize, usize),
    sources: Sources,
    by: &str,
) -> Option<Diagnosis> {
    let waits = &steps[wait];
    let mine = |step: &Step| step.task == waits.task;
    waits.calls.iter().find_map(|at| {
        let within = Within::of(at, sources)?;
        // Who goes on within the function has not given it up.
        let next = steps[dropped + 1..].iter().find(|step| mine(step));
        if next.is_some_and(|next| within.line(&next.calls).is_some()) {
            return None;
        }
        let begun = |&place: &usize| {
            let step = &steps[place];
            let called = step
                .calls
                .iter()
                .position(|call| call.line < at.line && within.has(call))?;
            let object = step.object.as_ref().filter(|_| mine(step) && may_change(step))?;
            let word = object.name.split(' ').next()?;
            let name = match called.checked_sub(1) {
                Some(inner) => sources.function_at(&step.calls[inner])?.name.clone(),
                None => sources.called_on(step.location)?.to_string(),
            };
            let again = sources.comes_again(at, &name, word);
            again.then_some((place, called, name))
        };
        let (begun, called, name) = (0..wait).rev().find_map(|place| begun(&place))?;
        let begins = &steps[begun];
        let what = begins.object.as_ref()?;
        // The same done by somebody else of the task may take it back.
        let is_undone = |step: &Step| {
            let by_name = step.calls.iter().any(|call| {
                let found = sources.function_at(call);
                found.is_some_and(|found| found.name == name || found.name == "drop")
            });
            mine(step)
                && may_change(step)
                && step.object.as_ref() == Some(what)
                && by_name
                && within.line(&step.calls).is_none()
        };
        let comes = |step: &Step| {
            step.object.as_ref() == Some(what)
                && matches!(step.act, Act::Locks | Act::Updates(_) | Act::Reads(_))
        };
        let later = &steps[dropped + 1..];
        if later.iter().any(is_undone) {
            return None;
        }
        let later = dropped + 1 + later.iter().position(comes)?;
        let (line, before) = (line_of(at), line_of(&begins.calls[called]));
        let did = match (called, &begins.act) {
            (0, Act::Locks) => format!("had locked {}", what.name),
            (0, _) => format!("had changed {}", what.name),
            (_, Act::Locks) => format!("had called {name}, which locked {},", what.name),
            _ => format!("had called {name}, which changed {},", what.name),
        };
        let sentence = format!(
            "{by} in line {line}, before it went on. It {did} in line {before}, and would \
             have come to {} again. What comes after line {line} was never done.",
            what.name
        );
        // The end of a timeout, say.
        let ends = (dropped + 1..later).find(|&place| {
            mine(&steps[place]) && steps[place].operation.starts_with("wakes up")
        });
        let mut story = vec![begun, wait, dropped, later];
        story.extend(ends);
        story.sort_unstable();
        story.dedup();
        Some(Diagnosis {
            steps: story,
            wrong: Some(dropped),
            sure: Sure::Possible,
            ask: Some(format!(
                "what has to be done with {} if line {line} is the last?",
                what.name
            )),
            ..Diagnosis::told(TITLE, sentence)
        })
    })
}

/// A task was aborted before it came to what the task whose claim fails looks at
/// last.
pub(super) fn aborted(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let LastLook { place: look, what, .. } = last_look(failure, is_look)?;
    let steps = &failure.steps[..];
    let comes = |step: &Step| step.object.as_ref() == Some(what);
    let is_it = |one: &&Started| {
        let own = |step: &&Step| step.task == one.task;
        steps[..look].iter().any(|step| own(&step) && step.act == Act::IsAborted)
            && !steps.iter().filter(own).any(comes)
            && sources.reaches(one.location, &what.name)
    };
    let started = failure.started.iter().find(is_it)?;
    let aborts = format!("aborts {}", started.task);
    let aborted = steps.iter().position(|step| step.operation == aborts)?;
    let ends = steps
        .iter()
        .position(|step| step.task == started.task && step.act == Act::IsAborted)?;
    let sentence = format!(
        "{} aborted {} in line {}. {} was started in line {}, and had not come to {} by \
         then.",
        steps[aborted].task,
        started.task,
        line_at(steps[aborted].location),
        started.task,
        line_at(started.location),
        what.name
    );
    Some(Diagnosis {
        steps: vec![aborted, ends, look],
        wrong: Some(aborted),
        sure: Sure::Possible,
        ask: Some(format!("who waits for {} before it is aborted?", started.task)),
        ..Diagnosis::told("a task was aborted before its work was done", sentence)
    })
}

/// Whether the function or the block with the wait that this step gives up goes on:
/// the next step of the task is below that, there or in a call. Who calls the
/// function once more begins above the wait.
fn goes_on(steps: &[Step], gives_up: usize, sources: Sources) -> bool {
    let at = &steps[gives_up];
    let next = |step: &&Step| {
        // An end of a channel has the line in which the channel was made.
        let is_end = matches!(step.act, Act::DropsSender | Act::DropsReceiver);
        step.task == at.task && step.object.is_some() && !is_end
    };
    let Some(next) = steps[gives_up + 1..].iter().find(next) else { return false };
    let called =
        Within::of(&at.place, sources).and_then(|within| within.line(&next.calls));
    let is_one = sources.is_one_function(next.location, at.location);
    let line = called.or(is_one.then(|| next.location.line()));
    let line = line.filter(|line| *line > at.place.line);
    let end = || body_end(sources.text(&at.place.file)?, at.place.line as usize);
    line.is_some_and(|line| end().is_some_and(|end| line as usize <= end))
}

fn told(
    steps: &[Step],
    dropped: usize,
    wait: usize,
    sources: Sources,
    by: &str,
) -> Option<Diagnosis> {
    let waits = &steps[wait];
    // An arm of a select was dropped, and the function goes on.
    if waits.act == Act::GivesUp && goes_on(steps, dropped, sources) {
        return None;
    }
    let begins = |&place: &usize| {
        let step = &steps[place];
        let changes =
            matches!(step.act, Act::Locks | Act::Updates(_) | Act::Writes(_));
        changes
            && step.task == waits.task
            && sources.is_one_function(step.location, waits.location)
            && sources
                .called_on(step.location)
                .is_some_and(|name| sources.comes_to(waits.location, name))
    };
    let begun = (0..dropped).rev().find(begins)?;
    let begins = &steps[begun];
    // Somebody has found it half-way.
    let comes = |step: &Step| {
        step.object == begins.object
            && matches!(step.act, Act::Locks | Act::Updates(_) | Act::Reads(_))
    };
    let later = dropped + steps[dropped..].iter().position(comes)?;
    let line = line_at(waits.location);
    let name = &begins.object.as_ref()?.name;
    let did = match begins.act {
        Act::Locks => "had locked",
        _ => "had changed",
    };
    let sentence = format!(
        "{by} in line {line}, before it went on. It {did} {name} in line {}. What comes \
         after line {line} was never done.",
        line_at(begins.location)
    );
    let mut story = vec![begun, wait, dropped, later];
    story.sort_unstable();
    story.dedup();
    Some(Diagnosis {
        steps: story,
        wrong: Some(dropped),
        sure: Sure::Possible,
        ask: Some(format!(
            "what has to be done with {name} if line {line} is the last?"
        )),
        ..Diagnosis::told(TITLE, sentence)
    })
}
