use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::{self, PoisonError};

use super::gate::{Gate, Turn};
use crate::model::once;
use crate::model::op::Op;
use crate::schedule::catch::looks_in_a_message;
use crate::schedule::engine::{reach_object, with_run};

/// Like [`std::sync::LazyLock`].
pub struct LazyLock<T, F = fn() -> T> {
    gate: Gate,
    value: sync::OnceLock<T>,
    init: sync::Mutex<Option<F>>,
}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// A value that is made at its first use. The record calls it by this line.
    #[track_caller]
    pub const fn new(init: F) -> LazyLock<T, F> {
        LazyLock {
            gate: Gate::new(),
            value: sync::OnceLock::new(),
            init: sync::Mutex::new(Some(init)),
        }
    }

    /// Makes the value if it is not there, and returns it.
    ///
    /// # Panics
    ///
    /// If making it does, or did.
    #[track_caller]
    pub fn force(this: &LazyLock<T, F>) -> &T {
        this.force_at(Location::caller())
    }

    /// Makes the value if it is not there, and returns it, which nobody else can reach.
    ///
    /// # Panics
    ///
    /// If making it does, or did.
    #[track_caller]
    pub fn force_mut(this: &mut LazyLock<T, F>) -> &mut T {
        this.force_at(Location::caller());
        this.value.get_mut().expect("made above")
    }

    fn force_at(&self, at: &'static Location<'static>) -> &T {
        let make = || {
            let mut init = self.init.lock().unwrap_or_else(PoisonError::into_inner);
            let init = init.take();
            init.expect("LazyLock instance has previously been poisoned")
        };
        match self.gate.enter(at, once::Once::Poisoned) {
            Some(Turn::Mine(turn)) => {
                let init = make();
                let value = init();
                turn.end(|| drop(self.value.set(value)));
            }
            Some(Turn::Done) => {}
            None => drop(self.value.get_or_init(|| make()())),
        }
        self.value.get().expect("made above")
    }
}

impl<T, F> LazyLock<T, F> {
    /// The value, if it is made already.
    #[track_caller]
    pub fn get(this: &LazyLock<T, F>) -> Option<&T> {
        this.get_at(Location::caller())
    }

    fn get_at(&self, at: &'static Location<'static>) -> Option<&T> {
        reach_object(&self.gate.handle, at);
        with_run(|run| run.looks(&self.gate.handle));
        let value = self.value.get();
        self.gate.record(Op::FindsInitialized(value.is_some()), at);
        value
    }

    /// The value, if it is made already, which nobody else can reach.
    pub fn get_mut(this: &mut LazyLock<T, F>) -> Option<&mut T> {
        this.value.get_mut()
    }
}

impl<T, F: FnOnce() -> T> DerefMut for LazyLock<T, F> {
    #[track_caller]
    fn deref_mut(&mut self) -> &mut T {
        LazyLock::force_mut(self)
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        self.force_at(Location::caller())
    }
}

impl<T: Default> Default for LazyLock<T> {
    #[track_caller]
    fn default() -> LazyLock<T> {
        LazyLock::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lazy = f.debug_tuple("LazyLock");
        let handle = &self.gate.handle;
        let value = match looks_in_a_message(handle) {
            true => self.value.get(),
            // It does not tell from where it is shown.
            false => self.get_at(handle.made()),
        };
        match value {
            Some(value) => lazy.field(value),
            None => lazy.field(&format_args!("<uninit>")),
        };
        lazy.finish()
    }
}
