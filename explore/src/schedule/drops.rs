//! What acts as it is dropped.
//!
//! A value in an `Arc` is dropped by the task that drops the last clone. Clones are no
//! objects of the schedule, so nobody sees which task that could have been instead. Where
//! the drop does something that others see, such as to close a channel, the accesses are
//! not all that tasks have to do with each other.

use super::exploration::with_exploration;

/// The value acts now, as it is dropped. One on the stack of its task is in no `Arc`.
pub(crate) fn acts<T: ?Sized>(value: &T) {
    let on_stack = stacks::holds(value);
    with_exploration(|exploration| {
        if !on_stack && exploration.counts() {
            exploration.sees_all = false;
        }
    });
}

/// The same value, on the stack of the task.
pub(crate) fn on_stack<T>(value: T) -> T {
    std::hint::black_box(value)
}
