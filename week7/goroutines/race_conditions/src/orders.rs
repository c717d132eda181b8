//! In which order things may happen, and how to try them all.

use std::collections::HashMap;

use explore::sync::Mutex;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::{note, thread};
use shared::{Explorer, Log};

/// A and B each add one to a count. Adding is two steps: read, and write one more. Two
/// steps and two steps can be merged in six ways, and here they all are. Whether a
/// program is right depends on the order; which order comes depends on the scheduler,
/// in Go, Python and Rust alike. Trying every order is what "exploring" means below.
pub fn every_order(log: &Log) {
    let main = log.task("main");
    for order in merges("", 2, 2) {
        let mut count = 0;
        let mut seen = HashMap::new();
        let mut steps = Vec::new();
        for task in order.chars() {
            if let Some(read) = seen.remove(&task) {
                count = read + 1;
                steps.push(format!("{task} writes {count}"));
            } else {
                seen.insert(task, count);
                steps.push(format!("{task} reads {count}"));
            }
        }
        let verdict = if count == 2 { "right" } else { "lost one" };
        writeln!(main, "{}: {verdict}", steps.join(", "));
    }
}

/// Every way to go on from `begun` when A has `a` steps left and B has `b`.
fn merges(begun: &str, a: usize, b: usize) -> Vec<String> {
    if a + b == 0 {
        return vec![begun.to_string()];
    }
    let mut all = Vec::new();
    if a > 0 {
        all.extend(merges(&format!("{begun}A"), a - 1, b));
    }
    if b > 0 {
        all.extend(merges(&format!("{begun}B"), a, b - 1));
    }
    all
}

/// Go's `counter++` from ten goroutines may lose updates, and in a short run hardly ever
/// does: the test passes and the program is wrong. The same line does not compile here:
///
/// ```compile_fail,E0499
/// let mut count = 0;
/// std::thread::scope(|scope| {
///     for _ in 0..10 {
///         scope.spawn(|| count += 1);
///         // error[E0499]: cannot borrow `count` as mutable more than once
///     }
/// });
/// ```
///
/// Moved into each thread, the count is copied, and the copies count for nobody. An
/// atomic that is loaded and then stored does compile, and loses. `explore` runs the
/// program under every schedule; what follows is the first that fails.
pub fn lost_update(log: &Log) {
    let explorer = Explorer::new(log, include_str!("orders.rs"));

    let load_then_store = |count: &AtomicU32| {
        let seen = count.load(SeqCst);
        count.store(seen + 1, SeqCst); // whatever the other has written is overwritten
    };
    let report = explore::every(move || add_from_two_tasks(load_then_store));
    explorer.finds("load, then store", &report);

    let fetch_add = |count: &AtomicU32| {
        count.fetch_add(1, SeqCst);
    };
    let report = explore::every(move || add_from_two_tasks(fetch_add));
    explorer.proves("fetch_add", &report);
}

fn add_from_two_tasks(add_one: fn(&AtomicU32)) {
    let count = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| add_one(&count));
        }
    });
    let total = count.load(SeqCst);
    assert!(total == 2, "{total} and not 2: an update was lost");
}

/// Go's `-race` watches one run and reports two accesses that nothing orders, if that
/// run happened to make them; of a race condition between locked steps, as here, it
/// knows nothing. Types refuse a data race in every run, before the first. What types
/// cannot refuse is found by running the schedules, here some at random from a seed.
pub fn detectors(log: &Log) {
    let tools = log.task("tools");
    for (tool, finds) in [
        ("go run -race", "data races, in the run that was made"),
        ("Go's synctest", "goroutines that all wait; its clock is fake"),
        ("Go's runtime", "deadlock, if every goroutine sleeps"),
        ("cargo check", "data races, all of them, in safe code"),
        ("explore, shuttle", "wrong results and deadlocks, by schedules"),
        ("loom", "the same, and orderings that are too weak"),
        ("cargo miri test", "data races in unsafe code, in one run"),
        ("-Zsanitizer=thread", "the same, in C code that is called as well"),
    ] {
        writeln!(tools, "{tool:18}  {finds}");
    }

    let explorer = Explorer::new(log, include_str!("orders.rs"));
    let report = explore::random(1_000, 7, || {
        let total = Mutex::new(0);
        thread::scope(|scope| {
            for amount in [10, 20, 30] {
                let total = &total;
                scope.spawn(move || {
                    let seen = *total.lock().unwrap();
                    note(format!("saw {seen}, will write {}", seen + amount));
                    *total.lock().unwrap() = seen + amount; // locked, and still too late
                });
            }
        });
        let total = total.into_inner().unwrap();
        assert!(total == 60, "{total} and not 60: an amount is lost");
    });
    explorer.finds("1,000 random schedules, from seed 7", &report);
}
