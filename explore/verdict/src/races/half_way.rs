//! What was begun and never came to its end: its task was aborted, or its future dropped.

use explore::{Act, Failure, Started, Step};

use super::last_look::{LastLook, is_look, last_look};
use crate::diagnosis::{Diagnosis, Sure};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// A wait was given up. Before it the same function had changed something, and after it
/// would have come to that again.
pub(super) fn diagnose(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    (0..steps.len()).find_map(|dropped| match steps[dropped].act {
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
            let by = format!("A future of {} was dropped", steps[dropped].task);
            told(steps, dropped, dropped, sources, &by)
        }
        _ => None,
    })
}

/// A task was aborted before it came to what the task whose claim fails looks at last.
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

fn told(
    steps: &[Step],
    dropped: usize,
    wait: usize,
    sources: Sources,
    by: &str,
) -> Option<Diagnosis> {
    let waits = &steps[wait];
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
        ..Diagnosis::told("something was left half-way", sentence)
    })
}
