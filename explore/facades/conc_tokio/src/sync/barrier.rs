use std::fmt;
use std::future::Future;
use std::panic::Location;

use explore::Want;
use explore::tasks::{Did, Kind, Shared};
use tokio::sync;

pub use tokio::sync::BarrierWaitResult;

/// Like [`tokio::sync::Barrier`].
pub struct Barrier {
    shared: Shared,
    barrier: sync::Barrier,
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shared.seen();
        fmt::Debug::fmt(&self.barrier, f)
    }
}

impl Barrier {
    /// A barrier for so many tasks, at least one.
    #[track_caller]
    pub fn new(n: usize) -> Barrier {
        Barrier {
            shared: Shared::new(Kind::Barrier),
            barrier: sync::Barrier::new(n),
        }
    }

    /// Waits until all have come. Tells the last one that it leads.
    #[track_caller]
    pub fn wait(&self) -> impl Future<Output = BarrierWaitResult> {
        let at = Location::caller();
        let wait = async move {
            self.shared.did(Did::Arrive, at);
            self.barrier.wait().await
        };
        self.shared.wait(Want::Others, at, wait)
    }
}
