use std::panic::{self, UnwindSafe};

use crate::schedule::hook;
use crate::schedule::schedules::install_hook;

/// Runs what may panic, with the panic hook silent on this OS thread: for a checker that
/// tells of a failure by a panic, as [loom](https://docs.rs/loom) does.
///
/// # Errors
///
/// The message of the panic.
pub fn quietly<T>(act: impl FnOnce() -> T + UnwindSafe) -> Result<T, String> {
    install_hook();
    let _silence = hook::Silence::new();
    panic::catch_unwind(act).map_err(|payload| hook::message(&*payload))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_comes_back() {
        assert_eq!(quietly(|| 7), Ok(7));
        let message = quietly(|| panic!("{} is no answer", 41)).unwrap_err();
        assert_eq!(message, "41 is no answer");
    }
}
