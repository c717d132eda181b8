//! A permit that was forgotten, or that a task has which waits itself.

use explore::{Act, Failure, Step, Waiting};

use super::links::have_permits;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// Why no permit comes back: who has ended had taken one and forgot it, so it does not go
/// with who had it.
pub(super) fn tell(failure: &Failure, sources: Sources, cause: &Waiting) -> String {
    let same = |step: &&Step| step.object == cause.object;
    let mut own = failure.steps.iter().rev().filter(same);
    let is_change = |step: &&Step| {
        matches!(step.act, Act::GivesPermits(_) | Act::ForgetsPermits(_))
    };
    let last = own.find(is_change);
    let forgets = last.filter(|step| {
        let has_ended = failure.ended.iter().any(|one| one.task == step.task);
        has_ended && matches!(step.act, Act::ForgetsPermits(_))
    });
    match forgets {
        Some(Step { task, place, .. }) => format!(
            "{task} forgot its permit in {}, and has ended without giving one back.",
            told_at(place, sources)
        ),
        None => held(failure, sources, cause)
            .unwrap_or_else(|| "No task gives one back.".to_string()),
    }
}

/// Who else has one, and waits itself.
fn held(failure: &Failure, sources: Sources, cause: &Waiting) -> Option<String> {
    let links = have_permits(failure, cause.object.as_ref()?);
    let each =
        links.iter().filter(|link| link.task.task != cause.task).map(|link| {
            let taken = &failure.steps[link.step?];
            Some(format!(
                "{} has one since {}, and {} in {}.",
                link.task.task,
                told_at(&taken.place, sources),
                link.task.operation,
                told_at(&link.task.place, sources)
            ))
        });
    let each: Vec<String> = each.flatten().collect();
    (!each.is_empty()).then(|| each.join(" "))
}
