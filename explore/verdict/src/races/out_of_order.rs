//! What was begun in one order is done in another one.

use explore::{Act, Cause, Failure, Object, Started, Step};

use super::last_look::{LastLook, is_look, last_look};
use crate::claims;
use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::starts;
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// Something that a task has to do.
struct Begun<'a> {
    task: &'a str,
    /// The first step that may be of it.
    from: usize,
    /// The step with which it began, if there is one.
    step: Option<usize>,
}

/// The claim that fails is about an order. Tasks that were started one after the
/// other, or that have received messages one after the other, have come in another
/// order to what the claim is about.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let Cause::Panic { task, message, .. } = &failure.cause else { return None };
    let sure = about_an_order(message).filter(|_| !claims::is_claim(message))?;
    let steps = &failure.steps[..];
    let receives = |step: &&Step| step.act == Act::Receives && step.task == *task;
    let looked = last_look(failure, is_look).map(|LastLook { what, .. }| what);
    let received =
        steps.iter().rfind(receives).and_then(|step| step.object.as_ref());
    let mut at = looked.into_iter().chain(received);
    at.find_map(|what| {
        received_by(steps, what, sure).or_else(|| started(failure, what, sure))
    })
    .filter(|told| {
        told.steps.iter().all(|place| sources.knows(steps[*place].location.file()))
    })
}

/// How sure it is that the message of an assertion is about an order: its two lists
/// have the same values, or it says so.
pub(super) fn about_an_order(message: &str) -> Option<Sure> {
    let list = |name: &str| {
        let line = message.lines().find_map(|line| {
            line.trim()
                .strip_prefix(name)?
                .trim()
                .strip_prefix('[')?
                .strip_suffix(']')
        })?;
        Some(items(line))
    };
    let says = message.split(|letter: char| !letter.is_alphabetic());
    let mut says = says.filter(|word| ["order", "sorted"].contains(word));
    match (list("left:"), list("right:")) {
        (Some(mut left), Some(mut right)) => {
            left.sort_unstable();
            right.sort_unstable();
            (left == right && left.len() > 1).then_some(Sure::Likely)
        }
        _ => says.next().map(|_| Sure::Possible),
    }
}

/// The values of a list, be they pairs or texts.
fn items(list: &str) -> Vec<&str> {
    let (mut depth, mut is_text, mut begin) = (0_usize, false, 0);
    let mut items = Vec::new();
    for (place, letter) in list.char_indices() {
        match letter {
            '"' => is_text = !is_text,
            '(' | '[' | '{' if !is_text => depth += 1,
            ')' | ']' | '}' if !is_text => depth = depth.saturating_sub(1),
            ',' if !is_text && depth == 0 => {
                items.push(list[begin..place].trim());
                begin = place + 1;
            }
            _ => {}
        }
    }
    items.push(list[begin..].trim());
    items
}

/// Tasks that were started in one line.
fn started(failure: &Failure, what: &Object, sure: Sure) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    failure.started.iter().find_map(|first| {
        let is_alike = |one: &&Started| {
            one.by == first.by && one.location == first.location
        };
        let begun =
            |one: &Started| steps.iter().position(|step| starts(step, &one.task));
        let all = failure.started.iter().filter(is_alike);
        let all: Vec<Begun<'_>> = all
            .map(|one| Begun { task: &one.task, from: one.after, step: begun(one) })
            .collect();
        let (early, late, [one, two]) = out_of_order(steps, &all, what)?;
        let sentence = format!(
            "{by} started {} and then {} in line {}. {} came to {name} first, in line {}, \
             and {} after it. Nothing keeps tasks in the order in which they were started.",
            early.task,
            late.task,
            line_at(first.location),
            late.task,
            line_at(steps[two].location),
            early.task,
            by = first.by,
            name = what.name
        );
        Some(Diagnosis {
            steps: early.step.into_iter().chain(late.step).chain([two, one]).collect(),
            wrong: Some(two),
            sure,
            ask: Some(format!(
                "what should make {} wait for {}?",
                late.task, early.task
            )),
            ..Diagnosis::told("tasks did not come in the order of their starts", sentence)
        })
    })
}

/// Tasks that receive from one channel.
fn received_by(steps: &[Step], what: &Object, sure: Sure) -> Option<Diagnosis> {
    let mut channels: Vec<&Option<Object>> = Vec::new();
    for step in steps.iter().filter(|step| step.act == Act::Receives) {
        if !channels.contains(&&step.object) {
            channels.push(&step.object);
        }
    }
    channels.into_iter().find_map(|channel| {
        let is_it = |(_, step): &(usize, &Step)| {
            step.act == Act::Receives && step.object == *channel
        };
        let all = steps.iter().enumerate().filter(is_it);
        let all: Vec<Begun<'_>> = all
            .map(|(place, step)| Begun {
                task: &step.task,
                from: place + 1,
                step: Some(place),
            })
            .collect();
        let (early, late, [one, two]) = out_of_order(steps, &all, what)?;
        let name = &channel.as_ref()?.name;
        let (first, second) = (&steps[early.step?], &steps[late.step?]);
        let sentence = format!(
            "{} {} in line {}, and after it {} {}. {} came to {what} first, in line {}. \
             Tasks that share {name} do not keep the order of its messages.",
            early.task,
            first.operation,
            line_at(first.location),
            late.task,
            second.operation,
            late.task,
            line_at(steps[two].location),
            what = what.name
        );
        Some(Diagnosis {
            steps: early.step.into_iter().chain(late.step).chain([two, one]).collect(),
            wrong: Some(two),
            sure,
            ask: Some(format!(
                "who puts what comes of the messages of {name} in their order?"
            )),
            ..Diagnosis::told("messages were not done in their order", sentence)
        })
    })
}

/// Two of these, and the steps in which their tasks came to this: the later one
/// first.
fn out_of_order<'a>(
    steps: &[Step],
    all: &'a [Begun<'a>],
    what: &Object,
) -> Option<(&'a Begun<'a>, &'a Begun<'a>, [usize; 2])> {
    let comes = |begun: &Begun<'_>| {
        let own = |place: &usize| steps[*place].task == begun.task;
        // Until it begins the next one.
        let others = all.iter().filter(|other| other.task == begun.task);
        let begins = others.filter_map(|other| other.step);
        let next = begins.filter(|place| *place >= begun.from && own(place)).min();
        (begun.from..next.unwrap_or(steps.len())).find(|place| {
            let step = &steps[*place];
            own(place)
                && step.object.as_ref() == Some(what)
                && matches!(
                    step.act,
                    Act::Locks | Act::Sends | Act::Writes(_) | Act::Updates(_)
                )
        })
    };
    let came = all.iter().filter_map(|begun| Some((begun, comes(begun)?)));
    let came: Vec<(&Begun<'_>, usize)> = came.collect();
    let mut pairs = came.iter().enumerate().flat_map(|(place, early)| {
        came[place + 1..].iter().map(move |late| (*early, *late))
    });
    pairs.find_map(|((early, one), (late, two))| {
        let is_it = two < one
            && early.task != late.task
            && steps[one].location == steps[two].location;
        is_it.then_some((early, late, [one, two]))
    })
}
