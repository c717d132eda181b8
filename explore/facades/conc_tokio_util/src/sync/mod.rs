//! What tasks share, with the API of
//! [`tokio_util::sync`](https://docs.rs/tokio-util/0.7/tokio_util/sync/).

mod guard;
mod token;
mod wait;

pub use guard::{DropGuard, DropGuardRef};
pub use token::CancellationToken;
pub use wait::{WaitForCancellationFuture, WaitForCancellationFutureOwned};

pub(crate) use wait::run_until;
