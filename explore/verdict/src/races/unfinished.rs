//! A result is read before the task that is to change it has come to it.

use explore::{Act, Failure, Started, Step};

use super::last_look::{LastLook, could_come, is_look, last_look};
use crate::diagnosis::{Diagnosis, Sure};
use crate::sources::Sources;
use crate::whereabouts::line_at;

const TITLE: &str = "a result was read before its task had ended";

/// What the task whose claim fails has looked at last is what another task would have come
/// to: the text says so, or one that was started in the same line has come to it.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let finds_none = |step: &Step| step.operation.ends_with(" empty");
    let LastLook { task, place: look, what } =
        last_look(failure, |step| is_look(step) || finds_none(step))?;
    let steps = &failure.steps[..];
    let comes = |step: &Step| {
        step.object.as_ref() == Some(what) && !matches!(step.act, Act::Waits(_))
    };
    let has_come =
        |task: &str| steps.iter().any(|step| step.task == task && comes(step));
    let is_alike = |one: &&Started, other: &Started| {
        one.location == other.location && one.task != other.task
    };
    // Who does the same as the others makes its own part, and waits for none of them.
    let function =
        sources.function(steps[look].location).map(|it| it.name.as_str());
    let does_it = |one: &Started| {
        function.is_some_and(|name| sources.mentions(one.location, name))
    };
    let is_other = |started: &Started| {
        let mut own = failure.started.iter().filter(|one| one.task == *task);
        !own.any(|own| {
            own.location == started.location || does_it(own) && does_it(started)
        })
    };
    let is_late = |started: &&Started| {
        let would = || {
            let alike = failure.started.iter().filter(|one| is_alike(one, started));
            sources.reaches(started.location, &what.name)
                || alike.into_iter().any(|one| has_come(&one.task))
        };
        started.task != *task
            && is_other(started)
            && could_come(failure, &started.task, what)
            && !has_come(&started.task)
            && would()
    };
    let late = failure.started.iter().find(is_late)?;
    let name = &what.name;
    let sentence = format!(
        "{task} looked at {name} in line {}. {}, started in line {}, had not come to \
         {name} yet, and {task} had not waited for its end.",
        line_at(steps[look].location),
        late.task,
        line_at(late.location)
    );
    let own = (0..=look).filter(|&place| comes(&steps[place]));
    Some(too_early(steps, look, &late.task, (own.collect(), sentence)))
}

/// The result is looked at in this step, before the task has ended; with what is told of that.
pub(super) fn too_early(
    steps: &[Step],
    look: usize,
    late: &str,
    (story, sentence): (Vec<usize>, String),
) -> Diagnosis {
    let line = line_at(steps[look].location);
    Diagnosis {
        steps: story,
        wrong: Some(look),
        sure: Sure::Possible,
        ask: Some(format!("who waits for {late} before line {line} is reached?")),
        ..Diagnosis::told(TITLE, sentence)
    }
}
