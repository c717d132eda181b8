//! The clock of a schedule, with the API of [`std::time`]. It stands still while a task
//! can go on and then jumps to the next moment that somebody waits for, unless
//! [`racing_clock`](crate::Explore::racing_clock) lets it jump earlier.

mod date;
mod instant;
mod system;

#[doc(hidden)]
pub use date::{begin_at, date, sees};
pub use instant::{Instant, advance, pause};
pub(crate) use instant::{in_a_while, later, now};
pub use std::time::{Duration, TryFromFloatSecsError};
pub use system::{SystemTime, SystemTimeError, UNIX_EPOCH};
