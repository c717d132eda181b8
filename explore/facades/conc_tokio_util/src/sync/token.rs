use std::fmt;
use std::hash::{Hash, Hasher};
use std::panic::Location;
use std::sync::Arc;

use explore::tasks::{Did, Kind, Shared, begins, begins_at, undivided};
use tokio_util::sync as real;

/// Like [`tokio_util::sync::CancellationToken`].
#[derive(Clone)]
pub struct CancellationToken {
    pub(super) shared: Arc<Shared>,
    /// What it has in common with its children and its parents, which cancel it.
    pub(super) tree: Arc<Shared>,
    pub(super) token: real::CancellationToken,
}

impl CancellationToken {
    /// One that is not cancelled.
    #[track_caller]
    pub fn new() -> CancellationToken {
        let tree = Arc::new(Shared::new(Kind::Set));
        CancellationToken::of(real::CancellationToken::new(), tree)
    }

    #[track_caller]
    fn of(token: real::CancellationToken, tree: Arc<Shared>) -> CancellationToken {
        let shared = Arc::new(Shared::new(Kind::Notify));
        CancellationToken { shared, tree, token }
    }

    /// One that is cancelled with this one, and also alone.
    #[track_caller]
    #[must_use]
    pub fn child_token(&self) -> CancellationToken {
        begins();
        self.seen();
        CancellationToken::of(self.token.child_token(), Arc::clone(&self.tree))
    }

    /// Cancels it, its clones and their children, and wakes who waits for that.
    #[track_caller]
    pub fn cancel(&self) {
        self.cancel_at(Location::caller());
    }

    pub(super) fn cancel_at(&self, at: &'static Location<'static>) {
        begins_at(at);
        self.shared.did(Did::Close, at);
        self.tree.changed();
        // It holds the lock of a parent while it wakes who awaits a child.
        undivided(|| self.token.cancel());
    }

    fn seen(&self) {
        self.shared.seen();
        self.tree.seen();
    }

    /// Whether it is cancelled.
    pub fn is_cancelled(&self) -> bool {
        begins();
        self.seen();
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
