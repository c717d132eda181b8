//! Small helpers, with the API of
//! [`crossbeam::utils`](https://docs.rs/crossbeam-utils/0.8).

use std::cell::Cell;
use std::fmt;
use std::panic::Location;

use crate::schedule::engine::pick;
use crate::thread::yield_at;

pub use crossbeam_utils::CachePadded;

/// After so many turns a task had better wait.
const LAST_TURN: u32 = 10;

/// Lets others go in a loop that waits. Each turn is one
/// [`yield_now`](crate::thread::yield_now); how long it would spin makes no difference.
pub struct Backoff {
    turns: Cell<u32>,
    /// Whether one of them was that of a task that waits for another one.
    has_waited: Cell<bool>,
}

impl Backoff {
    /// No turns yet.
    pub fn new() -> Backoff {
        Backoff { turns: Cell::new(0), has_waited: Cell::new(false) }
    }

    /// No turns yet.
    pub fn reset(&self) {
        self.turns.set(0);
        self.has_waited.set(false);
    }

    /// A turn of a task that tries again because another one was faster.
    #[track_caller]
    pub fn spin(&self) {
        /// After so many turns it spins no longer than before.
        const LONGEST: u32 = 6;
        if self.turns.get() <= LONGEST {
            self.turns.set(self.turns.get() + 1);
        }
        yield_at(Location::caller());
    }

    /// A turn of a task that waits for another one.
    #[track_caller]
    pub fn snooze(&self) {
        self.has_waited.set(true);
        if self.turns.get() <= LAST_TURN {
            self.turns.set(self.turns.get() + 1);
        }
        yield_at(Location::caller());
    }

    /// Whether to wait in another way. After the first turn of a task that waits that is
    /// left open: so many more turns may pass before anybody else does anything. The others
    /// never add up to so many.
    pub fn is_completed(&self) -> bool {
        match self.turns.get() {
            turns if turns > LAST_TURN => true,
            _ if !self.has_waited.get() => false,
            _ => {
                let is_completed = pick(2) == 1;
                if is_completed {
                    self.turns.set(LAST_TURN + 1);
                }
                is_completed
            }
        }
    }
}

impl Default for Backoff {
    fn default() -> Backoff {
        Backoff::new()
    }
}

impl fmt::Debug for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backoff").finish_non_exhaustive()
    }
}
