//! What has a thread of its own to block.

use std::cell::Cell;
use std::future::Future;
use std::panic::Location;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use crate::support::At;
use explore::tasks::{
    at_one_go, blocks_its_thread, is_interrupted, is_running, refuse,
};
use explore::thread::LocalKey;

/// How many closures of a task that may block run, one inside the other.
static CLOSURES: LocalKey<Cell<usize>> = LocalKey::of_task(|| Cell::new(0));

/// As long as it lives there are so many; then again as many as before.
struct Inside(usize);

impl Inside {
    fn new(closures: usize) -> Inside {
        Inside(CLOSURES.replace(closures))
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        CLOSURES.set(self.0);
    }
}

/// Whether this is called where nothing may block: in an async task, outside of a closure
/// that may.
pub(crate) fn is_async() -> bool {
    is_running() && CLOSURES.get() == 0
}

/// Runs a closure that may block. Where all tasks share one thread, it runs at one go, and
/// one in which others could come in is refused.
pub(crate) fn run<T>(at: At, closure: impl FnOnce() -> T) -> T {
    at_one_go(at, || {
        let _inside = Inside::new(CLOSURES.get() + 1);
        closure()
    })
}

/// Waits for the future where nothing can be awaited.
///
/// # Panics
///
/// In an async task, as tokio does.
#[track_caller]
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    if !is_running() {
        return explore::tasks::block_on(future);
    }
    assert!(
        !is_async(),
        "Cannot block the current thread from within a runtime. This happens because a \
         function attempted to block the current thread while the thread is being used \
         to drive asynchronous tasks."
    );
    // What is polled is async again.
    let _outside = Inside::new(0);
    let mut future = pin!(future);
    if is_interrupted() {
        return blocks_its_thread(future);
    }
    let polled = future.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    let Poll::Ready(output) = polled else {
        let at = Location::caller();
        refuse(&format!(
            "the call at {}:{} would have to block, and others cannot go on meanwhile, \
             as all tasks share one thread here: await in a task instead",
            at.file(),
            at.line()
        ))
    };
    output
}
