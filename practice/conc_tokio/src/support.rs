//! What the macros expand to.

use std::ops::Add;

use explore::tasks::{Nested, pick};

pub use explore::tasks::turn;
pub use tokio::select;

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
