use std::fmt;

use explore::raw::Stage;
use explore::sync;

/// Like parking_lot's: what is called once.
pub struct Once(sync::Once);

/// How far a [`Once`] has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnceState {
    /// Nobody has called it.
    New,
    /// The last call has panicked.
    Poisoned,
    /// A call is under way.
    InProgress,
    /// A call has come to its end.
    Done,
}

impl OnceState {
    /// Whether the last call has panicked.
    pub fn poisoned(self) -> bool {
        self == OnceState::Poisoned
    }

    /// Whether a call has come to its end.
    pub fn done(self) -> bool {
        self == OnceState::Done
    }
}

impl Once {
    /// Nothing was called yet. The record calls it by this line.
    #[allow(clippy::new_without_default)] // it has one
    #[track_caller]
    pub const fn new() -> Once {
        Once(sync::Once::new())
    }

    /// How far it has come.
    #[track_caller]
    pub fn state(&self) -> OnceState {
        match self.0.stage() {
            Stage::New => OnceState::New,
            Stage::Running(_) => OnceState::InProgress,
            Stage::Done => OnceState::Done,
            Stage::Poisoned => OnceState::Poisoned,
        }
    }

    /// Calls it if no call came to its end before. Others wait meanwhile.
    ///
    /// # Panics
    ///
    /// If an earlier call did, and outside of an explored program.
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, init: F) {
        self.0.call_once(init);
    }

    /// The same, but an earlier panic does not matter.
    #[track_caller]
    pub fn call_once_force<F: FnOnce(OnceState)>(&self, init: F) {
        self.0.call_once_force(|state| {
            init(match state.is_poisoned() {
                true => OnceState::Poisoned,
                false => OnceState::New,
            });
        });
    }
}

impl Default for Once {
    #[track_caller]
    fn default() -> Once {
        Once::new()
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").field("state", &self.state()).finish()
    }
}
