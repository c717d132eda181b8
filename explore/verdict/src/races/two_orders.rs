//! Two tasks have each changed two things, and these not in the same order.

use std::collections::HashMap;
use std::panic::Location;

use explore::{Act, Cause, Failure, Object, Step};

use super::looked_again::is_one_work;
use super::out_of_order::about_an_order;
use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::may_change;
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// No others are looked for farther away: a record may be very long.
const NEAR: usize = 1_000;

/// Who came first to the one thing came second to the other one. The claim that
/// fails is about both, or about the order of the second.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let Cause::Panic { task, message, .. } = &failure.cause else { return None };
    let steps = &failure.steps[..];
    let compares = compares(failure, sources);
    let looks = |step: &&Step| {
        let is_look =
            matches!(step.act, Act::Locks | Act::Reads(_) | Act::Receives);
        step.task == *task && is_look
    };
    // The last look at each, the latest first.
    let mut seen: Vec<(usize, &Option<Object>)> = Vec::new();
    for (place, step) in steps.iter().enumerate().rev() {
        if looks(&step) && seen.iter().all(|(_, object)| **object != step.object) {
            seen.push((place, &step.object));
        }
    }
    let has_seen_last = |at: usize| {
        seen.first().is_some_and(|(_, object)| **object == steps[at].object)
    };
    let is_claimed = |&[first, _, _, late]: &[usize; 4]| {
        let is_used = || uses(sources, &steps[first], &steps[late]);
        match seen.get(..2) {
            _ if compares && has_seen_last(late) && is_used() => true,
            // A look before both are done is none at the order.
            Some(both) => [first, late].iter().all(|at| {
                let is_it = |&(place, object): &(usize, &Option<Object>)| {
                    place > late && *object == steps[*at].object
                };
                both.iter().any(is_it)
            }),
            None => false,
        }
    };
    if seen.is_empty() {
        return None;
    }
    let alike = alike(steps);
    let found = (0..steps.len()).find_map(|first| {
        let all = alike.get(&key(&steps[first])?)?;
        let [begin, end] = [first + 1, first + NEAR]
            .map(|end| all.partition_point(|at| *at < end));
        let mut others = all[begin..end].iter().rev();
        others.find_map(|&other| {
            crossed(steps, first, other, sources).filter(is_claimed)
        })
    })?;
    let [first, other, early, late] = found;
    let (task, who) = (&steps[first].task, &steps[other].task);
    let (one, two) =
        (&steps[first].object.as_ref()?.name, &steps[late].object.as_ref()?.name);
    let sentence = format!(
        "{task} came to {one} in line {} before {who} did, and to {two} in line {} after \
         {who}. The two are not one step, so the order at {one} is not the order at {two}.",
        line_at(steps[first].location),
        line_at(steps[late].location),
    );
    Some(Diagnosis {
        steps: vec![first, other, early, late],
        wrong: Some(early),
        sure: about_an_order(message).unwrap_or(Sure::Possible),
        ask: Some("what has to happen under one lock, as one step?".into()),
        ..Diagnosis::told("two things were changed in different orders", sentence)
    })
}

/// What a step changes, by its name, and where it does so.
type Key<'a> = (&'a str, &'a Location<'a>);

fn key(step: &Step) -> Option<Key<'_>> {
    let object = step.object.as_ref().filter(|_| may_change(step))?;
    Some((&object.name, step.location))
}

/// The steps that make the same change in the same place.
fn alike(steps: &[Step]) -> HashMap<Key<'_>, Vec<usize>> {
    let mut all: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    for (place, step) in steps.iter().enumerate() {
        if let Some(key) = key(step) {
            all.entry(key).or_default().push(place);
        }
    }
    all
}

/// Whether the claim says which of two comes first, or is about an order.
fn compares(failure: &Failure, sources: Sources) -> bool {
    let Cause::Panic { message, file, line, .. } = &failure.cause else {
        return false;
    };
    let text = sources.line(file, *line).unwrap_or_default();
    let signs = [" < ", " > ", " <= ", " >= "];
    about_an_order(message).is_some()
        || signs.iter().any(|sign| text.contains(sign))
}

/// Whether what the first step returns is used where the other one is.
fn uses(sources: Sources, first: &Step, late: &Step) -> bool {
    let at = first.location;
    let line = sources.line(at.file(), at.line()).unwrap_or_default();
    sources.uses_call(late.location, at)
        || sources.is_one_function(at, late.location) && line.contains("let ")
}

/// Of two changes of one thing by two tasks the changes of another one that belong
/// to them, if these came the other way round.
fn crossed(
    steps: &[Step],
    first: usize,
    other: usize,
    sources: Sources,
) -> Option<[usize; 4]> {
    let (one, two) = (&steps[first], &steps[other]);
    let is_pair = one.task != two.task
        && one.object.is_some()
        && one.object == two.object
        && one.location == two.location
        && may_change(one)
        && may_change(two);
    if !is_pair {
        return None;
    }
    // Until the task comes to the first thing once more.
    let later = |from: usize| {
        let own = move |place: &usize| steps[*place].task == steps[from].task;
        let again = move |place: &usize| {
            let step = &steps[*place];
            may_change(step) && step.location == steps[from].location
        };
        (from + 1..steps.len())
            .filter(own)
            .take_while(move |place| !again(place))
            .filter(move |&place| {
                let step = &steps[place];
                step.object != steps[from].object
                    && (may_change(step) || step.act == Act::Sends)
            })
    };
    later(first).find_map(|late| {
        let alike = |place: &usize| {
            steps[*place].location == steps[late].location
                && steps[*place].object == steps[late].object
        };
        let early = later(other).find(alike).filter(|early| *early < late)?;
        // In whatever order they add, it comes to the same.
        let add = [first, late].iter().all(|place| adds(&steps[*place]));
        (!add && is_one_work(one, &steps[late], sources))
            .then_some([first, other, early, late])
    })
}

fn adds(step: &Step) -> bool {
    ["adds ", "subtracts "].iter().any(|does| step.operation.starts_with(does))
}
