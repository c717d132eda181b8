//! The clock of a schedule, with the API of
//! [`tokio::time`](https://docs.rs/tokio/1/tokio/time/). It jumps to the next
//! moment that somebody waits for when no task can go on, and earlier as often as the
//! exploration says.

mod clock;
pub mod error;
mod instant;
mod interval;
mod sleep;
mod timeout;

pub use clock::{advance, pause, resume};
pub use instant::Instant;
pub use interval::{Interval, MissedTickBehavior, interval, interval_at};
pub use sleep::{Sleep, sleep, sleep_until};
pub use std::time::Duration;
pub(crate) use timeout::limit;
pub use timeout::{Timeout, timeout, timeout_at};
