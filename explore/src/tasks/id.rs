use std::fmt;

use crate::model::TaskId;
use crate::schedule::engine::with_run;

/// The number of a task. What [`block_on`](super::block_on) was given is none, though it
/// has the number 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub(super) TaskId);

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The number of the current task.
///
/// # Panics
///
/// If no task runs.
#[track_caller]
pub fn id() -> Id {
    try_id().expect("Can't get a task id when not inside a task")
}

/// The number of the current task, `None` if no task runs.
pub fn try_id() -> Option<Id> {
    let current = with_run(|run| run.polls.is_some().then_some(run.current))??;
    (current != 0).then_some(Id(current))
}
