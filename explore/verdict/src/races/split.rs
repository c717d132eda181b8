//! What should be one step is two.

use explore::{Act, Ended, Failure, Started, Step};

use super::last_look::is_done;
use crate::diagnosis::{Diagnosis, Sure, surest};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// A task takes the same lock at two places, and another one had it in between.
pub(super) fn lock(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let locks = |step: &Step| step.act == Act::Locks;
    let all = steps.iter().enumerate().filter(|(_, step)| locks(step));
    surest(all.filter_map(|(late, again)| {
        let same = |step: &Step| locks(step) && step.object == again.object;
        let early = steps[..late].iter().rposition(|step| {
            same(step) && step.task == again.task && step.location != again.location
        })?;
        let other = steps[early..late]
            .iter()
            .position(|step| same(step) && step.task != again.task);
        let between = early + other?;
        if is_meant_as_two(failure, (early, between, late), sources) {
            return None;
        }
        let first = &steps[early];
        let sure = how_sure(&steps[early..=late], sources)?;
        let lock = first.object.as_ref()?;
        let (task, other) = (&first.task, &steps[between].task);
        let (from, to) = (line_at(first.location), line_at(again.location));
        let places = if from == to {
            format!("twice in line {from}")
        } else {
            format!("in line {from} and again in line {to}")
        };
        let sentence = format!(
            "{task} locks {lock} {places}. Between the two, {other} locked {lock}. \
             So the two are not one step.",
            lock = lock.name
        );
        let story = (early..=late).filter(|&place| same(&steps[place]));
        Some(Diagnosis {
            steps: story.collect(),
            wrong: Some(late),
            sure,
            ask: Some("what has to happen under one lock, as one step?".into()),
            ..Diagnosis::told("the lock was released too early", sentence)
        })
    }))
}

/// Whether the two locks of a task, with that of another one between them, can be no one step:
/// who starts a task in between does not mean them as one, or waits for that other task.
pub(super) fn is_meant_as_two(
    failure: &Failure,
    places: (usize, usize, usize),
    sources: Sources,
) -> bool {
    let (early, _, late) = places;
    let starts = |started: &Started| {
        started.by == failure.steps[late].task
            && (early + 1..=late).contains(&started.after)
    };
    failure.started.iter().any(starts) || waits_for(failure, places, sources)
}

/// Whether the task of the first and the last of these steps waits in between for what the
/// other one does after its own step, or to come to a barrier at which both have to be: the
/// two can be no one step.
pub(super) fn waits_for(
    failure: &Failure,
    (early, between, late): (usize, usize, usize),
    sources: Sources,
) -> bool {
    let steps = &failure.steps[..];
    let (mine, other) = (&steps[late].task, &steps[between].task);
    // That one task joins another is no step: the text has to say so.
    let is_own = |started: &Started| started.task == *other && started.by == *mine;
    let has_ended = |ended: &Ended| {
        ended.task == *other && (early + 1..=late).contains(&ended.after)
    };
    let joins = failure.started.iter().any(is_own)
        && failure.ended.iter().any(has_ended)
        && sources.may_join_between(steps[early].location, steps[late].location);
    let sends = |step: &Step| step.task == *other && step.act == Act::Sends;
    let after = &steps[between..late];
    joins
        || meets(&steps[early..late], mine, after, other)
        || after.iter().enumerate().filter(|(_, step)| sends(step)).any(
            |(sent, sends)| {
                after[sent..].iter().any(|step| {
                    step.task == *mine
                        && step.act == Act::Receives
                        && step.object == sends.object
                })
            },
        )
}

/// Whether both tasks come to one barrier, each of them in its own of these steps.
fn meets(steps: &[Step], mine: &str, later: &[Step], other: &str) -> bool {
    let arrives = |step: &Step| step.operation.starts_with("arrives at ");
    let mut theirs =
        later.iter().filter(|step| step.task == other && arrives(step));
    theirs.any(|at| {
        steps.iter().any(|step| {
            step.task == mine && step.object == at.object && arrives(step)
        })
    })
}

/// Who looks and then writes in the same function, over what another task has written, is
/// wrong; two locks in two functions are two things, unless a third one calls both, or
/// one the other. It is the likelier that they should be one if the first of them only looks.
fn how_sure(steps: &[Step], sources: Sources) -> Option<Sure> {
    let [first, between @ .., again] = steps else { return None };
    let writes = |step: &Step| {
        step.object == first.object && step.operation.ends_with(" to write")
    };
    let others = |step: &Step| step.task != first.task && writes(step);
    let looks = first.operation.ends_with(" to read");
    match sources.is_one_function(first.location, again.location) {
        true if looks && writes(again) && between.iter().any(others) => {
            // Who looks again before it changes knows what has come in between.
            Some(match sources.looks_from(again.location) {
                true => Sure::Possible,
                false => Sure::Certain,
            })
        }
        true => Some(Sure::Likely),
        false => {
            let is_called = sources.uses_call(again.location, first.location);
            let by_one = sources.are_called_by_one(first.location, again.location);
            let mut others = between.iter().filter(|step| {
                step.act == Act::Locks
                    && step.task != first.task
                    && step.object == first.object
            });
            let acts_on_a_look = sources.only_looks(first)
                && !sources.only_looks(again)
                && !sources.looks_from(again.location)
                && others.any(|step| !sources.only_looks(step));
            match acts_on_a_look {
                true => (is_called || by_one).then_some(Sure::Likely),
                false => by_one.then_some(Sure::Possible),
            }
        }
    }
}

/// A task looks behind a lock and then at a flag, and another one has put something behind
/// the lock and set the flag in between: the first look is out of date.
pub(super) fn two_looks(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let reads = steps.iter().enumerate();
    let mut reads = reads.filter(|(_, step)| step.act == Act::Reads("true".into()));
    reads.find_map(|(late, read)| {
        let mine = |step: &Step| step.task == read.task;
        let locks = |step: &Step| step.act == Act::Locks;
        let early = steps[..late]
            .iter()
            .rposition(|step| mine(step) && locks(step))?;
        let look = &steps[early];
        let sets = |step: &Step| {
            !mine(step)
                && step.act == Act::Writes("true".into())
                && step.object == read.object
        };
        let set = early + steps[early..late].iter().rposition(sets)?;
        let puts = |step: &Step| {
            step.task == steps[set].task && locks(step) && step.object == look.object
        };
        let put = early + steps[early..set].iter().position(puts)?;
        let again = |step: &Step| mine(step) && step.object == look.object && locks(step);
        // Who is started later cannot come in between what was done before.
        let is_later = |started: &Started| {
            started.task == steps[set].task && started.after > early
        };
        if failure.started.iter().any(is_later) {
            return None;
        }
        let is_stale = is_done(failure, late)
            && !steps[late..].iter().any(again)
            && sources.is_one_function(look.location, read.location);
        is_stale.then(|| {
            let (lock, flag) = (name(look), name(read));
            let (task, other) = (&read.task, &steps[put].task);
            let sentence = format!(
                "{task} looked at what {lock} protects in line {}, and then read {flag} \
                 in line {}. Between the two, {other} locked {lock} and set {flag}. So \
                 {task} never saw what {other} had changed.",
                line_at(look.location),
                line_at(read.location)
            );
            Diagnosis {
                steps: vec![early, put, set, late],
                wrong: Some(late),
                fits: Some("was lost"),
                ask: Some(format!("in which order should {flag} and {lock} be looked at?")),
                ..Diagnosis::told("something came in between two looks", sentence)
            }
        })
    })
}

fn name(step: &Step) -> &str {
    step.object.as_ref().map_or("", |object| &object.name)
}
