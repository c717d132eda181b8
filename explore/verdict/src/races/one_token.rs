//! A task that was to stop itself has stopped others as well.

use explore::{Act, Failure, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::sources::Sources;
use crate::whereabouts::line_at;

/// A task cancels a token, and another one that was started in the same line finds it
/// cancelled and does no more.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let steps = &failure.steps[..];
    let mut all = steps.iter().enumerate();
    all.find_map(|(place, cancels)| {
        let token = cancels.object.as_ref()?;
        let is_cancel = cancels.operation == format!("closes {}", token.name);
        if !is_cancel || !sources.is_token(token) {
            return None;
        }
        let stops = |step: &Step| {
            step.object.as_ref() == Some(token)
                && step.operation == format!("finds {} closed", token.name)
                && are_alike(failure, &step.task, &cancels.task)
        };
        let later = place + 1..steps.len();
        let stopped = later
            .filter(|&place| stops(&steps[place]))
            .find(|&place| is_last(&steps[place..]))?;
        Some(told(steps, place, stopped))
    })
}

/// Whether these are two tasks that were started in the same place.
fn are_alike(failure: &Failure, one: &str, other: &str) -> bool {
    let started = |task: &str| {
        let mut all = failure.started.iter();
        all.find(|one| one.task == task).map(|one| one.location)
    };
    one != other && started(one).is_some_and(|at| started(other) == Some(at))
}

/// Whether the task of the first of these steps does nothing after it but end.
fn is_last(steps: &[Step]) -> bool {
    let Some((step, rest)) = steps.split_first() else { return false };
    let is_aside = |act: &Act| {
        matches!(
            act,
            Act::Ends
                | Act::Unlocks
                | Act::GivesUp
                | Act::DropsSender
                | Act::DropsReceiver
                | Act::GivesPermits(_)
        )
    };
    let mut rest = rest.iter().filter(|other| other.task == step.task);
    rest.all(|step| is_aside(&step.act))
}

fn told(steps: &[Step], cancelled: usize, stopped: usize) -> Diagnosis {
    let (cancels, stops) = (&steps[cancelled], &steps[stopped]);
    let name = cancels.object.as_ref().map_or("", |token| &token.name);
    let sentence = format!(
        "{} cancelled {name} in line {}. {} found it cancelled in line {} and stopped. A \
         clone of a token is the same token, a child_token is one of its own.",
        cancels.task,
        line_at(cancels.location),
        stops.task,
        line_at(stops.location),
    );
    Diagnosis {
        steps: vec![cancelled, stopped],
        wrong: Some(cancelled),
        sure: Sure::Possible,
        ask: Some(format!("which tasks should stop when {} does?", cancels.task)),
        ..Diagnosis::told("a task cancelled others as well", sentence)
    }
}
