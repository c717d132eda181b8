//! What the macros expand to, and what the modules have in common.

mod part;

use std::ops::Add;
use std::panic::Location;
use std::task::{Context, Poll, ready};

use explore::tasks::{has_executor, pick, poll_turn};

pub use explore::tasks::{turn, turn_before_all};
pub use explore::thread::LocalKey;
pub use part::{Branch, Part, here};
pub use tokio::select;

/// Where in the source something was done.
pub(crate) type At = &'static Location<'static>;

/// The branch to begin with.
#[derive(Debug)]
pub struct Start(u32);

impl Start {
    /// The first one.
    pub fn first() -> Start {
        Start(0)
    }

    /// One of so many.
    pub fn any(branches: u32) -> Start {
        Start(pick(branches as usize) as u32)
    }
}

impl Add<u32> for &Start {
    type Output = u32;

    fn add(self, offset: u32) -> u32 {
        self.0 + offset
    }
}

/// [`turn`] for a future that is written by hand: what its first poll begins with.
#[derive(Debug, Default)]
pub struct First {
    is_over: bool,
}

impl First {
    /// It has to wait, and lets others go by this.
    pub(crate) fn waits(&mut self) {
        self.is_over = true;
    }

    /// Ready when others have had the chance to go first.
    pub fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if !self.is_over {
            ready!(poll_turn(context));
            self.is_over = true;
        }
        Poll::Ready(())
    }
}

/// What each poll begins with of what has no first one, or of what is to be ready: others go
/// first if it `is_ready`. One that has to wait lets them go by this.
pub(crate) fn turn_if(is_ready: bool, context: &mut Context<'_>) -> Poll<()> {
    match is_ready || !has_executor() {
        true => poll_turn(context),
        false => Poll::Ready(()),
    }
}
