// cargo add --path PATH-OF-THE-COURSE/explore
// (PATH-OF-THE-COURSE: the folder into which you have cloned the course)

use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::thread;

fn main() {
    // `SeqCst` is the strictest order: all threads see such steps in one sequence.
    let load_then_store = |count: &AtomicU32| {
        let seen = count.load(SeqCst);
        count.store(seen + 1, SeqCst); // overwrites what the other has written
    };
    let report = explore::every(move || add_from_two_tasks(load_then_store));
    finds("load, then store", &report);

    let fetch_add = |count: &AtomicU32| {
        count.fetch_add(1, SeqCst);
    };
    let report = explore::every(move || add_from_two_tasks(fetch_add));
    proves("fetch_add", &report);
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

/// Prints the first schedule in which the program fails, step by step. The names of
/// the locks and channels are looked up in the text of this file, `src/main.rs`.
fn finds(program: &str, report: &explore::Report) {
    let failure = report.found().named(include_str!("main.rs"));
    println!("{program}: schedule {} fails", failure.schedule);
    for (task, line) in failure.lines() {
        println!("{task}: {line}");
    }
}

/// Prints in how many schedules the program is right. It panics if one fails.
fn proves(program: &str, report: &explore::Report) {
    match report.clean_in_all().schedules {
        1 => println!("{program}: right in the only schedule"),
        all => println!("{program}: right in all {all} schedules"),
    }
}
