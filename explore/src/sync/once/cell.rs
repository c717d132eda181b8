use std::fmt;
use std::panic::Location;
use std::sync;

use super::gate::{Gate, Turn};
use crate::model::once;
use crate::model::op::Op;
use crate::schedule::catch::looks_in_a_message;
use crate::schedule::engine::{reach_object, with_run};

/// Like [`std::sync::OnceLock`].
pub struct OnceLock<T> {
    gate: Gate,
    value: sync::OnceLock<T>,
}

impl<T> OnceLock<T> {
    /// An empty cell. The record calls it by this line.
    #[track_caller]
    pub const fn new() -> OnceLock<T> {
        OnceLock { gate: Gate::new(), value: sync::OnceLock::new() }
    }

    /// The value, if there is one already.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        self.get_at(Location::caller())
    }

    fn get_at(&self, at: &'static Location<'static>) -> Option<&T> {
        reach_object(&self.gate.handle, at);
        with_run(|run| run.looks(&self.gate.handle));
        let value = self.value.get();
        self.gate.record(Op::FindsInitialized(value.is_some()), at);
        value
    }

    /// Sets the value, unless there is one.
    ///
    /// # Errors
    ///
    /// If there is one; returns `value`.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.init_at(Location::caller(), || value.take().expect("called once"));
        match value {
            None => Ok(()),
            Some(value) => Err(value),
        }
    }

    /// The value, made by `init` if there is none. Other tasks wait meanwhile.
    #[track_caller]
    pub fn get_or_init(&self, init: impl FnOnce() -> T) -> &T {
        self.init_at(Location::caller(), init)
    }

    /// Waits until somebody has made the value.
    #[track_caller]
    pub fn wait(&self) -> &T {
        let at = Location::caller();
        // One that was made from its value is initialized by nobody.
        if self.value.get().is_some() {
            return self.get_at(at).expect("looked at above");
        }
        self.gate.wait(at, false);
        self.value.wait()
    }

    /// The value, which nobody else can reach.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut()
    }

    /// Returns the value.
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    /// Takes the value out and leaves an empty cell.
    pub fn take(&mut self) -> Option<T> {
        std::mem::take(self).into_inner()
    }

    fn init_at(
        &self,
        at: &'static Location<'static>,
        init: impl FnOnce() -> T,
    ) -> &T {
        match self.gate.enter(at, once::Once::New) {
            Some(Turn::Mine(turn)) => {
                // There is one already if the cell was made from it.
                let value = self.value.get().is_none().then(init);
                turn.end(|| drop(value.map(|value| self.value.set(value))));
                self.value.get().expect("set on the line above")
            }
            Some(Turn::Done) => self.value.get().expect("set by another task"),
            None => self.value.get_or_init(init),
        }
    }
}

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> OnceLock<T> {
        OnceLock::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut cell = f.debug_tuple("OnceLock");
        let handle = &self.gate.handle;
        let value = match looks_in_a_message(handle) {
            true => self.value.get(),
            // It does not tell from where it is shown.
            false => self.get_at(handle.made()),
        };
        match value {
            Some(value) => cell.field(value),
            None => cell.field(&format_args!("<uninit>")),
        };
        cell.finish()
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    #[track_caller]
    fn clone(&self) -> OnceLock<T> {
        match self.get() {
            Some(value) => OnceLock::from(value.clone()),
            None => OnceLock::new(),
        }
    }
}

impl<T: PartialEq> PartialEq for OnceLock<T> {
    #[track_caller]
    fn eq(&self, other: &OnceLock<T>) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for OnceLock<T> {}

impl<T> From<T> for OnceLock<T> {
    #[track_caller]
    fn from(value: T) -> OnceLock<T> {
        let mut cell = OnceLock::new();
        cell.value = sync::OnceLock::from(value);
        cell
    }
}
