//! A task changes a value and looks at it in another step.

use explore::{Act, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// A task changes an atomic and reads it in the same function, and another one has changed
/// it in between.
pub(super) fn diagnose(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    let reads = |(_, step): &(usize, &Step)| is_read(step);
    let mut looks = steps.iter().enumerate().filter(reads);
    looks.find_map(|(late, look)| {
        let mine = |step: &Step| step.task == look.task;
        let same = |step: &Step| step.object == look.object;
        let early =
            steps[..late].iter().rposition(|step| mine(step) && same(step))?;
        let change = &steps[early];
        let changes = |step: &Step| matches!(step.act, Act::Updates(_));
        if !changes(change)
            || !sources.is_one_function(change.location, look.location)
        {
            return None;
        }
        let others = |step: &Step| !mine(step) && same(step) && changes(step);
        let between = early + steps[early..late].iter().rposition(others)?;
        let other = &steps[between];
        // Two that have both found what only one should find.
        let finds_too = |step: &Step| {
            step.task == other.task
                && same(step)
                && step.act == look.act
                && step.location == look.location
        };
        let theirs = steps.iter().position(finds_too);
        let (first, second) = (line_at(change.location), line_at(look.location));
        let sentence = format!(
            "{task} {} in line {first} and {} in line {second}. Between the two, {} {}. \
             So {task} did not read what its own change had left.",
            change.operation,
            look.operation,
            other.task,
            other.operation,
            task = look.task,
        );
        let mut story = vec![early, between, late];
        story.extend(theirs);
        story.sort_unstable();
        Some(Diagnosis {
            steps: story,
            wrong: Some(late),
            sure: Sure::Possible,
            ask: Some(format!(
                "can line {second} use what the change in line {first} returns?"
            )),
            ..Diagnosis::told("something came between a change and a look", sentence)
        })
    })
}

/// A plain read says so.
fn is_read(step: &Step) -> bool {
    matches!(step.act, Act::Reads(_)) && step.operation.starts_with("reads ")
}
