use std::fmt;
use std::ops::Deref;

use tokio::sync::watch as real;

use super::value::Locked;

/// Like [`tokio::sync::watch::Ref`].
pub struct Ref<'a, T> {
    value: real::Ref<'a, T>,
    _locked: Locked,
}

impl<'a, T> Ref<'a, T> {
    pub(super) fn new(locked: Locked, value: real::Ref<'a, T>) -> Ref<'a, T> {
        Ref { value, _locked: locked }
    }

    /// Whether the receiver had not seen this value before it borrowed it.
    pub fn has_changed(&self) -> bool {
        self.value.has_changed()
    }
}

impl<T> Deref for Ref<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Ref<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
