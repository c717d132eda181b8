//! What a step says that has found a panic.

use explore::Step;

/// The other task whose panic this step has found.
pub(crate) fn panicked(step: &Step) -> Option<&str> {
    let (task, _) =
        step.operation.strip_prefix("finds that ")?.split_once(" panicked")?;
    Some(task)
}

/// The first line of what the panic said that this step has found.
pub(crate) fn said(step: &Step) -> &str {
    let said = step.operation.split_once(": ").map_or("", |(_, said)| said);
    said.lines().next().unwrap_or_default()
}
