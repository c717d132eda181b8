//! A permit that was forgotten.

use explore::{Failure, Waiting};

use crate::permits;
use crate::sources::Sources;

/// Why no permit comes back: who has ended had taken one and forgot it, so it does not go
/// with who had it.
pub(super) fn tell(failure: &Failure, sources: Sources, cause: &Waiting) -> String {
    let steps = &failure.steps[..];
    let forgets = cause.object.as_ref().and_then(|semaphore| {
        let forgets = permits::unreturned(steps, semaphore)?;
        Some(forgets).filter(|&forgets| sources.knows(&steps[forgets].place.file))
    });
    let Some(forgets) = forgets else {
        return "No task gives one back.".to_string();
    };
    let task = &steps[forgets].task;
    let told = permits::told(steps, forgets);
    match failure.ended.iter().any(|one| one.task == *task) {
        true => format!("{told}, and has ended without giving one back."),
        false => format!("{told}. It has given none back since."),
    }
}
