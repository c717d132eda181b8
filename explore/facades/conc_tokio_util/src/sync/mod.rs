//! What tasks share, with the API of
//! [`tokio_util::sync`](https://docs.rs/tokio-util/0.7/tokio_util/sync/).

mod guard;
mod token;
mod wait;

pub use guard::{DropGuard, DropGuardRef};
pub use token::CancellationToken;
pub use wait::{WaitForCancellationFuture, WaitForCancellationFutureOwned};

pub(crate) use wait::run_until;

// The compiler shows these lines to who uses one of the types.

#[cfg(feature = "not modelled: await `Semaphore::acquire_owned`")]
pub struct PollSemaphore;

#[cfg(feature = "not modelled: await `Sender::reserve_owned`")]
pub struct PollSender;

#[cfg(feature = "not modelled: await `Sender::reserve_owned`")]
pub struct PollSendError;

#[cfg(feature = "not modelled: use a `Pin<Box<dyn Future>>`")]
pub struct ReusableBoxFuture;
