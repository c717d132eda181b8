//! What futures can do besides, with the API of
//! [`tokio_util::future`](https://docs.rs/tokio-util/0.7/tokio_util/future/).

use std::future::Future;
use std::panic::Location;
use std::time::Duration;

use conc_tokio::time::{Instant, Timeout, timeout, timeout_at};

use crate::sync::{CancellationToken, run_until};

/// Every future can do this.
pub trait FutureExt: Future {
    /// Waits for the future, but only so long.
    #[track_caller]
    fn timeout(self, timeout: Duration) -> Timeout<Self>
    where
        Self: Sized,
    {
        self::timeout(timeout, self)
    }

    /// Waits for the future, but only until then.
    #[track_caller]
    fn timeout_at(self, deadline: Instant) -> Timeout<Self>
    where
        Self: Sized,
    {
        timeout_at(deadline, self)
    }

    /// Runs the future until it is done, or the token is cancelled: `None`. It is not begun
    /// if the token is cancelled now.
    #[track_caller]
    fn with_cancellation_token(
        self,
        cancellation_token: &CancellationToken,
    ) -> impl Future<Output = Option<Self::Output>>
    where
        Self: Sized,
    {
        // Now, and not when it is polled first.
        let is_too_late = cancellation_token.is_cancelled();
        let cancelled = cancellation_token.cancelled();
        run_until(cancelled, self, Location::caller(), move || is_too_late)
    }

    /// The same, and owns the token.
    #[track_caller]
    fn with_cancellation_token_owned(
        self,
        cancellation_token: CancellationToken,
    ) -> impl Future<Output = Option<Self::Output>>
    where
        Self: Sized,
    {
        let is_too_late = cancellation_token.is_cancelled();
        let cancelled = cancellation_token.cancelled_owned();
        run_until(cancelled, self, Location::caller(), move || is_too_late)
    }
}

impl<T: Future + ?Sized> FutureExt for T {}
