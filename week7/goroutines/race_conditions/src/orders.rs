//! The orders in which steps can happen, and how to try them all.

use std::collections::HashMap;

use explore::sync::Mutex;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::{note, thread};
use shared::{Explorer, Log};

/// A and B each add one to a count. An addition takes two steps: read the count, then
/// write one more. Two steps and two steps can be merged in six ways, and all six are
/// printed here. The order decides whether the result is right, and the scheduler
/// decides the order, in Go, Python and Rust alike. From here on, "to explore" means
/// to run a program in every order.
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

/// In Go, `counter++` from ten goroutines may lose updates. A short run hardly
/// ever does, so the test passes although the program is wrong. The same line
/// does not compile in Rust:
///
/// ```compile_fail,E0499
/// let mut count = 0;
/// std::thread::scope(|scope| {
///     for _ in 0..10 {
///         scope.spawn(|| count += 1); // with `move`, each counts in a copy
///         // error[E0499]: cannot borrow `count` as mutable more than once
///     }
/// });
/// ```
///
/// An atomic number that is first loaded and then stored does compile, and it
/// can lose updates. `explore::every` runs the program in every order, each
/// called a schedule, and reports the first that fails, step by step. Its types
/// stand in for those of std, under the same names.
pub fn lost_update(log: &Log) {
    let explorer = Explorer::new(log, include_str!("orders.rs"));

    // `SeqCst` is the strictest order: all threads see such steps in one sequence.
    let load_then_store = |count: &AtomicU32| {
        let seen = count.load(SeqCst);
        count.store(seen + 1, SeqCst); // overwrites what the other has written
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

/// Go's `-race` watches one run, and can report two accesses that nothing
/// orders, if that run makes them. It says nothing of a race condition between
/// locked steps, as in the program below. Python's standard library has no
/// race detector. Rust's types refuse a data race before the first run. What
/// types cannot refuse may be found by running many schedules: here at most
/// 1,000 random ones, the same in each run, until one fails. The output begins
/// with a list of tools; `happens_before` shows what loom is for.
pub fn detectors(log: &Log) {
    let tools = log.task("tools");
    for (tool, finds) in [
        ("go run -race", "data races, in the run that is made"),
        ("Go's synctest", "goroutines that all wait, not for locks"),
        ("Go's runtime", "a deadlock, if every goroutine waits"),
        ("cargo check", "every data race in safe Rust"),
        ("explore, shuttle", "wrong results and deadlocks, by schedules"),
        ("loom", "wrong results, with weak orderings, too"),
        ("cargo miri test", "data races in unsafe Rust, in one run"),
        ("-Zsanitizer=thread", "data races in one run; in C if built with it"),
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
                    *total.lock().unwrap() = seen + amount; // locked, but too late
                });
            }
        });
        let total = total.into_inner().unwrap();
        assert!(total == 60, "{total} and not 60: an amount is lost");
    });
    explorer.finds("random schedules, from seed 7", &report);
}
