//! A result is read before the task that is to change it has come to it.

use explore::{Act, Cause, Failure, Started, Step, Waiting};

use crate::diagnosis::{Diagnosis, Sure};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// What the task whose claim fails has looked at last is what another task would have come
/// to: the text says so, or one that was started in the same line has come to it.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let Cause::Panic { task, .. } = &failure.cause else { return None };
    let steps = &failure.steps[..];
    let looks = |step: &Step| {
        let is_look = matches!(step.act, Act::Locks | Act::Reads(_));
        let finds_none = step.operation.ends_with(" empty");
        step.task == *task && (is_look || finds_none)
    };
    let look = steps.iter().rposition(looks)?;
    let what = steps[look].object.as_ref()?;
    let comes = |step: &Step| {
        step.object.as_ref() == Some(what) && !matches!(step.act, Act::Waits(_))
    };
    let has_come =
        |task: &str| steps.iter().any(|step| step.task == task && comes(step));
    let is_alike = |one: &&Started, other: &Started| {
        one.location == other.location && one.task != other.task
    };
    let is_late = |started: &&Started| {
        // Or waits for what is looked at.
        let waits = |one: &Waiting| {
            one.task == started.task && one.object.as_ref() != Some(what)
        };
        let could_go = !failure.waiting.iter().any(waits)
            && !failure.ended.iter().any(|one| one.task == started.task);
        let would = || {
            let alike = failure.started.iter().filter(|one| is_alike(one, started));
            sources.reaches(started.location, &what.name)
                || alike.into_iter().any(|one| has_come(&one.task))
        };
        started.task != *task && could_go && !has_come(&started.task) && would()
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
    Some(Diagnosis {
        steps: own.collect(),
        wrong: Some(look),
        sure: Sure::Possible,
        ask: Some(format!(
            "who waits for {} before line {} is reached?",
            late.task,
            line_at(steps[look].location)
        )),
        ..Diagnosis::told("a result was read before its task had ended", sentence)
    })
}
