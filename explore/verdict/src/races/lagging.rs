//! A receiver that was too slow takes that for the end.

use explore::{Act, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::whereabouts::line_at;

/// It finds that messages are gone, and receives no more.
pub(super) fn diagnose(steps: &[Step]) -> Option<Diagnosis> {
    let lags = |(place, step): &(usize, &Step)| {
        let goes_on = |later: &Step| {
            later.task == step.task
                && later.object == step.object
                && !matches!(later.act, Act::DropsReceiver | Act::Waits(_))
        };
        step.act == Act::Lags && !steps[place + 1..].iter().any(goes_on)
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
        sure: Sure::Certain,
        ask: Some(
            "which errors of this channel are its end, and which are not?".into(),
        ),
        ..Diagnosis::told("a receiver that lagged gave up", sentence)
    })
}
