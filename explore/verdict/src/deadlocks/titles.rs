//! How deadlocks are called by what a task waits for.

pub(super) const NO_SENDER_DROPPED: &str = "the last sender was never dropped";
pub(super) const FULL: &str = "nobody empties the full channel";
pub(super) const NO_RECEIVER: &str = "nobody receives";
pub(super) const NO_PERMIT: &str = "a permit is never given back";
pub(super) const TOO_FEW: &str = "too few tasks reach the barrier";
pub(super) const NOT_INITIALIZED: &str = "the value is never initialized";
pub(super) const NOT_WOKEN: &str = "nobody woke the waiting task";
pub(super) const STUCK: &str = "no task can go on";
pub(super) const LEAVES_OUT: &str = "the condition of a wait leaves a change out";
