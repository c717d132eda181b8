//! Panics, with the API of [`std::panic`]. Each is of its task.

use std::panic::{self, Location, PanicHookInfo, UnwindSafe};
use std::sync::Arc;
use std::thread::Result;

use crate::model::access::{Key, Mode};
use crate::schedule::engine::{is_exploring, with_run};
use crate::schedule::{catch, hook};

/// Runs what may panic.
///
/// # Errors
///
/// What it panicked with.
#[track_caller]
pub fn catch_unwind<T>(act: impl FnOnce() -> T + UnwindSafe) -> Result<T> {
    let (result, at) = (catch::catch(act), Location::caller());
    if let Err(payload) = &result {
        with_run(|run| run.catches(&catch::text(payload), at));
    }
    result
}

/// Like [`std::panic::set_hook`], but for the panics of this schedule. What the hook does is
/// done together with the panic: others come in between only if it has to wait.
///
/// # Panics
///
/// If the task unwinds because of a panic.
#[track_caller]
pub fn set_hook(hook: Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>) {
    match is_exploring() {
        true => drop(replace_hook(Some(hook))),
        false => panic::set_hook(hook),
    }
}

/// Like [`std::panic::take_hook`]: the hook of this schedule. The one that is there first
/// does nothing, as no panic is printed.
///
/// # Panics
///
/// If the task unwinds because of a panic.
#[track_caller]
#[must_use]
pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static> {
    if !is_exploring() {
        return panic::take_hook();
    }
    match replace_hook(None) {
        Some(hook) => Box::new(move |info| hook(info)),
        None => Box::new(|_| {}),
    }
}

#[track_caller]
fn replace_hook(hook: Option<hook::Hook>) -> Option<Arc<hook::Hook>> {
    assert!(
        !catch::panicking(),
        "cannot modify the panic hook from a panicking thread"
    );
    with_run(|run| run.touch(Key::Hook, Mode::Changes));
    hook::replace_own(hook)
}

/// Raises a panic that was caught.
///
/// # Panics
///
/// With this.
pub fn resume_unwind(payload: Box<dyn std::any::Any + Send>) -> ! {
    catch::resume_unwind(payload)
}

/// Fails the schedule at once, as a panic with this message does that nobody catches: for
/// what ends a process. It is no panic, so no destructor runs, and no catch, no join and no
/// [forgiving](crate::Explore::forgives_panics) makes up for it.
///
/// # Panics
///
/// Outside of an explored program.
#[track_caller]
pub fn ends_the_process(message: &str) -> ! {
    let at = Location::caller();
    with_run(|run| run.fail_by_an_end(message, at));
    panic!("{message}")
}
