use std::panic::Location;

use explore::acts_when_dropped;

use super::token::CancellationToken;

/// Cancels its token when it is dropped.
#[derive(Debug)]
pub struct DropGuard(Option<CancellationToken>, At);

/// Cancels the token when it is dropped.
#[derive(Debug)]
pub struct DropGuardRef<'a>(Option<&'a CancellationToken>, At);

/// Where in the source a guard was made.
type At = &'static Location<'static>;

impl CancellationToken {
    /// A guard that cancels the token when it is dropped.
    #[track_caller]
    pub fn drop_guard(self) -> DropGuard {
        DropGuard(Some(self), Location::caller())
    }

    /// A guard that cancels the token when it is dropped.
    #[track_caller]
    pub fn drop_guard_ref(&self) -> DropGuardRef<'_> {
        DropGuardRef(Some(self), Location::caller())
    }
}

const TAKEN: &str = "it is taken only by who takes the guard";

impl DropGuard {
    /// The token.
    pub fn token(&self) -> &CancellationToken {
        self.0.as_ref().expect(TAKEN)
    }

    /// Returns the token, which is not cancelled.
    pub fn disarm(mut self) -> CancellationToken {
        self.0.take().expect(TAKEN)
    }
}

impl<'a> DropGuardRef<'a> {
    /// The token.
    pub fn token(&self) -> &CancellationToken {
        self.0.expect(TAKEN)
    }

    /// Returns the token, which is not cancelled.
    pub fn disarm(mut self) -> &'a CancellationToken {
        self.0.take().expect(TAKEN)
    }
}

impl Drop for DropGuard {
    fn drop(&mut self) {
        if let Some(token) = &self.0 {
            acts_when_dropped(self);
            token.cancel_at(self.1);
        }
    }
}

impl Drop for DropGuardRef<'_> {
    fn drop(&mut self) {
        if let Some(token) = self.0 {
            acts_when_dropped(self);
            token.cancel_at(self.1);
        }
    }
}
