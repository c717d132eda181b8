//! What is made or done once.

mod cell;
mod gate;
mod lazy;

use std::panic::Location;

use crate::model::access::{Key, Mode};
use crate::model::once;
use crate::schedule::engine::{is_exploring, reach_object, with_run};
use crate::schedule::run::Run;
use gate::{Gate, Turn};

pub use cell::OnceLock;
pub use lazy::LazyLock;

/// Like [`std::sync::Once`].
#[derive(Debug)]
pub struct Once {
    gate: Gate,
}

impl Once {
    /// Nothing was called yet. The record calls it by this line.
    #[allow(clippy::new_without_default)] // std has none either
    #[track_caller]
    pub const fn new() -> Once {
        Once { gate: Gate::new() }
    }

    /// Calls `init` if no call came to its end before. Other tasks wait meanwhile.
    ///
    /// # Panics
    ///
    /// If an earlier call did, and outside of an explored program.
    #[track_caller]
    pub fn call_once(&self, init: impl FnOnce()) {
        self.call_at(Location::caller(), |state| {
            let poisoned = state.is_poisoned();
            assert!(!poisoned, "Once instance has previously been poisoned");
            init();
        });
    }

    /// Like [`call_once`](Once::call_once), but an earlier panic does not matter.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn call_once_force(&self, init: impl FnOnce(&OnceState)) {
        self.call_at(Location::caller(), init);
    }

    /// Whether a call came to its end.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        let at = Location::caller();
        reach_object(&self.gate.handle, at);
        let done = with_run(|run| {
            let once = run.object(&self.gate.handle);
            run.touch(Key::Object(once), Mode::Looks);
            run.once(once).is_done()
        });
        done.unwrap_or(false)
    }

    /// How far it has come.
    #[doc(hidden)]
    #[track_caller]
    pub fn stage(&self) -> once::Once {
        reach_object(&self.gate.handle, Location::caller());
        let look = |run: &mut Run| {
            run.looks(&self.gate.handle);
            let once = run.object(&self.gate.handle);
            *run.once(once)
        };
        with_run(look).unwrap_or_default()
    }

    /// Waits until a call came to its end.
    ///
    /// # Panics
    ///
    /// If an earlier call did, and outside of an explored program.
    #[track_caller]
    pub fn wait(&self) {
        let poisoned = self.wait_at(Location::caller(), true);
        assert!(!poisoned, "Once instance has previously been poisoned");
    }

    /// Like [`wait`](Once::wait), but an earlier panic does not matter: another call may
    /// come to its end.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn wait_force(&self) {
        self.wait_at(Location::caller(), false);
    }

    fn wait_at(&self, at: &'static Location<'static>, or_poisoned: bool) -> bool {
        assert!(is_exploring(), "Once works only inside an explored program");
        self.gate.wait(at, or_poisoned)
    }

    fn call_at(
        &self,
        at: &'static Location<'static>,
        init: impl FnOnce(&OnceState),
    ) {
        match self.gate.enter(at, once::Once::Poisoned) {
            Some(Turn::Mine(turn)) => {
                init(&OnceState(turn.was_poisoned));
                turn.end(|| {});
            }
            Some(Turn::Done) => {}
            None if is_exploring() => {}
            None => panic!("Once works only inside an explored program"),
        }
    }
}

/// Nothing was called yet.
#[deprecated(note = "replaced by `Once::new()`")]
#[allow(clippy::declare_interior_mutable_const)] // std's is one
pub const ONCE_INIT: Once = Once::new();

/// Like [`std::sync::OnceState`].
#[derive(Debug)]
pub struct OnceState(bool);

impl OnceState {
    /// Whether an earlier call panicked.
    pub fn is_poisoned(&self) -> bool {
        self.0
    }
}
