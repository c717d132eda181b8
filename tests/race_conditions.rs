//! What can go wrong between two instructions: the claims.

use race_conditions::LESSON;
use shared::{Log, Transcript};

use crate::harness::{holds, without_places};

/// The explorer says that the first program fails, and that the last is right in every
/// schedule. What stands between is the failing schedule.
fn found_then_proven(run: &Transcript, fails: &str, right: &str) {
    let found = format!("explorer: {fails}: schedule ");
    let proven = format!("explorer: {right}: right in all ");
    let lines = run.lines();
    let first = |begin: &str| lines.iter().position(|line| line.starts_with(begin));
    let found = first(&found).expect("a failing schedule");
    let proven = first(&proven).expect("a proof");
    assert!(found + 1 < proven, "no failing schedule is shown");
}

#[test]
fn every_order() {
    holds(&LESSON, "every_order", |run| {
        let mut orders = run.of("main");
        assert_eq!(
            orders.iter().filter(|order| order.ends_with(": right")).count(),
            2
        );
        assert_eq!(
            orders.iter().filter(|order| order.ends_with(": lost one")).count(),
            4
        );
        orders.sort();
        orders.dedup();
        assert_eq!(orders.len(), 6);
    });
}

#[test]
fn mutex() {
    holds(&LESSON, "mutex", |run| {
        run.says("main", &["10 threads added 100 each: 1000"]);
    });
}

#[test]
fn long_guard() {
    holds(&LESSON, "long_guard", |run| {
        for (way, peak) in [("held", 1), ("bound", 3)] {
            let mut part = run.clone();
            part.events.retain(|event| event.task.starts_with(way));
            assert_eq!(part.peak("begins job", "ends job"), peak, "{way}");
            for job in 1..=6 {
                assert_eq!(
                    part.count(&format!("begins job {job}")),
                    1,
                    "{way} {job}"
                );
                assert_eq!(
                    part.count(&format!("ends job {job}")),
                    1,
                    "{way} {job}"
                );
            }
        }
        run.place("main: 2 maps: in the body of `if let`, locked: true");
        run.place("main: no order: in its `else`, locked: false");
    });
}

#[test]
fn lock_over_await() {
    holds(&LESSON, "lock_over_await", |run| {
        run.says(
            "first",
            &[
                "waits for 10 ms, with the lock",
                "waits for 10 ms, without the lock",
            ],
        );
        run.says("second", &["is locked out: lock() would block both", "reads 2"]);
        let locked_out = run.at("second: is locked out: lock() would block both");
        assert_eq!((locked_out, run.at("second: reads 2")), (5, 15));
    });
}

#[test]
fn rwlock() {
    holds(&LESSON, "rwlock", |run| {
        for reader in ["reader A", "reader B"] {
            run.says(reader, &["reads 100 with the other"]);
            let line = format!("{reader}: reads 100 with the other");
            run.in_order(&[
                &line,
                "main: may read while it is held: false",
                "writer: writes 101",
            ]);
        }
    });
}

#[test]
fn poisoning() {
    holds(&LESSON, "poisoning", |run| {
        run.in_order(&[
            "worker: panics between two writes",
            "main: poisoned: true",
            "main: finds (8, 7)",
            "main: leaves (8, 8)",
        ]);
    });
}

#[test]
fn unpoisoned() {
    holds(&LESSON, "unpoisoned", |run| {
        run.in_order(&[
            "worker: panics between two writes",
            "main: finds (8, 7), and the lock does not say why",
            "main: the join says it, panicked: true",
        ]);
    });
}

#[test]
fn atomics() {
    holds(&LESSON, "atomics", |run| {
        run.says("main", &["counted 4000", "highest 4000"]);
    });
}

#[test]
fn initialise_once() {
    holds(&LESSON, "initialise_once", |run| {
        run.says(
            "main",
            &[
                "look, then set: made 2 times",
                "OnceLock: made 1 time",
                "LazyLock: made 1 time",
            ],
        );
    });
}

#[test]
fn message_passing() {
    holds(&LESSON, "message_passing", |run| {
        for teller in 1..=10 {
            run.says(&format!("teller {teller}"), &[&format!("sends {teller}")]);
            run.in_order(&[
                &format!("teller {teller}: sends {teller}"),
                &format!("main: receives {teller}"),
                "main: total 55",
            ]);
        }
    });
}

#[test]
fn no_sharing() {
    holds(&LESSON, "no_sharing", |run| {
        let serial: u64 = (1..=100_000_u64).map(|n| n * n).sum();
        run.says(
            "main",
            &[
                &format!("sum of squares: {serial}, serially {serial}"),
                "every number halved in place: true",
            ],
        );
    });
}

#[test]
fn lock_around_rayon() {
    holds(&LESSON, "lock_around_rayon", |run| {
        for (job, can_lock) in [("lock held", false), ("lock dropped", true)] {
            run.says(
                job,
                &[
                    "runs on the thread that waits in join: true",
                    &format!("can lock: {can_lock}"),
                ],
            );
        }
    });
}

#[test]
fn cost() {
    holds(&LESSON, "cost", |run| {
        run.in_order(&["main: every total is right"]);
        assert!(run.charts());
        for way in [
            "atomic", "mutex", "rw write", "rw read", "sharded", "merged",
            "channel",
        ] {
            assert_eq!(run.count(&format!(": {way} ")), 1, "{way}");
        }
    });
}

#[test]
fn happens_before() {
    holds(&LESSON, "happens_before", |run| {
        let edges = run.of("main");
        let [clean @ .., relaxed] = &edges[..] else { panic!("no lines") };
        assert_eq!(clean.len(), 5);
        assert!(clean.iter().all(|edge| edge.contains(": the letter is there; ")));
        assert!(relaxed.starts_with("relaxed to relaxed: "), "{relaxed}");
        assert!(relaxed.contains("a stale read"), "{relaxed}");
    });
}

#[test]
fn lost_update() {
    holds(&LESSON, "lost_update", |run| {
        found_then_proven(run, "load, then store", "fetch_add");
        run.says("task 1", &["reads 0", "writes 1"]);
        run.says("task 2", &["reads 0", "writes 1"]);
        for read in ["task 1: reads 0", "task 2: reads 0"] {
            for write in ["task 1: writes 1", "task 2: writes 1"] {
                run.in_order(&[read, write]);
            }
        }
        run.says("main", &["reads 1", "panics: 1 and not 2: an update was lost"]);
    });
}

#[test]
fn detectors() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        holds(&LESSON, "detectors", |run| {
            let found = "explorer: random schedules, from seed 7: schedule ";
            assert_eq!(run.count(found), 1);
            assert_eq!(run.count("main: panics: "), 1);
            assert_eq!(run.count("an amount is lost"), 1);
        });
        let log = Log::silent();
        (LESSON.section("detectors").unwrap().run)(&log);
        runs.push(log.transcript());
    }
    assert_eq!(runs[0], runs[1], "the same seed gives another schedule");
}

#[test]
fn check_then_act() {
    holds(&LESSON, "check_then_act", |run| {
        found_then_proven(run, "two guards", "one guard");
        for task in ["task 1", "task 2"] {
            assert_eq!(run.count(&format!("{task}: saw 100, takes 70")), 1);
        }
        run.in_order(&[
            "task 1: saw 100, takes 70",
            "main: panics: overdrawn: -40",
        ]);
    });
}

#[test]
fn compound_map() {
    holds(&LESSON, "compound_map", |run| {
        found_then_proven(run, "get, then insert", "entry");
        assert_eq!(run.count("finds no price, asks for it"), 2);
        assert_eq!(run.count("main: panics: the value was asked for twice"), 1);
    });
}

#[test]
fn condvar() {
    holds(&LESSON, "condvar", |run| {
        let hang = "waits without looking";
        let stolen = "looks once, with `if`";
        found_then_proven(run, hang, "looks until it is true");
        found_then_proven(run, stolen, "looks until it is true");
        assert_eq!(run.count("panics: woken, and the shelf is empty"), 1);
        // The hang comes first: cut the run where the second program begins.
        let mut hung = run.clone();
        let next = format!("{stolen}: schedule ");
        let end =
            hung.events.iter().position(|event| event.text.starts_with(&next));
        hung.events.truncate(end.expect("the second program"));
        for taker in ["taker A", "taker B"] {
            let last = hung.of(taker).pop();
            assert_eq!(last.as_deref(), Some("unlocks parcels and waits for bell"));
        }
        assert_eq!(hung.count("notifies one on bell, but nobody waits"), 2);
    });
}

#[test]
fn spurious_wakeups() {
    holds(&LESSON, "spurious_wakeups", |run| {
        run.in_order(&[
            "main: looked once: the letter is here: false",
            "postman: brings the letter",
            "main: looked again: the letter is here: true",
        ]);
    });
}

#[test]
fn read_twice() {
    holds(&LESSON, "read_twice", |run| {
        found_then_proven(run, "reads twice", "reads once");
        let run = without_places(run);
        let twice =
            ["locks price to read", "waits for price, which writer wants to write"];
        run.says("reader", &twice);
        run.says("writer", &["waits for price, read by reader"]);
    });
}

#[test]
fn deadlock() {
    holds(&LESSON, "deadlock", |run| {
        found_then_proven(run, "two orders", "one order");
        let run = without_places(run);
        run.says("cook A", &["locks left", "waits for right, held by cook B"]);
        run.says("cook B", &["locks right", "waits for left, held by cook A"]);
    });
}

#[test]
fn lock_free() {
    holds(&LESSON, "lock_free", |run| {
        let (bare, tagged) = ("a head without a version", "a head with a version");
        found_then_proven(run, bare, tagged);
        run.in_order(&[
            "main: swaps 65535 for 0 in head",
            "task 1: swaps 0 for 1 in head",
            "main: panics: a slot is handed out twice",
        ]);
    });
}

/// What stands in the file from the first of these lines up to the last one.
fn part(text: &str, first: &str, last: &str) -> String {
    let lines = text.lines().map(|line| line.replace("pub ", ""));
    let lines = lines.skip_while(|line| line != first);
    let mut part = String::new();
    for line in lines {
        part += &line;
        part.push('\n');
        if line == last {
            return part;
        }
    }
    panic!("no part from `{first}` to `{last}`");
}

#[test]
fn your_own_code() {
    holds(&LESSON, "your_own_code", |run| {
        let lines = run.of("main");
        let [line] = &lines[..] else { panic!("one line: {lines:?}") };
        let runs = line.strip_prefix("1,000 runs: ").expect("how many runs");
        let wrong = runs.strip_suffix(" with two reports, none without");
        assert!(
            wrong.is_some_and(|wrong| wrong.parse::<usize>().is_ok()),
            "{line}"
        );
    });
    // The page takes the same program home.
    let lesson = course::root().join("week7/goroutines/race_conditions");
    let read = |file| std::fs::read_to_string(lesson.join(file)).expect("a file");
    for first in ["struct Batch {", "impl Batch {"] {
        let of = |file| part(&read(file), first, "}");
        assert_eq!(of("src/own.rs"), of("take_home/src/lib.rs"));
    }
}
