//! A steal came to nothing because another task was faster, and was not tried
//! again.

use explore::{Act, Failure, Step};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// What a step says in which another task was faster, but for where.
const FASTER: &str = "finds that another task was faster at ";

/// That is the last that a task did there, which has ended or waits, and a value is
/// left.
pub(crate) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let is_it =
        |place: &usize| is_given_up(failure, *place) && left(steps, *place) > 0;
    let given_up = (0..steps.len()).rev().find(is_it)?;
    let (step, task) = (&steps[given_up], &steps[given_up].task);
    let name = &step.object.as_ref()?.name;
    let line = told_at(&step.place, sources);
    let sentence = format!(
        "{task} {} in {line}, and does not try again. That is no sign that {name} is empty: \
         a value is left there.",
        step.operation,
    );
    let takes = |place: &usize| {
        let other = &steps[*place];
        other.object == step.object && other.operation.starts_with("takes ")
    };
    let taken = (0..given_up).rev().find(takes);
    Some(Diagnosis {
        steps: taken.into_iter().chain([given_up]).collect(),
        wrong: Some(given_up),
        ask: Some(format!("what does {line} do with Retry, which is not Empty?")),
        ..Diagnosis::told("a steal was not tried again", sentence)
    })
}

/// Whether it is such a step, and its task does not come to this again. Who looks
/// at something else first has tried no more for another reason, perhaps.
fn is_given_up(failure: &Failure, place: usize) -> bool {
    let (steps, step) = (&failure.steps[..], &failure.steps[place]);
    let mut later =
        steps[place + 1..].iter().filter(|other| other.task == step.task);
    let is_over = failure.ended.iter().any(|one| one.task == step.task)
        || failure.waiting.iter().any(|one| one.task == step.task);
    step.operation.starts_with(FASTER)
        && is_over
        && !later.clone().any(|other| other.object == step.object)
        && !later.next().is_some_and(|next| matches!(next.act, Act::Reads(_)))
}

/// How many values are left at the end in what this step has come to.
fn left(steps: &[Step], place: usize) -> usize {
    let of = steps.iter().filter(|step| step.object == steps[place].object);
    of.fold(0, |left, step| {
        let mut words = step.operation.split(' ');
        let (does, what) = (words.next(), words.next().unwrap_or_default());
        // "takes value 3", or "takes 3 values".
        let many = what.parse().unwrap_or(1);
        match does {
            _ if step.operation.contains(" in the place of ") => left,
            Some("adds") => left + many,
            Some("takes") => left.saturating_sub(many),
            _ => left,
        }
    })
}
