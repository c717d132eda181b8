//! A task finds a queue empty and then a flag set that says that nothing more
//! comes. What was put there between the two is left.

use std::collections::BTreeMap;

use explore::{Act, Failure, Object, Step};

use super::last_look::is_done;
use crate::diagnosis::Diagnosis;
use crate::operations::{adds, finds_empty, takes, writes};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// What takes something out of a collection behind a lock, and what puts something
/// there.
pub(super) const POPS: [&str; 3] = [".pop", ".drain(", "mem::take("];
const PUSHES: [&str; 4] = [".push", ".insert(", ".extend(", ".append("];

/// Who reads the flag has looked at the queue before the last item came, and looks
/// no more.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let reads = (0..steps.len()).rev();
    let reads = reads.filter(|&place| matches!(steps[place].act, Act::Reads(_)));
    let mut own = reads.filter(|&place| {
        let step = &steps[place];
        !sources.is_check(step.location.file()) && is_done(failure, place)
    });
    let mut last = BTreeMap::new();
    own.find_map(|found| {
        let set = set_by_another(steps, found)?;
        let task = &*steps[found].task;
        let looks = last.entry(task).or_insert_with(|| last_looks(steps, task));
        let mut looks = looks.iter().filter(|look| **look < set);
        looks.find_map(|&look| told(steps, [look, set, found], sources))
    })
}

/// Where the task has come last to each thing, the last of these first.
fn last_looks(steps: &[Step], task: &str) -> Vec<usize> {
    let mut known: Vec<&Object> = Vec::new();
    let own = (0..steps.len()).rev().filter(|place| steps[*place].task == task);
    let is_last = |place: &usize| match &steps[*place].object {
        Some(object) if comes(&steps[*place]) && !known.contains(&object) => {
            known.push(object);
            true
        }
        _ => false,
    };
    own.filter(is_last).collect()
}

/// Whether the task comes to what the step is about, and does not only let it go.
fn comes(step: &Step) -> bool {
    !matches!(step.act, Act::DropsReceiver | Act::Unlocks)
}

/// The last change of what is read there, if another task has made it what it is.
fn set_by_another(steps: &[Step], found: usize) -> Option<usize> {
    let finds = &steps[found];
    let Act::Reads(value) = &finds.act else { return None };
    let changes = |step: &Step| step.object == finds.object && writes(step);
    let set = steps[..found].iter().rposition(changes)?;
    let is_made = match &steps[set].act {
        Act::Writes(to) => to == value,
        Act::Updates(from) => match value.as_str() {
            "true" => from == "false",
            "false" => from == "true",
            "0" => steps[set].operation.starts_with(&format!("subtracts {from} ")),
            _ => false,
        },
        _ => false,
    };
    (is_made && steps[set].task != finds.task).then_some(set)
}

/// Whether more was put there than was taken. What many at once have gone through,
/// or what another one pushed out, is not counted.
fn is_more_put(steps: &[Step], of: &impl Fn(&Step) -> bool) -> bool {
    let own = || steps.iter().filter(|step| of(step));
    let is_uncounted = |step: &Step| {
        let mut words = [" values ", " in the place of "].into_iter();
        words.any(|word| step.operation.contains(word))
    };
    let count = |is_it: fn(&Step) -> bool| own().filter(|step| is_it(step)).count();
    !own().any(is_uncounted) && count(takes) < count(adds)
}

/// Of the steps at which it looks last, the flag is set and it finds this.
fn told(
    steps: &[Step],
    [look, set, found]: [usize; 3],
    sources: Sources,
) -> Option<Diagnosis> {
    let (looks, sets, finds) = (&steps[look], &steps[set], &steps[found]);
    let queue = looks.object.as_ref()?;
    let of = |step: &Step| step.object.as_ref() == Some(queue);
    let mine = |step: &Step| step.task == looks.task;
    let does = |step: &Step, words: &[&str]| {
        let body = sources.body(step.location).filter(|_| step.act == Act::Locks);
        body.is_some_and(|body| words.iter().any(|word| body.contains(word)))
    };
    let (put, is_left) = match does(looks, &POPS) {
        true => {
            let puts = |step: &Step| of(step) && does(step, &PUSHES);
            let put = look + steps[look..set].iter().rposition(puts)?;
            let mut later = steps[put + 1..].iter();
            (put, !later.any(|step| of(step) && does(step, &POPS)))
        }
        false if finds_empty(looks) => {
            let puts = |step: &Step| of(step) && adds(step);
            let put = look + steps[look..set].iter().rposition(puts)?;
            (put, is_more_put(steps, &of))
        }
        false => return None,
    };
    // Somebody else may have come to it.
    if mine(&steps[put]) || !is_left {
        return None;
    }
    let (task, other, name) = (&looks.task, &steps[put].task, &queue.name);
    let then = match sets.task == *other {
        true => String::new(),
        false => format!("{} ", sets.task),
    };
    let sentence = format!(
        "{task} {} in line {}. After that {other} {} in line {}, and {then}{} in line {}. \
         Then {task} {} in line {}, and does not look at {name} once more. So what {other} \
         has put there is left.",
        looks.operation,
        line_at(looks.location),
        steps[put].operation,
        line_at(steps[put].location),
        sets.operation,
        line_at(sets.location),
        finds.operation,
        line_at(finds.location),
    );
    let title = match steps[put].act {
        Act::Sends => "a last look at a channel is missing",
        _ => "a last look at a queue is missing",
    };
    Some(Diagnosis {
        steps: vec![look, put, set, found],
        wrong: Some(found),
        fits: Some("was lost"),
        ask: Some(format!(
            "what may come between the last look at {name} and line {}?",
            line_at(finds.location)
        )),
        ..Diagnosis::told(title, sentence)
    })
}
