#[path = "../programs/mod.rs"]
mod programs;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use loom::sync::{Condvar, Mutex, atomic, mpsc};
use loom::thread;

use super::End;

/// More than any of the programs needs in a schedule.
const MOST_BRANCHES: usize = 20_000;

pub fn run(program: &str, size: usize, most: usize, count: fn()) -> End {
    let program = programs::named(program).expect("the program is known");
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = None;
    builder.max_branches = MOST_BRANCHES;
    builder.max_permutations = Some(most);
    let begun = Arc::new(AtomicUsize::new(0));
    let counted = begun.clone();
    // It runs four tasks beside main at most, and says so by an assertion of its own.
    // What panics later does so because of this.
    let its_own = Arc::new(OnceLock::new());
    let noted = its_own.clone();
    std::panic::set_hook(Box::new(move |panic| {
        let of_loom =
            panic.location().is_some_and(|at| at.file().contains("/loom-"));
        let asserts =
            panic.payload_as_str().is_some_and(|why| why.starts_with("assertion"));
        noted.get_or_init(|| of_loom && asserts);
    }));
    let ended = catch_unwind(AssertUnwindSafe(|| {
        builder.check(move || {
            count();
            counted.fetch_add(1, Ordering::Relaxed);
            program(size);
        });
    }));
    match ended {
        Err(_) if its_own.get() == Some(&true) => End::GaveUp,
        Err(_) => End::Failure,
        // At its limit loom returns as it does at the end.
        Ok(()) if begun.load(Ordering::Relaxed) + 1 < most => End::All,
        Ok(()) => End::Left,
    }
}
