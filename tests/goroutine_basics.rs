//! Starting work, and what becomes of it: the claims.

use std::process::Command;

use course::root;
use goroutine_basics::LESSON;

use crate::built::BUILT;
use crate::harness::holds;

#[test]
fn launch() {
    holds(&LESSON, "launch", |run| {
        run.says("thread A", &["counts `to be`"])
            .says("thread B", &["counts `to be or not`"])
            .says("task A", &["counts `to be`"])
            .says("task B", &["counts `to be or not`"])
            .says("job A", &["counts `to be`"])
            .says("job B", &["counts `to be or not`"]);
        assert_eq!(run.count("counts"), 6);
        for kind in ["thread", "task", "job"] {
            let joined = format!("main: words from the {kind}s: 2 and 4");
            for name in ["A: counts `to be`", "B: counts `to be or not`"] {
                run.in_order(&[&format!("{kind} {name}"), &joined]);
            }
        }
    });
}

#[test]
fn lazy_futures() {
    holds(&LESSON, "lazy_futures", |run| {
        run.says("main", &["in turn: 20 ms", "joined: 10 ms", "spawned: 10 ms"]);
        run.says::<&str>("page 0", &[]);
        let start = [0, 10, 20, 20, 30, 30];
        for (page, start) in (1..).zip(start) {
            run.says(&format!("page {page}"), &["waits for the server", "is here"]);
            assert_eq!(
                run.at(&format!("page {page}: waits for the server")),
                start
            );
            assert_eq!(run.at(&format!("page {page}: is here")), start + 10);
        }
        assert_eq!(run.at("main: spawned: 10 ms"), 40);
    });
}

#[test]
fn forgotten_wait() {
    holds(&LESSON, "forgotten_wait", |run| {
        run.says("forgotten", &["starts to print", "waits for paper"]);
        run.says("awaited", &["starts to print", "waits for paper", "has printed"]);
        run.in_order(&[
            "forgotten: waits for paper",
            "main: runtime dropped; the printer takes the paper: false",
            "awaited: waits for paper",
            "awaited: has printed",
            "main: has waited for the printer",
        ]);
        assert_eq!(run.stuck(), ["forgotten waits for paper".into()].into());
    });
    a_process_takes_its_threads_along();
}

fn a_process_takes_its_threads_along() {
    let process = Command::new(&BUILT.binaries["forgotten_thread"]).output();
    let output = process.expect("it starts");
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(text, "printer: starts to print\nmain: goes home\n");
}

#[test]
fn captures() {
    holds(&LESSON, "captures", |run| {
        run.exactly(&[
            "printer 1: prints page 1",
            "printer 2: prints page 2",
            "printer 3: prints page 3",
            "main: total of the copies: 0",
            "main: total of the returned values: 6",
        ]);
    });
}

#[test]
fn shared_ownership() {
    holds(&LESSON, "shared_ownership", |run| {
        run.says("main", &["owners: 4", "owners: 1", "orders: 3"]);
        for clerk in ["clerk A", "clerk B", "clerk C"] {
            run.says(clerk, &["adds an order"]);
            run.in_order(&[&format!("{clerk}: adds an order"), "main: owners: 1"]);
        }
    });
}

#[test]
fn scoped() {
    holds(&LESSON, "scoped", |run| {
        run.exactly(&[
            "clerk A: adds up [1, 2, 3]",
            "clerk B: adds up [4, 5, 6]",
            "clerk C: adds up [7, 8, 9]",
            "main: totals: [6, 15, 24]",
        ]);
        let lines = run.lines();
        assert_eq!(lines.last().unwrap(), "main: totals: [6, 15, 24]");
    });
}

#[test]
fn refusals() {
    holds(&LESSON, "refusals", |run| {
        run.exactly(&[
            "main: E0373, with `move`: prints 2 maps",
            "main: E0597, in a scope: prints 3 maps",
            "main: E0277, with a lock: 1 printed",
            "main: no number, ended before the await: prints 4 maps",
        ]);
    });
}

#[test]
fn threads_and_tasks() {
    holds(&LESSON, "threads_and_tasks", |run| {
        run.place("main: 50 threads run on 50 OS threads");
        let tasks = |threads: u32| {
            run.count(&format!("main: 1000 tasks run on {threads} of 2 OS threads"))
        };
        assert_eq!(tasks(1) + tasks(2), 1);
        for row in ["start, run and join one", "hand a value over"] {
            assert_eq!(run.count(row), 1, "{row}");
        }
    });
}

#[test]
fn scheduling() {
    holds(&LESSON, "scheduling", |run| {
        let lines = run.lines();
        let greedy: Vec<_> =
            lines.iter().filter(|line| line.contains("greedy")).collect();
        let order = ["A: A0", "A: A1", "A: A2", "B: B0", "B: B1", "B: B2"];
        assert_eq!(
            greedy,
            order.map(|line| format!("greedy {line}")).iter().collect::<Vec<_>>()
        );
        for (round, next) in [(0, 1), (1, 2)] {
            for before in ["A", "B"] {
                for after in ["A", "B"] {
                    run.in_order(&[
                        format!("polite {before}: {before}{round}"),
                        format!("polite {after}: {after}{next}"),
                    ]);
                }
            }
        }
        run.place("main: blocked on another thread: true; it received paper");
    });
}

/// The explanation names the number of letters, so that number is held, too.
#[test]
fn budget() {
    holds(&LESSON, "budget", |run| {
        run.says("beside budget", &["has a turn after 128 letters"]);
        run.says("beside unconstrained", &["has a turn after 1000 letters"]);
        for manner in ["budget", "unconstrained"] {
            run.place(&format!("main: {manner}: read 1000 letters in all"));
        }
    });
}

#[test]
fn lifecycle() {
    holds(&LESSON, "lifecycle", |run| {
        run.says(
            "main",
            &[
                "created: nothing of it has run",
                "parked: finished false",
                "aborted: cancelled true",
                "finished: true",
                "its value: 12 pages",
            ],
        );
        run.says(
            "printer",
            &["starts to print", "waits for paper", "clears its desk"],
        );
        run.in_order(&[
            "main: created: nothing of it has run",
            "printer: starts to print",
            "printer: waits for paper",
            "main: parked: finished false",
            "printer: clears its desk",
            "main: aborted: cancelled true",
        ]);
        run.says("courier", &["runs, though its handle is dropped"]);
    });
}

#[test]
fn results_and_panics() {
    holds(&LESSON, "results_and_panics", |run| {
        run.says(
            "main",
            &[
                "job 1: 10 pages",
                "job 2 failed: out of paper",
                "job 3 panicked: job 3 has no pages at all",
                "job 4: 40 pages",
            ],
        );
    });
}

#[test]
fn unseen_panics() {
    holds(&LESSON, "unseen_panics", |run| {
        run.in_order(&[
            "detached printer: panics",
            "main: goes on, and knows nothing of the panic",
            "joined printer: panics",
            "main: is told: panicked true",
        ]);
        assert_eq!(run.lines().len(), 4);
    });
    a_process_outlives_the_panic_of_a_thread();
    unless_a_panic_aborts();
}

fn a_process_outlives_the_panic_of_a_thread() {
    let process = Command::new(&BUILT.binaries["unseen_panic"]).output();
    let output = process.expect("it starts");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stdout, b"main: goes on\n");
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(message.contains("out of paper"), "{message}");
}

fn unless_a_panic_aborts() {
    let folder = tempfile::tempdir().expect("a folder");
    let binary = folder.path().join("unseen_panic");
    let lesson = root().join("week7/goroutines/goroutine_basics");
    let rustc = std::env::var("RUSTC").unwrap_or("rustc".into());
    let built = Command::new(rustc)
        .args(["--edition=2024", "-C", "panic=abort", "-o"])
        .arg(&binary)
        .arg(lesson.join("src/bin/unseen_panic.rs"))
        .status();
    assert!(built.expect("rustc starts").success());
    let output = Command::new(&binary).output().expect("it starts");
    assert!(!output.status.success());
    assert_eq!(output.stdout, b"");
}

#[test]
fn first_channel() {
    holds(&LESSON, "first_channel", |run| {
        let orders = ["2 maps", "1 atlas", "5 stamps"];
        run.says("clerk", &orders.map(|order| format!("sends {order}")));
        let received = orders.map(|order| format!("receives {order}"));
        let all = received.iter().map(String::as_str).chain(["no sender is left"]);
        run.says("main", &all.collect::<Vec<_>>());
        for order in orders {
            run.in_order(&[
                format!("clerk: sends {order}"),
                format!("main: receives {order}"),
            ]);
        }
    });
}

#[test]
fn leaks() {
    holds(&LESSON, "leaks", |run| {
        run.in_order(&[
            "clerk: waits for room for `yes`",
            "clerk: waits for room for `no`",
            "main: tasks alive, the receiver kept: 1",
            "clerk: nobody wants `no`",
            "main: tasks alive, the receiver dropped: 0",
        ]);
        assert_eq!(run.lines().len(), 5);
    });
}

#[test]
fn cancellation() {
    holds(&LESSON, "cancellation", |run| {
        for printer in ["printer A", "printer B", "printer C"] {
            run.says(
                printer,
                &["waits for pages, or the end", "puts 3 pages on the pile"],
            );
            run.in_order(&[
                "main: cancels",
                &format!("{printer}: puts 3 pages on the pile"),
                "main: all have ended; pages on the pile: 9",
            ]);
        }
        assert_eq!(run.at("main: cancels"), 35);
        assert_eq!(run.at("main: all have ended; pages on the pile: 9"), 35);
    });
}

#[test]
fn speedup() {
    holds(&LESSON, "speedup", |run| {
        assert_eq!(run.peak("sets out", "is back"), 5);
        run.place("main: 5 errands of 20 ms, all at once: 20 ms");
        run.place("main: equal results: true");
    });
}

#[test]
fn watching() {
    holds(&LESSON, "watching", |run| {
        run.exactly(&[
            "printer: waits for paper that never comes",
            "main: cutter has ended; still alive: 2",
            "main: binder has ended; still alive: 1",
            "main: printer has not ended",
        ]);
        run.says(
            "main",
            &[
                "cutter has ended; still alive: 2",
                "binder has ended; still alive: 1",
                "printer has not ended",
            ],
        );
        assert_eq!(
            run.stuck(),
            ["printer waits for paper that never comes".into()].into()
        );
        assert_eq!(run.at("main: printer has not ended"), 20 + 100);
    });
}

#[test]
fn hundred_thousand() {
    holds(&LESSON, "hundred_thousand", |run| {
        run.in_order(&[
            "last to come: tasks alive: 100000",
            "main: all have ended; the sum of their numbers: 5000050000",
        ]);
        assert_eq!(run.count("last to come: heap for each: "), 1);
        assert_eq!(run.count("main: for each thread: "), 1);
    });
}
