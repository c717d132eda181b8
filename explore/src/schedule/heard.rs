//! What is known of panics.

use std::any::Any;

use super::hook::Heard;
use crate::model::TaskId;

/// What a task panicked with.
pub(crate) type Payload = Box<dyn Any + Send>;

/// A panic that has left a task, and that nobody has looked at.
pub(crate) struct Unheard {
    pub(super) of: TaskId,
    pub(super) heard: Heard,
    /// `None` if who joins has it.
    pub(super) payload: Option<Payload>,
}

/// A panic of another task that a task has been told of.
pub(crate) struct Joined {
    pub(super) heard: Heard,
    /// What the task got, as a text.
    pub(super) text: String,
}

impl Joined {
    /// Whether a panic with this message passes it on: by an unwrap, or raised again.
    pub(super) fn is_in(&self, message: &str) -> bool {
        let rest = message.strip_suffix(&*self.text);
        let is_unwrapped = |rest: &str| rest.is_empty() || rest.ends_with(": ");
        rest.is_some_and(is_unwrapped) || *message == self.heard.message
    }
}
