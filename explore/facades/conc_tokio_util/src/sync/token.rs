use std::fmt;
use std::hash::{Hash, Hasher};
use std::panic::Location;
use std::sync::Arc;

use explore::tasks::{Did, Kind, Shared};
use tokio_util::sync as real;

/// Like [`tokio_util::sync::CancellationToken`].
#[derive(Clone)]
pub struct CancellationToken {
    pub(super) shared: Arc<Shared>,
    pub(super) token: real::CancellationToken,
}

impl CancellationToken {
    /// One that is not cancelled.
    #[track_caller]
    pub fn new() -> CancellationToken {
        CancellationToken::of(real::CancellationToken::new())
    }

    #[track_caller]
    fn of(token: real::CancellationToken) -> CancellationToken {
        CancellationToken { shared: Arc::new(Shared::new(Kind::Notify)), token }
    }

    /// One that is cancelled with this one, and also alone.
    #[track_caller]
    #[must_use]
    pub fn child_token(&self) -> CancellationToken {
        self.shared.seen();
        CancellationToken::of(self.token.child_token())
    }

    /// Cancels it, its clones and their children, and wakes who waits for that.
    #[track_caller]
    pub fn cancel(&self) {
        self.cancel_at(Location::caller());
    }

    pub(super) fn cancel_at(&self, at: &'static Location<'static>) {
        self.shared.did(Did::Close, at);
        self.token.cancel();
    }

    /// Whether it is cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.shared.seen();
        self.token.is_cancelled()
    }
}

impl Default for CancellationToken {
    #[track_caller]
    fn default() -> CancellationToken {
        CancellationToken::new()
    }
}

impl PartialEq for CancellationToken {
    fn eq(&self, other: &CancellationToken) -> bool {
        self.token == other.token
    }
}

impl Eq for CancellationToken {}

impl Hash for CancellationToken {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.token.hash(state);
    }
}

impl fmt::Debug for CancellationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_cancelled = self.is_cancelled();
        let mut token = f.debug_struct("CancellationToken");
        token.field("is_cancelled", &is_cancelled).finish()
    }
}
