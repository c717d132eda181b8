//! A sleep is over before another task has done what it is to wait for.

use explore::{Act, Cause, Failure, Started, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// The task that panics has slept, has looked at something, and did nothing else.
/// Another one that has to do with this could have gone on all the time.
pub(crate) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let Cause::Panic { task, .. } = &failure.cause else { return None };
    let steps = &failure.steps[..];
    let sleeps =
        |step: &Step| step.task == *task && step.operation.starts_with("wakes up");
    let slept = steps.iter().rposition(sleeps)?;
    if !sources.is_own(steps[slept].location.file()) {
        return None;
    }
    let since = &steps[slept + 1..];
    // What others could do has not changed since.
    let looks = |step: &Step| match step.act {
        Act::Waits(_) => true,
        _ => {
            step.task == *task
                && !matches!(
                    step.act,
                    Act::Writes(_)
                        | Act::Updates(_)
                        | Act::Notifies(_)
                        | Act::Sends
                        | Act::Receives
                        | Act::DropsSender
                        | Act::DropsReceiver
                        | Act::GivesPermits(_)
                )
        }
    };
    let first = since.iter().find(|step| step.object.is_some())?;
    let look = first.object.as_ref()?;
    // Who looks between one sleep and the next waits for what it looks for.
    let is_again =
        |step: &Step| step.task == *task && step.location == first.location;
    if !since.iter().all(looks) || steps[..slept].iter().any(is_again) {
        return None;
    }
    let is_late = |started: &&Started| {
        let own = |step: &&Step| step.task == started.task;
        let mut own = steps[..slept].iter().filter(own);
        let mut has_to_do = || {
            own.any(|step| step.object.as_ref() == Some(look))
                || sources.reaches(started.location, &look.name)
        };
        let could_go = !failure.waiting.iter().any(|one| one.task == started.task)
            && !failure.ended.iter().any(|one| one.task == started.task);
        started.task != *task && started.after <= slept && could_go && has_to_do()
    };
    let late = failure.started.iter().find(is_late)?;
    let begun = steps[..slept].iter().any(|step| step.task == late.task);
    let line = line_at(steps[slept].location);
    let sentence = format!(
        "{task} slept in line {line}. When the sleep was over, {}, started in line {}, had \
         not {} yet. A sleep waits for no task.",
        late.task,
        line_at(late.location),
        if begun { "ended" } else { "begun" }
    );
    Some(Diagnosis {
        steps: (slept..steps.len()).collect(),
        wrong: Some(slept),
        sure: Sure::Possible,
        ask: Some(format!("what tells {task} that {} is done?", late.task)),
        ..Diagnosis::told("a sleep was over too early", sentence)
    })
}
