//! The clock of a schedule. With the feature `outside` dates are std's own, as the times of
//! files are: who explores tells std the date. That can be done on Linux with the GNU C
//! library; elsewhere the two cannot be compared.

pub use explore::time::*;
#[cfg(all(
    feature = "outside",
    target_os = "linux",
    target_env = "gnu",
    not(target_feature = "crt-static")
))]
pub use std::time::{SystemTime, SystemTimeError, UNIX_EPOCH};
