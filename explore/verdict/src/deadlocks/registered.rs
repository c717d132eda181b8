//! A task puts itself on a list when the list has been gone through for the last time.

use std::panic::Location;

use explore::{Act, Failure, Step, Waiting, Want};

use crate::diagnosis::Diagnosis;
use crate::functions::has_word;
use crate::operations::may_change;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// A task has looked at one thing and then locked another, to put there what ends its wait.
/// In between another task has changed the one and gone to the other.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    failure.waiting.iter().find_map(|waits| told(failure, sources, waits))
}

fn told(failure: &Failure, sources: Sources, waits: &Waiting) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let mine = |step: &Step| step.task == waits.task;
    let (home, title) = match (waits.wants, &waits.object) {
        (Want::Message, Some(channel)) => {
            (channel.made, "a decision was out of date")
        }
        (Want::Unpark, None) => (waits.location, "nobody woke the waiting task"),
        _ => return None,
    };
    let is_here = |step: &Step| sources.calls_or_is(home, step.location);
    let puts = |step: &Step| mine(step) && may_change(step) && is_here(step);
    let put = steps.iter().rposition(puts)?;
    let list =
        steps[put].object.as_ref().filter(|_| steps[put].act == Act::Locks)?;
    let looks = |step: &Step| {
        mine(step)
            && is_here(step)
            && step.object.as_ref() != Some(list)
            && decides(step, home, sources)
    };
    let look = steps[..put].iter().rposition(looks)?;
    let changed = (look..put).find(|&place| {
        let step = &steps[place];
        !mine(step)
            && step.object == steps[look].object
            && step.location != steps[look].location
            && may_change(step)
    })?;
    let other = &steps[changed].task;
    let comes =
        |step: &Step| may_change(step) && step.object.as_ref() == Some(list);
    let gone = (changed..put)
        .rev()
        .find(|&place| steps[place].task == *other && comes(&steps[place]))?;
    // Who comes later, other than to put something there as well, finds it.
    let finds = |step: &Step| {
        !mine(step)
            && step.object.as_ref() == Some(list)
            && step.act != Act::Unlocks
            && step.location != steps[put].location
    };
    if steps[put..].iter().any(finds) {
        return None;
    }
    let (task, list) = (&waits.task, &list.name);
    let what = &steps[look].object.as_ref()?.name;
    let at = |place: usize| told_at(&steps[place].place, sources);
    let sentence = format!(
        "{task} {} in {}, and went on to {list} in {}. Between the two, {other} {} in {} \
         and locked {list} in {}. After that nobody came to {list} and found what {task} \
         had put there. Now {task} {}.",
        steps[look].operation,
        at(look),
        at(put),
        steps[changed].operation,
        at(changed),
        at(gone),
        waits.operation,
    );
    Some(Diagnosis {
        steps: vec![look, changed, gone, put],
        wrong: Some(put),
        waits: vec![task.clone()],
        ask: Some(format!(
            "can {task} look at {what} once more when it has {list}?"
        )),
        ..Diagnosis::told(title, sentence)
    })
}

/// Whether the step looks at something, to go on or not: of a lock the text has to say so.
fn decides(step: &Step, home: &Location<'_>, sources: Sources) -> bool {
    let asks = || {
        let line = sources.line(step.location.file(), step.location.line());
        let words = ["if", "match", "while"];
        line.is_some_and(|line| words.iter().any(|word| has_word(line, word)))
    };
    match step.act {
        Act::Reads(_) => true,
        Act::Locks => asks() || sources.uses_call(home, step.location),
        _ => false,
    }
}
