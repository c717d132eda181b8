//! A panic under a lock, and who finds the lock poisoned.

use std::panic::Location;

use explore::{Act, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::functions::{functions, is_part, lines};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// Words of a function that takes what a poisoned lock protects all the same.
const TAKES_IT: [&str; 3] = ["into_inner", "clear_poison", "get_mut"];

/// Words of the head of a function that returns, or is given, what a lock has
/// returned.
const RESULTS: [&str; 2] = ["LockResult", "PoisonError"];

/// A task finds a lock poisoned, and panics for that reason or goes on without what
/// the lock protects.
pub(crate) fn passed_over(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    steps.iter().enumerate().find_map(|(found, finds)| {
        let poisoned = poisoned(steps, found)?;
        if may_take_it(finds.location, sources)? {
            return None;
        }
        let (task, lock) = (&finds.task, name(finds));
        let line = line_at(finds.location);
        if sources.unwraps(finds.location) {
            let told = because_of(steps, poisoned, found);
            let sentence = format!(
                "{} {task} found that in line {line}, and panicked too.",
                told.sentence
            );
            return Some(Diagnosis { sentence, ..told });
        }
        let sentence = format!(
            "{} {task} found {lock} poisoned in line {line}, and went on without what \
             {lock} protects.",
            panicked(&steps[poisoned])
        );
        Some(Diagnosis {
            steps: story(steps, poisoned, found),
            wrong: Some(found),
            sure: Sure::Certain,
            ask: Some(format!(
                "what should happen in line {line} when the lock is poisoned?"
            )),
            ..Diagnosis::told("a poisoned lock was passed over", sentence)
        })
    })
}

/// Whether the function with this lock takes what the lock protects all the same,
/// or may do so elsewhere: in a function that it calls, or in the one that gets
/// what it returns.
fn may_take_it(lock: &Location<'_>, sources: Sources) -> Option<bool> {
    let (text, own) = (sources.text(lock.file())?, sources.body(lock)?);
    let takes = |body: &str| TAKES_IT.iter().any(|word| body.contains(word));
    let has_result = |body: &str| {
        let head = body.split('{').next().unwrap_or_default();
        RESULTS.iter().any(|word| head.contains(word))
    };
    let is_called = |name: &str| {
        let call = format!("{name}(");
        let mut places = own.match_indices(&call);
        places.any(|(place, _)| !own[..place].ends_with(is_part))
    };
    let is_taken_there = functions(text).iter().any(|one| {
        let body = || lines(text, one.lines);
        is_called(&one.name) && (takes(body()) || has_result(body()))
    });
    Some(takes(own) || has_result(own) || is_taken_there)
}

/// A task panics because it found a lock poisoned.
pub(crate) fn unwrapped(steps: &[Step], task: &str) -> Option<Diagnosis> {
    let finds = |step: &Step| step.task == task && step.act == Act::FindsPoisoned;
    let found = steps.iter().rposition(finds)?;
    Some(because_of(steps, poisoned(steps, found)?, found))
}

/// The panic that poisoned the lock, for who panics in turn.
fn because_of(steps: &[Step], poisoned: usize, found: usize) -> Diagnosis {
    let (line, lock) = (line_at(steps[poisoned].location), name(&steps[found]));
    Diagnosis {
        steps: story(steps, poisoned, found),
        wrong: Some(found),
        sure: Sure::Certain,
        ask: Some(format!("what can panic while {lock} is locked in line {line}?")),
        ..Diagnosis::told("a lock was poisoned", panicked(&steps[poisoned]))
    }
}

/// The step that poisoned the lock which the task of this step finds poisoned.
pub(crate) fn poisoned(steps: &[Step], found: usize) -> Option<usize> {
    let finds = steps.get(found).filter(|step| step.act == Act::FindsPoisoned)?;
    let poisons =
        |step: &Step| step.act == Act::Poisons && step.object == finds.object;
    steps[..found].iter().rposition(poisons)
}

fn panicked(poisons: &Step) -> String {
    let lock = name(poisons);
    format!(
        "{} panicked while it held {lock}, locked in line {}. This poisoned {lock}.",
        poisons.task,
        line_at(poisons.location)
    )
}

/// The lock, the panic, and who finds it.
fn story(steps: &[Step], poisoned: usize, found: usize) -> Vec<usize> {
    let poisons = &steps[poisoned];
    let locks = steps[..poisoned].iter().rposition(|step| {
        step.act == Act::Locks
            && step.task == poisons.task
            && step.object == poisons.object
    });
    let caught = |place: &usize| steps[*place].act == Act::FindsPanic;
    let caught = (poisoned..found).find(caught);
    locks.into_iter().chain([poisoned]).chain(caught).chain([found]).collect()
}

fn name(step: &Step) -> &str {
    step.object.as_ref().map_or("", |object| &object.name)
}
