//! A wait at a barrier that was dropped, and counts all the same.

use explore::{Act, Object, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::whereabouts::line_at;

/// Somebody has come to the barrier since.
pub(super) fn diagnose(steps: &[Step]) -> Option<Diagnosis> {
    let dropped = |step: &Step| step.act == Act::GivesUp;
    let mut dropped = steps.iter().filter(|step| dropped(step));
    let (barrier, told) = dropped.find_map(|step| {
        let barrier = step.object.as_ref()?;
        Some((barrier, dropped_wait(steps, barrier)?))
    })?;
    let sentence = format!(
        "{told} So {} can let tasks go before all have come.",
        barrier.name
    );
    let of = |place: &usize| steps[*place].object.as_ref() == Some(barrier);
    let wrong = |place: &usize| of(place) && steps[*place].act == Act::GivesUp;
    Some(Diagnosis {
        steps: (0..steps.len()).filter(of).collect(),
        wrong: (0..steps.len()).find(wrong),
        sure: Sure::Certain,
        ask: Some(ASK.into()),
        ..Diagnosis::told(TITLE, sentence)
    })
}

pub(crate) const TITLE: &str = "a dropped wait counts at the barrier";

pub(crate) const ASK: &str =
    "can the future of the wait be kept and polled on, in place of a new one?";

/// Who had come to the barrier when its future was dropped, and who came after that.
pub(crate) fn dropped_wait(steps: &[Step], barrier: &Object) -> Option<String> {
    let of = |step: &Step| step.object.as_ref() == Some(barrier);
    let arrives =
        |step: &Step| of(step) && step.operation.starts_with("arrives at ");
    let gave_up = |step: &Step| of(step) && step.act == Act::GivesUp;
    let dropped = steps.iter().position(gave_up)?;
    let task = &steps[dropped].task;
    let own = |step: &Step| step.task == *task && arrives(step);
    let came = steps[..dropped].iter().rfind(|step| own(step))?;
    let mut later = steps[dropped..].iter();
    let again = later.clone().find(|step| own(step));
    let next = again.or_else(|| later.find(|step| arrives(step)))?;
    let name = &barrier.name;
    let next_line = line_at(next.location);
    let then = match again {
        Some(_) => format!(
            "{task} came to {name} again in line {next_line}, and was counted once more"
        ),
        None => format!(
            "{} came to {name} in line {next_line}, and was counted beside it",
            next.task
        ),
    };
    Some(format!(
        "{task} came to {name} in line {}, and the future of this wait was dropped. A \
         barrier counts it all the same. Then {then}.",
        line_at(came.location)
    ))
}
