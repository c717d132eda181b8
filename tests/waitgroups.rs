//! One task that waits for many: the claims.

use std::{panic, thread};

use shared::Transcript;
use waitgroups::LESSON;

use crate::harness::holds;

/// The claim of `two_workers` and of `scope`: only the code differs.
fn two_workers_take_five_steps(run: &Transcript) {
    for worker in ["worker A", "worker B"] {
        run.says(worker, &["step 0", "step 1", "step 2", "step 3", "step 4"]);
        run.in_order(&[&format!("{worker}: step 4"), "main: both are done"]);
    }
    run.says("main", &["waits for 2 workers", "both are done"]);
}

#[test]
fn two_workers() {
    holds(&LESSON, "two_workers", two_workers_take_five_steps);
}

#[test]
fn scope() {
    holds(&LESSON, "scope", two_workers_take_five_steps);
    a_scope_panics_in_its_own_words();
}

fn a_scope_panics_in_its_own_words() {
    let panics = || {
        thread::scope(|scope| {
            scope.spawn(|| panic!("planned: out of paper"));
        });
    };
    let panic = panic::catch_unwind(panics).expect_err("the scope panics");
    assert_eq!(panic.downcast_ref(), Some(&"a scoped thread panicked"));
}

#[test]
fn tasks() {
    holds(&LESSON, "tasks", |run| {
        run.exactly(&[
            "main: a result: 1",
            "main: a result: 4",
            "main: a result: 9",
            "main: a result: 16",
            "task A: runs",
            "task B: runs",
            "main: tasks left: 0, the wait is over: false",
            "main: after the close, the wait is over",
        ]);
        let lines = run.lines();
        assert_eq!(
            lines.last().unwrap(),
            "main: after the close, the wait is over"
        );
    });
}

#[test]
fn dynamic() {
    holds(&LESSON, "dynamic", |run| {
        for job in ["1", "1.1", "1.2", "1.1.1", "1.1.2", "1.2.1", "1.2.2"] {
            run.says(&format!("job {job}"), &["runs"]);
            run.in_order(&[&format!("job {job}: runs"), "main: the tree is done"]);
        }
        assert_eq!(run.count("runs"), 7);
    });
}

#[test]
fn errors() {
    holds(&LESSON, "errors", |run| {
        run.says(
            "main",
            &[
                "collected: job 2: out of paper",
                "collected: job 4: out of paper",
                "stopping: job 2: out of paper",
            ],
        );
        assert_eq!(run.count("starts"), 5 + 2);
        let lines = run.lines();
        assert_eq!(lines.last().unwrap(), "main: stopping: job 2: out of paper");
    });
}

#[test]
fn nested() {
    holds(&LESSON, "nested", |run| {
        for parent in ["parent 1", "parent 2"] {
            for part in ["a", "b"] {
                run.in_order(&[
                    &format!("{parent}{part}: runs"),
                    &format!("{parent}: ends"),
                    "main: both parents have ended",
                ]);
            }
        }
        assert_eq!(run.count(": runs"), 4);
    });
}

#[test]
fn batches() {
    holds(&LESSON, "batches", |run| {
        for item in 1..=20 {
            let batch = (item - 1) / 5 + 1;
            let line = format!("main: batch {batch}: item {item}");
            run.in_order(&[&line, &format!("main: batch {batch} has ended")]);
            if batch > 1 {
                run.in_order(&[
                    &format!("main: batch {} has ended", batch - 1),
                    &line,
                ]);
            }
        }
        run.in_order(&["main: batch 4 has ended", "main: to the next stage: 210"]);
    });
}

#[test]
fn bounded_pool() {
    holds(&LESSON, "bounded_pool", |run| {
        for job in 1..=12 {
            let does = format!(": does job {job}");
            let lines = run.lines();
            let done: Vec<_> =
                lines.iter().filter(|line| line.ends_with(&does)).collect();
            assert_eq!(done.len(), 1, "{done:?}");
            run.in_order(&[done[0].as_str(), "main: the pool is empty"]);
        }
        assert_eq!(run.peak("begins job", "ends job"), 3);
        assert_eq!(run.count("begins job"), 3);
    });
}

#[test]
fn timeout() {
    holds(&LESSON, "timeout", |run| {
        run.says(
            "main",
            &[
                "waits for 3 tasks, 100 ms at most",
                "in time: true",
                "waits for 3 tasks, 50 ms at most",
                "in time: false",
            ],
        );
        assert_eq!(run.at("main: in time: true"), 30);
        assert_eq!(run.at("main: in time: false"), 30 + 50);
        assert_eq!(run.count("done"), 3 + 2);
        run.says("300 ms of work", &["cancelled"]);
        run.in_order(&["main: in time: false", "300 ms of work: cancelled"]);
    });
}

#[test]
fn mistakes() {
    holds(&LESSON, "mistakes", |run| {
        run.says("worker A", &["returns early"]);
        run.says("worker B", &["panics"]);
        run.says("waiter", &["waits for every count", "has waited"]);
        run.in_order(&[
            "worker B: panics",
            "main: the workers have ended, without a panic: [true, false]",
            "main: the waiter has ended: false",
            "main: drops the clone that it kept",
            "waiter: has waited",
        ]);
    });
}

#[test]
fn barrier() {
    holds(&LESSON, "barrier", |run| {
        let runners = ["runner A", "runner B", "runner C"];
        for round in 1..=3 {
            assert_eq!(run.count(&format!("leads after round {round}")), 1);
            for before in runners {
                for after in runners {
                    let said = format!("{before}: round {round}");
                    let next = format!("{after}: round {}", round + 1);
                    run.place(&said);
                    if round < 3 {
                        run.in_order(&[&said, &next]);
                    }
                }
            }
        }
    });
}

#[test]
fn cost() {
    holds(&LESSON, "cost", |run| {
        run.in_order(&["main: every answer is right"]);
        assert!(run.charts());
        for way in ["group", "scope", "channel", "condvar", "JoinSet"] {
            assert_eq!(run.count(&format!(": {way} ")), 1, "{way}");
        }
    });
}
