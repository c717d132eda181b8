//! What the macros expand to, and what the modules have in common.

use std::fmt;
use std::ops::Add;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use explore::tasks::{Nested, pick};

pub use explore::tasks::turn;
pub use std::thread_local;
pub use tokio::select;

/// Where in the source something was done.
pub(crate) type At = &'static Location<'static>;

/// The branch to begin with. Lives as long as the branches are polled, once.
#[derive(Debug)]
pub struct Start {
    branch: u32,
    _nested: Nested,
}

impl Start {
    /// The first one.
    pub fn first() -> Start {
        Start { branch: 0, _nested: Nested::new() }
    }

    /// One of so many.
    pub fn any(branches: u32) -> Start {
        let branch = pick(branches as usize) as u32;
        Start { branch, _nested: Nested::new() }
    }
}

impl Add<u32> for &Start {
    type Output = u32;

    fn add(self, offset: u32) -> u32 {
        self.branch + offset
    }
}

/// [`turn`] for a future that is written by hand: what its first poll begins with.
#[derive(Default)]
pub enum First {
    /// It was not polled.
    #[default]
    New,
    /// Others have been asked.
    Waits(Pin<Box<dyn Future<Output = ()> + Send + Sync>>),
    /// It goes on.
    Over,
}

impl First {
    /// Ready when others have had the chance to go first.
    pub fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if matches!(self, First::New) {
            *self = First::Waits(Box::pin(turn()));
        }
        if let First::Waits(turn) = self {
            ready!(turn.as_mut().poll(context));
            *self = First::Over;
        }
        Poll::Ready(())
    }
}

impl fmt::Debug for First {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("First").finish_non_exhaustive()
    }
}
