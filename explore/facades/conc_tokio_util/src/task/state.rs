use std::panic::Location;
use std::sync::{Mutex, MutexGuard, PoisonError};

use explore::tasks::{Did, Kind, Shared};
use tokio::sync::Notify;

/// What the clones of a tracker have in common.
pub(super) struct State {
    pub(super) shared: Shared,
    pub(super) at: &'static Location<'static>,
    state: Mutex<Counts>,
    /// Notified when it is closed and empty.
    pub(super) last_exit: Notify,
}

/// How far a tracker has come.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) tasks: usize,
    pub(super) is_closed: bool,
}

impl Counts {
    pub(super) fn is_over(self) -> bool {
        self.is_closed && self.tasks == 0
    }
}

impl State {
    #[track_caller]
    pub(super) fn new() -> State {
        State {
            shared: Shared::new(Kind::Notify),
            at: Location::caller(),
            state: Mutex::default(),
            last_exit: Notify::new(),
        }
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn look(&self) -> Counts {
        self.shared.seen();
        *self.counts()
    }

    /// Changes them, and tells those that wait if it is over by that. Returns what was.
    pub(super) fn change(&self, change: impl FnOnce(&mut Counts)) -> Counts {
        let (before, now) = {
            let mut counts = self.counts();
            let before = *counts;
            change(&mut counts);
            (before, *counts)
        };
        match now.is_over() && !before.is_over() {
            true => {
                self.shared.did(Did::NotifyAll, self.at);
                self.last_exit.notify_waiters();
            }
            false => self.shared.changed(),
        }
        before
    }
}
