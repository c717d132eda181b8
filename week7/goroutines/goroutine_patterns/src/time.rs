//! Milliseconds, as short as they are frequent here.

use std::time::Duration;

pub fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}
