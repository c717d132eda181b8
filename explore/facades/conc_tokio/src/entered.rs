//! The runtimes that are entered and do not run.

use std::cell::Cell;
use std::panic::Location;

use explore::tasks::{has_executor, refuse};
use explore::thread::LocalKey;

/// How many are.
static ENTERED: LocalKey<Cell<usize>> = LocalKey::of_task(|| Cell::new(0));

/// One is entered as long as this lives.
#[derive(Debug)]
pub(crate) struct Entered(());

impl Entered {
    pub(crate) fn new() -> Entered {
        ENTERED.set(ENTERED.get() + 1);
        Entered(())
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        ENTERED.set(ENTERED.get() - 1);
    }
}

/// Whether one is entered.
pub(crate) fn is_entered() -> bool {
    ENTERED.get() > 0
}

/// Here a task is started. Where none can run, the exploration ends without a verdict.
#[track_caller]
pub(crate) fn starts_task() {
    if !has_executor() {
        let at = Location::caller();
        refuse(&format!(
            "a task is started at {}:{} outside of `block_on`, and tasks run only inside \
             of it here: start it there",
            at.file(),
            at.line()
        ));
    }
}
