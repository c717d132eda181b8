//! The runtimes that are entered.

use std::cell::RefCell;
use std::panic::Location;

use explore::tasks::{Flavor, has_executor, refuse};
use explore::thread::LocalKey;

/// Of what kind they are, the current one last.
static ENTERED: LocalKey<RefCell<Vec<Flavor>>> =
    LocalKey::of_task(|| RefCell::new(Vec::new()));

/// One is entered as long as this lives.
#[derive(Debug)]
pub(crate) struct Entered(());

impl Entered {
    pub(crate) fn new(flavor: Flavor) -> Entered {
        ENTERED.with_borrow_mut(|entered| entered.push(flavor));
        Entered(())
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        ENTERED.with_borrow_mut(Vec::pop);
    }
}

/// Of what kind the one is that was entered last.
pub(crate) fn entered() -> Option<Flavor> {
    ENTERED.with_borrow(|entered| entered.last().copied())
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
