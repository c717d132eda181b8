//! What was begun and left half-way is taken for done by who comes to it next.

use explore::{Act, Failure, Object, Step};

use super::half_way::{Within, wait_of};
use super::last_look::{LastLook, is_look, last_look};
use crate::diagnosis::Diagnosis;
use crate::operations::may_change;
use crate::sources::Sources;
use crate::whereabouts::{line_at, line_of};

/// A future was dropped in the middle of a function. The next one that came to what it had
/// changed there left the function earlier, so what comes after that wait was never done; and
/// that is what the task whose claim fails looks at.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let LastLook { what, .. } = last_look(failure, is_look)?;
    let steps = &failure.steps[..];
    let dropped = (0..steps.len()).rev();
    dropped.filter_map(|place| wait_of(steps, place, sources)).find_map(
        |(wait, dropped, by)| told(failure, what, (wait, dropped), sources, &by),
    )
}

fn told(
    failure: &Failure,
    what: &Object,
    (wait, dropped): (usize, usize),
    sources: Sources,
    by: &str,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let waits = &steps[wait];
    let word = what.name.split(' ').next()?;
    waits.calls.iter().find_map(|at| {
        let within = Within::of(at, sources)?;
        let comes = waits.object.as_ref() == Some(what)
            || sources.comes_again(at, word, word);
        let mut own = steps[dropped + 1..].iter();
        let goes_on = own.find(|step| step.task == waits.task);
        if !comes || goes_on.is_some_and(|step| within.line(&step.calls).is_some()) {
            return None;
        }
        let (begun, again) = (0..wait).rev().find_map(|place| {
            let begins = &steps[place];
            let line = within.line(&begins.calls)?;
            let is_begun = begins.task == waits.task
                && may_change(begins)
                && line < at.line
                && !within.function.loops_at(line as usize)
                && begins.object.as_ref()? != what;
            let again = || leaves(failure, place, dropped, &within, at.line);
            is_begun.then(again).flatten().map(|again| (place, again))
        })?;
        let (begins, next) = (&steps[begun], &steps[again]);
        let (name, line) = (&begins.object.as_ref()?.name, line_of(at));
        let sentence = format!(
            "{by} in line {line}, before it went on. It had come to {name} in line {}, \
             and not yet to {}. Then {} came to {name} in line {}, and left {} before \
             line {line}: it took for done what was left half-way.",
            line_at(begins.location),
            what.name,
            next.task,
            line_at(next.location),
            within.function.name
        );
        let mut story = vec![begun, wait, dropped, again];
        // The end of a timeout, say.
        let own = |step: &Step| step.task == waits.task;
        let before = steps[..dropped].iter().rposition(own);
        story.extend(before);
        story.sort_unstable();
        story.dedup();
        Some(Diagnosis {
            steps: story,
            wrong: Some(again),
            ask: Some(format!(
                "what should {name} say while line {line} is not reached?"
            )),
            ..Diagnosis::told("half-done work was taken for done", sentence)
        })
    })
}

/// The step in which somebody came to what this step had changed and then left the function
/// before it had come to the line. Nobody else has changed it, or this one goes elsewhere for
/// another reason.
fn leaves(
    failure: &Failure,
    begun: usize,
    dropped: usize,
    within: &Within<'_>,
    line: u32,
) -> Option<usize> {
    let steps = &failure.steps[..];
    let begins = &steps[begun];
    let comes = |step: &Step| {
        step.object == begins.object
            && (may_change(step) || matches!(step.act, Act::Reads(_)))
    };
    let elsewhere = |step: &Step| step.location != begins.location;
    let again = dropped
        + 1
        + steps[dropped + 1..].iter().position(|step| {
            comes(step) && !elsewhere(step) && within.line(&step.calls).is_some()
        })?;
    let between = &steps[begun..again];
    if between.iter().any(|step| comes(step) && elsewhere(step)) {
        return None;
    }
    let task = &steps[again].task;
    // A guard may be dropped at the end of the function, wherever that is left.
    let acts = |step: &&Step| step.task == *task && step.act != Act::Unlocks;
    let mut later = steps[again + 1..].iter().filter(acts);
    // Who comes there once more has called it once more.
    let is_anew = |step: &Step| comes(step) && !elsewhere(step);
    let next = later.find(|step| {
        is_anew(step)
            || within.line(&step.calls).is_none_or(|reached| reached >= line)
    });
    match next {
        Some(step) => is_anew(step) || within.line(&step.calls).is_none(),
        None => failure.ended.iter().any(|ended| ended.task == *task),
    }
    .then_some(again)
}
