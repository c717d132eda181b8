//! A task changes a value and looks at it in another step.

use explore::{Act, Cause, Failure, Step};

use super::out_of_date::is_started_since;
use crate::diagnosis::{Diagnosis, Sure, surest};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// A task changes an atomic and reads it in the same function, or in another one that is
/// called beside it, and another task has changed it in between.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let reads = |(_, step): &(usize, &Step)| is_read(step);
    let looks = steps.iter().enumerate().filter(reads);
    surest(looks.filter_map(|(late, look)| {
        let mine = |step: &Step| step.task == look.task;
        let same = |step: &Step| step.object == look.object;
        let early =
            steps[..late].iter().rposition(|step| mine(step) && same(step))?;
        let change = &steps[early];
        let changes = |step: &Step| matches!(step.act, Act::Updates(_));
        if !changes(change) || !is_one_work(change, look, sources) {
            return None;
        }
        let others = |step: &Step| !mine(step) && same(step) && changes(step);
        let between = early + steps[early..late].iter().rposition(others)?;
        let other = &steps[between];
        // What comes of a task that it has started since is no surprise.
        if is_started_since(failure, &other.task, early) {
            return None;
        }
        // Two that have both found what only one should find.
        let finds_too = |step: &Step| {
            step.task == other.task
                && same(step)
                && step.act == look.act
                && step.location == look.location
        };
        let theirs = steps.iter().position(finds_too);
        let both = theirs.and_then(|theirs| goes_on_alike(steps, late, theirs));
        let (first, second) = (line_at(change.location), line_at(look.location));
        let sentence = format!(
            "{task} {} in line {first} and {} in line {second}. Between the two, {} {}. \
             So {task} did not read what its own change had left.{}",
            change.operation,
            look.operation,
            other.task,
            other.operation,
            both.map_or(String::new(), |next| format!(
                " {} {} as well, and both went on to line {}.",
                other.task,
                look.operation,
                line_at(steps[next].location)
            )),
            task = look.task,
        );
        let mut story = vec![early, between, late];
        story.extend(theirs.into_iter().chain(both));
        story.sort_unstable();
        Some(Diagnosis {
            steps: story,
            wrong: Some(late),
            // What one of them is to do was done by two, and one of these has failed there.
            sure: match both {
                Some(next) if fails_in(failure, next, sources) => Sure::Likely,
                _ => Sure::Possible,
            },
            ask: Some(format!(
                "can line {second} use what the change in line {first} returns?"
            )),
            ..Diagnosis::told("something came between a change and a look", sentence)
        })
    }))
}

/// Whether the two are steps of one function, or of one and what it calls, or of two that
/// one calls.
pub(super) fn is_one_work(one: &Step, other: &Step, sources: Sources) -> bool {
    let of = |step: &Step| -> Vec<_> {
        let calls = step.calls.iter().take(2);
        calls.map(|call| (call.file.clone(), sources.function_at(call))).collect()
    };
    let is_called_by_one = || {
        let others = of(other);
        of(one).iter().any(|call| call.1.is_some() && others.contains(call))
    };
    sources.is_one_function(one.location, other.location)
        || sources.uses_call(one.location, other.location)
        || is_called_by_one()
}

/// The step with which the task of the first look goes on, if that of the second one has
/// gone on in the same place.
fn goes_on_alike(steps: &[Step], look: usize, theirs: usize) -> Option<usize> {
    let next = |look: usize| {
        let mine =
            |step: &Step| step.task == steps[look].task && step.object.is_some();
        Some(look + 1 + steps[look + 1..].iter().position(mine)?)
    };
    let (one, other) = (next(look)?, next(theirs)?);
    let is_alike = steps[one].location == steps[other].location
        && steps[one].location != steps[look].location;
    is_alike.then_some(one)
}

/// Whether the panic comes where the task of this step went on so.
fn fails_in(failure: &Failure, next: usize, sources: Sources) -> bool {
    let Cause::Panic { task, .. } = &failure.cause else { return false };
    let steps = &failure.steps[..];
    let own = |step: &&Step| step.task == *task && step.act != Act::Unlocks;
    steps[next].task == *task
        && steps[next..]
            .iter()
            .filter(own)
            .all(|step| sources.calls_or_is(steps[next].location, step.location))
}

/// A plain read says so.
fn is_read(step: &Step) -> bool {
    matches!(step.act, Act::Reads(_)) && step.operation.starts_with("reads ")
}
