//! Memory that was used after it was freed.

use explore::{Act, Failure, Object, Step};

use crate::diagnosis::{Diagnosis, Sure};
use crate::sources::Sources;
use crate::whereabouts::line_of;

/// The last step is the one that must not be, and another one has freed the memory before.
pub(crate) fn diagnose(
    failure: &Failure,
    task: &str,
    by: &str,
    sources: Sources,
) -> Diagnosis {
    let frees = failure.steps.iter().rposition(|step| step.act == Act::Frees);
    let uses = failure.steps.len().checked_sub(1);
    let (Some(frees), Some(uses)) = (frees, uses) else {
        return Diagnosis::told("freed memory is used", failure.cause.to_string());
    };
    let (freed, used) = (&failure.steps[frees], &failure.steps[uses]);
    let (there, here) = (place(freed, sources), place(used, sources));
    let (title, sentence, ask) = match &used.object {
        Some(Object { name, .. }) => (
            "freed memory is used",
            format!(
                "{by} frees the memory of {name}{there}. {task} uses {name} after \
                 that{here}."
            ),
            format!("how does {by} know that {task} needs {name} no longer?"),
        ),
        None => (
            "memory is freed twice",
            format!(
                "{by} frees memory{there}. {task} frees the same memory once \
                 more{here}."
            ),
            "who is the last one that needs this memory?".to_string(),
        ),
    };
    Diagnosis {
        objects: used.object.iter().cloned().collect(),
        wrong: Some(uses),
        sure: Sure::Certain,
        ask: Some(ask),
        ..Diagnosis::told(title, sentence)
    }
}

/// " in line 7" if it is known in which: what frees something has no line of its own.
fn place(step: &Step, sources: Sources) -> String {
    let is_free = matches!(step.act, Act::Frees | Act::FreesAgain);
    let call = step.calls.first();
    let is_known = !is_free && sources.knows(step.location.file());
    match call {
        Some(call) if !is_known => format!(" in line {}", line_of(call)),
        _ if is_known => format!(" in line {}", line_of(&step.place)),
        _ => String::new(),
    }
}
