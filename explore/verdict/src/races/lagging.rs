//! A receiver that was too slow takes that for the end.

use explore::{Act, Failure, Step};

use super::last_look::{is_done, is_over};
use crate::diagnosis::{Diagnosis, Sure};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// It finds that messages are gone, and receives no more.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let lags = |(place, step): &(usize, &Step)| {
        let goes_on = |later: &Step| {
            let comes = later.object == step.object
                && !matches!(later.act, Act::DropsReceiver | Act::Waits(_));
            // Who is aborted has not given up.
            later.task == step.task && (comes || later.act == Act::IsAborted)
        };
        step.act == Act::Lags
            && is_over(failure, *place, sources)
            && !steps[place + 1..].iter().any(goes_on)
    };
    let (place, step) = steps.iter().enumerate().find(lags)?;
    let channel = step.object.as_ref()?;
    let (task, name) = (&step.task, &channel.name);
    let sends = |step: &Step| {
        step.act == Act::Sends && step.object.as_ref() == Some(channel)
    };
    let sentence = format!(
        "{task} {} in line {}. After that {task} received no more from {name}, though \
         a receiver that lags can go on.",
        step.operation,
        line_at(step.location)
    );
    let sent = steps[..place].iter().enumerate().filter(|(_, step)| sends(step));
    let mut story: Vec<usize> = sent.map(|(place, _)| place).collect();
    story.push(place);
    Some(Diagnosis {
        steps: story,
        wrong: Some(place),
        sure: match is_done(failure, place) {
            true => Sure::Certain,
            false => Sure::Likely,
        },
        ask: Some(
            "which errors of this channel are its end, and which are not?".into(),
        ),
        ..Diagnosis::told("a receiver that lagged gave up", sentence)
    })
}
