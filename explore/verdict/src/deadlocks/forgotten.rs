//! A permit that was forgotten, or that a task has which waits itself.

use explore::{Failure, Waiting};

use super::links::have_permits;
use crate::permits;
use crate::sources::Sources;
use crate::whereabouts::told_at;

/// Why no permit comes back: who has ended had taken one and forgot it, so it does not go
/// with who had it.
pub(super) fn tell(failure: &Failure, sources: Sources, cause: &Waiting) -> String {
    let steps = &failure.steps[..];
    let forgets = cause.object.as_ref().and_then(|semaphore| {
        let forgets = permits::unreturned(steps, semaphore)?;
        Some(forgets).filter(|&forgets| sources.knows(&steps[forgets].place.file))
    });
    let Some(forgets) = forgets else {
        return held(failure, sources, cause)
            .unwrap_or_else(|| "No task gives one back.".to_string());
    };
    let task = &steps[forgets].task;
    let told = permits::told(steps, forgets);
    match failure.ended.iter().any(|one| one.task == *task) {
        true => format!("{told}, and has ended without giving one back."),
        false => format!("{told}. It has given none back since."),
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
