//! Two tasks act on one check.

use explore::{Act, Failure, Step};

use super::split::{is_meant_as_two, waits_for};
use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::{finds_empty, takes, writes};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// Both read the same value of an atomic before either changed it in a step of its
/// own, and did not wait for the other one.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    steps.iter().enumerate().find_map(|(late, change)| {
        if !updates(change) {
            return None;
        }
        let same = |step: &Step| step.object == change.object;
        let mine = |step: &Step| step.task == change.task;
        let early =
            steps[..late].iter().rposition(|step| mine(step) && same(step))?;
        let check = &steps[early];
        if !matches!(check.act, Act::Reads(_)) || updates(check) {
            return None;
        }
        let others = |step: &Step| !mine(step) && same(step) && updates(step);
        let between = early + steps[early..late].iter().position(others)?;
        let other = &steps[between];
        let theirs = steps[..between]
            .iter()
            .rposition(|step| step.task == other.task && same(step))?;
        let changed = steps[early.min(theirs)..between].iter().any(|step| {
            same(step) && writes(step) && (mine(step) || step.task == other.task)
        });
        if steps[theirs].act != check.act
            || updates(&steps[theirs])
            || changed
            || waits_for(failure, (early, between, late), sources)
        {
            return None;
        }
        let Act::Reads(value) = &check.act else { return None };
        let name = &check.object.as_ref()?.name;
        let places = [early, late, theirs, between].map(|at| steps[at].location);
        let [first, second, their_first, their_second] = places.map(line_at);
        let are_alike = places[..2] == places[2..];
        let looked = match are_alike {
            true => format!(
                "Both tasks read {value} from {name} in line {first} before either changed \
                 it in line {second}"
            ),
            false => format!(
                "{} read {value} from {name} in line {first}, and {} in line {their_first}, \
                 before {} changed it in line {their_second} and {} in line {second}",
                check.task, other.task, other.task, check.task
            ),
        };
        let sentence = format!("{looked}. So both acted on the same value.");
        let mut story = vec![early, theirs, between, late];
        story.sort_unstable();
        Some(Diagnosis {
            steps: story,
            wrong: Some(late),
            ask: Some(format!(
                "can the change itself in line {second} return the old value?"
            )),
            ..Diagnosis::told("two tasks acted on the same check", sentence)
        })
    })
}

/// Both looked behind a lock before either changed what is there, and the function
/// that changes it calls the one that looks, or another one calls both.
pub(super) fn behind_a_lock(
    failure: &Failure,
    sources: Sources,
) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let is_read = |step: &Step| step.operation.ends_with(" to read");
    let locks = |step: &Step| step.act == Act::Locks;
    steps.iter().enumerate().find_map(|(late, change)| {
        if !locks(change) || is_read(change) {
            return None;
        }
        let same = |step: &Step| locks(step) && step.object == change.object;
        let mine = |step: &Step| step.task == change.task;
        let before = |until: usize, task: &str| {
            let last = steps[..until]
                .iter()
                .rposition(|step| step.task == task && same(step))?;
            (steps[last].location != change.location).then_some(last)
        };
        let early = before(late, &change.task)?;
        let look = &steps[early];
        let others = |step: &Step| {
            !mine(step) && same(step) && step.location == change.location
        };
        let between = early + steps[early..late].iter().position(others)?;
        let theirs = before(between, &steps[between].task)?;
        let is_called = sources.uses_call(change.location, look.location)
            || is_read(look)
                && !sources.is_one_function(change.location, look.location)
                && sources.are_called_by_one(look.location, change.location);
        if steps[theirs].location != look.location
            || !is_called
            || is_meant_as_two(failure, (early, between, late), sources)
        {
            return None;
        }
        let (first, second) = (line_at(look.location), line_at(change.location));
        let name = &change.object.as_ref()?.name;
        let sentence = format!(
            "{} and {} both looked behind {name} in line {first} before either of them \
             locked it again in line {second}, to change what is there. So both acted on \
             the same look, and the second one did not see what the first one had done.",
            steps[between].task, change.task
        );
        let mut story = vec![early, theirs, between, late];
        story.sort_unstable();
        Some(Diagnosis {
            steps: story,
            wrong: Some(late),
            // Behind a lock to read nothing is done but to look. Who looks again
            // before the change knows what has come in between.
            sure: match is_read(look) && !sources.looks_from(change.location) {
                true => Sure::Likely,
                false => Sure::Possible,
            },
            ask: Some(format!(
                "can {} look once more in line {second}, or do both under one lock?",
                change.task
            )),
            ..Diagnosis::told("two tasks acted on the same check", sentence)
        })
    })
}

/// A task found that there was no value yet, another one set it, and then the first
/// one could not set it any more.
pub(super) fn of_a_value(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    steps.iter().enumerate().find_map(|(late, set)| {
        let value = set.object.as_ref()?;
        let name = &value.name;
        let finds = |step: &Step, what: &str| {
            step.object.as_ref() == Some(value)
                && step.operation == format!("finds {name} {what}")
        };
        let is_set = finds(set, "initialized")
            && sources.rest(set.location)?.starts_with("set(");
        let found_none = |until: usize, task: &str| {
            let own = |step: &Step| step.task == task && finds(step, "empty");
            steps[..until].iter().rposition(own)
        };
        let early = found_none(late, &set.task).filter(|_| is_set)?;
        let others = |step: &Step| {
            step.object.as_ref() == Some(value)
                && step.operation == format!("initializes {name}")
        };
        let between = early + steps[early..late].iter().position(others)?;
        let (task, other) = (&set.task, &steps[between].task);
        let look = line_at(steps[early].location);
        let theirs = found_none(between, other)
            .filter(|&place| steps[place].location == steps[early].location);
        let found = match theirs {
            Some(_) => format!("{other} and {task} both found {name} empty in line {look}"),
            None => format!("{task} found {name} empty in line {look}"),
        };
        let line = line_at(set.location);
        let sentence = format!(
            "{found}. Then {other} set {name} in line {}, and the set of {task} in line \
             {line} came too late: {name} is set once. Check-then-act: the \
             look and the set are not one step.",
            line_at(steps[between].location)
        );
        let mut story = vec![early, between, late];
        story.extend(theirs);
        story.sort_unstable();
        Some(Diagnosis {
            steps: story,
            wrong: Some(late),
            // Who does not care which of the two it was is right.
            sure: Sure::Possible,
            ask: Some(format!(
                "can one call look at {name} and set it, such as get_or_init?"
            )),
            ..Diagnosis::told("two tasks acted on the same check", sentence)
        })
    })
}

/// A task found something in a queue, another one took the last of it, and then the first
/// one found nothing there.
pub(super) fn of_a_queue(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    steps.iter().enumerate().find_map(|(late, finds)| {
        let queue = finds.object.as_ref().filter(|_| finds_empty(finds))?;
        let of = |step: &Step| step.object.as_ref() == Some(queue);
        let mine = |step: &Step| step.task == finds.task && of(step);
        let early = steps[..late].iter().rposition(mine)?;
        let look = &steps[early];
        let found = look.operation.strip_prefix("finds ")?;
        let (number, _) = found.split_once(" in ")?;
        if number.parse::<usize>().ok()? == 0
            || !sources.is_one_function(look.location, finds.location)
        {
            return None;
        }
        let takes = |step: &Step| of(step) && takes(step);
        let between = early + steps[early..late].iter().rposition(takes)?;
        let (task, other) = (&finds.task, &steps[between]);
        let sentence = format!(
            "{task} {} in line {}. Then {} {} in line {}, and {task} found {} empty in \
             line {}. Check-then-act: the look and what follows are not one step.",
            look.operation,
            line_at(look.location),
            other.task,
            other.operation,
            line_at(other.location),
            queue.name,
            line_at(finds.location),
        );
        Some(Diagnosis {
            steps: vec![early, between, late],
            wrong: Some(late),
            // Who does without what is not there any more is right.
            sure: Sure::Possible,
            ask: Some(format!(
                "can one call take from {} if something is there?",
                queue.name
            )),
            ..Diagnosis::told("a decision was out of date", sentence)
        })
    })
}

/// Whether it is a change in one step, be it one that leaves the value as it is: a
/// plain read says so.
fn updates(step: &Step) -> bool {
    matches!(step.act, Act::Updates(_))
        || matches!(step.act, Act::Reads(_))
            && !step.operation.starts_with("reads ")
}
