use std::mem;

use send_wrapper::SendWrapper;

/// A value that stays on its thread, as all tasks do here, for who asks for one that can
/// be sent.
pub(super) struct LocalValue<T>(Option<SendWrapper<T>>);

impl<T> LocalValue<T> {
    pub(super) fn new(value: T) -> LocalValue<T> {
        LocalValue(Some(SendWrapper::new(value)))
    }

    pub(super) fn get_mut(&mut self) -> &mut T {
        self.0.as_mut().expect("it is taken only at the end")
    }

    pub(super) fn into_inner(mut self) -> T {
        self.0.take().expect("it is taken only at the end").take()
    }
}

impl<T> Drop for LocalValue<T> {
    fn drop(&mut self) {
        // What a failed schedule leaves behind may be dropped by who asked for it.
        match self.0.take() {
            Some(elsewhere) if !elsewhere.valid() => mem::forget(elsewhere),
            here => drop(here),
        }
    }
}
