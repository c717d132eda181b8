//! What is left behind is dropped as the real crates drop it.

use std::collections::VecDeque;
use std::mem::ManuallyDrop;

/// Drops the values one by one. If the destructor of one panics, the others are left
/// behind: in a panic, a second one would end the process.
pub(crate) fn drop_each<T>(values: VecDeque<T>) {
    let mut values = ManuallyDrop::new(values);
    while let Some(value) = values.pop_front() {
        drop(value);
    }
    drop(ManuallyDrop::into_inner(values));
}
