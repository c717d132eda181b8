//! A flag says that something is done before it is.

use explore::{Act, Failure, Object, Step};

use super::last_look::{LastLook, could_come, is_look, last_look};
use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::{with_message, writes};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// A task finds a flag set and goes on to something that the task which set the
/// flag has not come to yet.
pub(super) fn diagnose(steps: &[Step]) -> Option<Diagnosis> {
    steps.iter().enumerate().find_map(|(found, finds)| told(steps, found, finds))
}

fn told(steps: &[Step], found: usize, finds: &Step) -> Option<Diagnosis> {
    let tries = finds.act == Act::FindsOther;
    if !tries && finds.act != Act::Reads("true".into()) {
        return None;
    }
    let sets = |step: &Step| {
        let is_set = step.act == Act::Writes("true".into())
            || step.act == Act::Updates("false".into());
        is_set && step.task != finds.task && step.object == finds.object
    };
    let set = steps[..found].iter().rposition(sets)?;
    let setter = &steps[set].task;
    let looks = |step: &Step| {
        step.task == finds.task
            && (step.act == Act::Locks || matches!(step.act, Act::Reads(_)))
            && step.object != finds.object
    };
    let look = found + steps[found..].iter().position(looks)?;
    // Who looks at the flag once more goes on by what it finds then.
    let again =
        |step: &Step| step.task == finds.task && step.object == finds.object;
    if steps[found + 1..look].iter().any(again) {
        return None;
    }
    let does = |step: &Step| {
        step.task == *setter
            && step.object == steps[look].object
            && matches!(step.act, Act::Locks | Act::Writes(_) | Act::Updates(_))
    };
    if steps[..look].iter().any(does) {
        return None;
    }
    let done = look + steps[look..].iter().position(does)?;
    let name = |step: &Step| match &step.object {
        Some(object) => object.name.clone(),
        None => String::new(),
    };
    let (flag, what) = (name(finds), name(&steps[look]));
    let sentence = format!(
        "{setter} set {flag} in line {}, and came to {what} later, in line {}. In \
         between, {task} found {flag} set and went on to {what} in line {}.",
        line_at(steps[set].location),
        line_at(steps[done].location),
        line_at(steps[look].location),
        task = finds.task
    );
    Some(Diagnosis {
        steps: vec![set, found, look, done],
        wrong: Some(look),
        sure: if tries { Sure::Likely } else { Sure::Possible },
        ask: Some(format!("what has to be done before {flag} is set?")),
        ..Diagnosis::told("a flag was set before its work was done", sentence)
    })
}

/// A task panics where it comes to what another one has announced and, as its text
/// says, would have come to next.
pub(super) fn announced(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let LastLook { task, place: look, what } = last_look(failure, is_look)?;
    let steps = &failure.steps[..];
    let mine = |step: &Step| step.task == task;
    let found = steps[..look].iter().rposition(|step| {
        mine(step)
            && matches!(step.act, Act::Reads(_) | Act::Receives)
            && step.object.as_ref() != Some(what)
    })?;
    let tells = |step: &Step| {
        !mine(step) && writes(step) && step.object == steps[found].object
    };
    let told = match steps[found].act {
        Act::Receives => with_message(&steps[..found], &Act::Sends, &steps[found])
            .filter(|sent| !mine(&steps[*sent])),
        _ => steps[..found].iter().rposition(tells),
    }?;
    let other = &steps[told].task;
    let comes = |step: &Step| {
        step.task == *other
            && step.object.as_ref() == Some(what)
            && !matches!(step.act, Act::Waits(_))
    };
    if !could_come(failure, other, what)
        || steps[told..].iter().any(comes)
        || !would_come(&steps[told], what, sources)
    {
        return None;
    }
    let name = &what.name;
    let again = match steps[..told].iter().any(comes) {
        true => " again",
        false => "",
    };
    let sentence = format!(
        "{other} {} in line {}, before it came to {name}{again}. {task} {} in line {}, and came \
         to {name} in line {}, before {other} did.",
        steps[told].operation,
        line_at(steps[told].location),
        steps[found].operation,
        line_at(steps[found].location),
        line_at(steps[look].location)
    );
    Some(Diagnosis {
        steps: vec![told, found, look],
        wrong: Some(look),
        sure: Sure::Possible,
        ask: Some(format!(
            "what has to be done before line {}?",
            line_at(steps[told].location)
        )),
        ..Diagnosis::told("work was announced before it was done", sentence)
    })
}

/// Whether the function with this step goes on to this, or to a call of one that
/// has it.
fn would_come(step: &Step, what: &Object, sources: Sources) -> bool {
    let word = what.name.split(' ').next().unwrap_or_default();
    sources.comes_to(step.location, word)
        || sources.comes_again(&step.place, word, word)
}
