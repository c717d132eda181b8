// cargo add --path PATH-OF-THE-COURSE/explore
// (PATH-OF-THE-COURSE: the folder into which you have cloned the course)

use explore::sync::Mutex;
use explore::{note, thread};

fn main() {
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
        println!("tools: {tool:18}  {finds}");
    }

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
    finds("random schedules, from seed 7", &report);
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
