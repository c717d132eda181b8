//! The first tick of an interval comes at once, before another task has done what the interval
//! is to wait for.

use explore::{Failure, Started, Step};

use super::last_look::{LastLook, is_look, last_told};
use crate::diagnosis::{Diagnosis, Sure};
use crate::sources::Sources;
use crate::whereabouts::{line_at, line_of};

/// The last step before the last look, but for what comes with it, is a tick for which its
/// task did not have to sleep. Another task that would come to what is looked at has not.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let LastLook { task, place: look, what } = last_told(failure, is_look)?;
    let steps = &failure.steps[..];
    let before = steps[..look].iter().rposition(|step| step.task == task)?;
    let ticks = &steps[before];
    let is_tick = |rest: &str| {
        let call = rest.split('(').next().unwrap_or_default();
        call.ends_with("interval") || call == "tick"
    };
    let again = |step: &Step| step.task == task && step.location == ticks.location;
    if !ticks.operation.starts_with("need not sleep")
        || steps[..before].iter().any(again)
        || !sources.rest(ticks.location).is_some_and(is_tick)
    {
        return None;
    }
    let of_what = |step: &Step| step.object.as_ref() == Some(what);
    let is_late = |one: &&Started| {
        let comes = |step: &Step| step.task == one.task && of_what(step);
        one.task != task
            && one.after <= look
            && !steps[..look].iter().any(comes)
            && !failure
                .ended
                .iter()
                .any(|ended| ended.task == one.task && ended.after <= look)
            && sources.reaches(one.location, &what.name)
    };
    let late = failure.started.iter().find(is_late)?;
    let sentence = format!(
        "{task} did not wait in line {}: the first tick of an interval comes at \
         once. It looked at {} in line {}, and {}, started in line {}, had not come to {} yet.",
        line_of(&ticks.place),
        what.name,
        line_of(&steps[look].place),
        late.task,
        line_at(late.location),
        what.name,
    );
    Some(Diagnosis {
        steps: vec![before, look],
        wrong: Some(before),
        sure: Sure::Possible,
        ask: Some(format!("what tells {task} that {} is done?", late.task)),
        ..Diagnosis::told("the first tick came at once", sentence)
    })
}
