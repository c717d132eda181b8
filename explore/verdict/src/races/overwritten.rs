//! A value is overwritten before anybody has read it.

use explore::{Act, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::operations::locked_after_wait;
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// One task assigns to what a lock protects twice, and none of the others had the lock in
/// between.
pub(super) fn diagnose(steps: &[Step], sources: Sources) -> Option<Diagnosis> {
    steps.iter().enumerate().find_map(|(late, again)| {
        let assigns = |step: &Step| {
            step.act == Act::Locks && sources.assigns(step.location)
        };
        if !assigns(again) {
            return None;
        }
        let has = |step: &Step| match step.act {
            Act::Locks => step.object == again.object,
            Act::Wakes => again
                .object
                .as_ref()
                .is_some_and(|lock| locked_after_wait(step) == Some(&*lock.name)),
            _ => false,
        };
        let early = steps[..late].iter().rposition(has)?;
        let first = &steps[early];
        if first.task != again.task || !assigns(first) {
            return None;
        }
        // Somebody else reads it at all, and does not assign to it in turn.
        let comes = |step: &Step| has(step) && step.task != again.task;
        let next = late + steps[late..].iter().position(comes)?;
        if assigns(&steps[next]) {
            return None;
        }
        let (task, lock) = (&again.task, &again.object.as_ref()?.name);
        let reader = &steps[next].task;
        let (from, to) = (line_at(first.location), line_at(again.location));
        let places = match from == to {
            true => format!("in line {from} and again in the same line"),
            false => format!("in line {from} and again in line {to}"),
        };
        let sentence = format!(
            "{task} wrote what {lock} protects {places}. No other task had {lock} in \
             between. So {reader} found the second value in line {}, and never the first \
             one.",
            line_at(steps[next].location)
        );
        let notified = (early..late)
            .find(|place| matches!(steps[*place].act, Act::Notifies(_)));
        let story = [early].into_iter().chain(notified).chain([late, next]);
        Some(Diagnosis {
            steps: story.collect(),
            wrong: Some(late),
            sure: Sure::Possible,
            fits: Some("was lost"),
            ask: Some(format!(
                "should {reader} find the first value or the second one there?"
            )),
            ..Diagnosis::told("a value was overwritten before it was read", sentence)
        })
    })
}
