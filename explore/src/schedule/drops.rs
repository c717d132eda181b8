//! What acts as it is dropped.
//!
//! A value in an `Arc` is dropped by the task that drops the last clone. Clones are no
//! objects of the schedule, so nobody sees who else has dropped one, and when. Where the
//! last drop does nothing that others see, such as to close a channel, this makes no
//! difference. Where it does, any other step may be the one that has dropped the last clone
//! but one: the drop may be swapped with none.

use std::ptr;

use super::engine::does;

/// The value acts now, as it is dropped. One on the stack of its task, or in its future, is
/// in no `Arc`.
pub(crate) fn acts<T: ?Sized>(value: &T) {
    acts_at(ptr::from_ref(value).addr());
}

fn acts_at(address: usize) {
    if stacks::has(address) {
        return;
    }
    does(|run| {
        let polled = run.task().polled.as_ref();
        if polled.is_none_or(|polled| !polled.lies.contains(&address)) {
            run.trace.drops_shared();
        }
    });
}

/// The same value, on the stack of the task.
pub(crate) fn on_stack<T>(value: T) -> T {
    std::hint::black_box(value)
}
