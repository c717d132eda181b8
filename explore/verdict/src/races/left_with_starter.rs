//! Who starts a task keeps the permit that is for the task.

use explore::{Act, Failure, Started, Step};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// Who starts tasks takes a permit for each in the same function, and gives it back before
/// the task has ended: two of them have run at once.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let all = failure.started.iter();
    let kept: Vec<Kept<'_>> =
        all.filter_map(|started| kept(failure, started, sources)).collect();
    let together = |one: &&Kept<'_>| {
        kept.iter().any(|other| {
            other.steps[one.takes].object == one.steps[one.takes].object
                && one.given < other.takes
                && is_open(failure, one.started, other.started.after)
        })
    };
    Some(kept.iter().find(together)?.told())
}

/// A permit that was given back before the task had ended for which it was taken.
struct Kept<'a> {
    steps: &'a [Step],
    started: &'a Started,
    takes: usize,
    given: usize,
}

fn kept<'a>(
    failure: &'a Failure,
    started: &'a Started,
    sources: Sources,
) -> Option<Kept<'a>> {
    let steps = &failure.steps[..];
    let is_own = |step: &Step| step.task == started.by;
    let takes = steps[..started.after].iter().rposition(|step| {
        is_own(step) && matches!(step.act, Act::TakesPermits(_))
    })?;
    let taken = &steps[takes];
    let gives = |step: &Step| {
        is_own(step)
            && matches!(step.act, Act::GivesPermits(_))
            && step.object == taken.object
    };
    let given = takes + steps[takes..].iter().position(gives)?;
    // Who forgets it gives another one back, by a call.
    let is_forgotten = steps[takes..given]
        .iter()
        .any(|step| is_own(step) && matches!(step.act, Act::ForgetsPermits(_)));
    let goes_on = steps[given..].iter().any(|step| {
        step.task == started.task && step.object.is_some() && !lets_go(step)
    });
    let takes_one = |step: &Step| {
        step.task == started.task && matches!(step.act, Act::TakesPermits(_))
    };
    let is_for_it = !is_forgotten
        && goes_on
        && started.after <= given
        && sources.is_one_function(taken.location, started.location)
        && !steps.iter().any(takes_one);
    (is_for_it && is_open(failure, started, given)).then_some(Kept {
        steps,
        started,
        takes,
        given,
    })
}

/// Whether the task only lets something go, as at its end.
fn lets_go(step: &Step) -> bool {
    matches!(
        step.act,
        Act::DropsSender | Act::DropsReceiver | Act::Unlocks | Act::GivesPermits(_)
    )
}

/// Whether the task has not ended by this step.
fn is_open(failure: &Failure, started: &Started, step: usize) -> bool {
    let ended = failure.ended.iter().find(|one| one.task == started.task);
    ended.is_none_or(|ended| ended.after > step)
}

impl Kept<'_> {
    fn told(&self) -> Diagnosis {
        let Kept { steps, started, takes, given } = *self;
        let taken = &steps[takes];
        let name = taken.object.as_ref().map_or("", |object| &object.name);
        let Started { task, by, location, .. } = started;
        let sentence = format!(
            "{by} takes a permit of {name} in line {}, starts {task} in line {}, and \
             gives the permit back before {task} has ended. So {name} does not limit how \
             many of these tasks run at once.",
            line_at(taken.location),
            line_at(location)
        );
        Diagnosis {
            steps: vec![takes, given],
            wrong: Some(given),
            fits: Some("ran at once"),
            ask: Some("how can the permit go to the task that it is for?".into()),
            ..Diagnosis::told(
                "a permit was given back before its task had ended",
                sentence,
            )
        }
    }
}
