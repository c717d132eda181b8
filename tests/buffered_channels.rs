//! Room between the two: the claims.

use buffered_channels::LESSON;
use shared::{Kind, Transcript};

use crate::harness::{holds, without_places};

#[test]
fn capacity() {
    holds(&LESSON, "capacity", |run| {
        for item in 1..=3 {
            assert_eq!(run.at(&format!("producer: item {item} is in")), 0);
        }
        assert_eq!(run.at("main: receives 1"), 10);
        assert_eq!(run.at("producer: sends 4"), 0);
        assert_eq!(run.at("producer: item 4 is in"), 10);
        let received = (1..=4).map(|item| format!("receives {item}"));
        let wait = ["waits for 10 ms".to_string()];
        run.says("main", &wait.into_iter().chain(received).collect::<Vec<_>>());
    });
}

#[test]
fn buffered_or_not() {
    holds(&LESSON, "buffered_or_not", |run| {
        let lines = run.of("main");
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[0], "room for 0: items with a wait: 10");
        assert_eq!(lines[3], "room for 10: of the sender: 0");
    });
}

#[test]
fn fast_producer() {
    holds(&LESSON, "fast_producer", |run| {
        let (mut inside, mut taken, mut ahead) = (0, 0, 0);
        for event in &run.events {
            if event.kind == Kind::Say {
                inside += 1;
                assert_eq!(event.text, format!("{inside} is in"));
            }
            if event.kind == Kind::Receive {
                taken += 1;
                assert_eq!(event.text, taken.to_string());
            }
            ahead = ahead.max(inside - taken);
        }
        assert_eq!((inside, taken), (6, 6));
        assert!(ahead <= 2 + 1, "{ahead} items ahead");
    });
}

#[test]
fn sizing() {
    holds(&LESSON, "sizing", |run| {
        run.says(
            "main",
            &[
                "                          depth  sender waits  oldest item",
                "in step, room for 1           1          0 ms         0 ms",
                "bursts of 8, room for 1       1        240 ms        20 ms",
                "bursts of 8, room for 8       8          0 ms        70 ms",
                "too slow, room for 1          1        140 ms        20 ms",
                "too slow, room for 100       11          0 ms       155 ms",
            ],
        );
    });
}

#[test]
fn semaphore() {
    holds(&LESSON, "semaphore", |run| {
        assert_eq!(run.peak("begins", "ends"), 2);
        for job in 1..=6 {
            run.says(&format!("job {job}"), &["begins", "ends"]);
        }
        run.says(
            "main",
            &[
                "job 3 will panic: that is planned",
                "free places at the end: 2, panics: 1",
            ],
        );
    });
}

#[test]
fn job_queue() {
    holds(&LESSON, "job_queue", |run| {
        for job in 1..=9 {
            assert_eq!(run.count(&format!("does job {job}")), 1);
        }
        for worker in ["worker 1", "worker 2", "worker 3"] {
            let last = format!("{worker}: goes home");
            run.in_order(&[&last, "boss: all have gone home"]);
            assert_eq!(run.of(worker).pop().as_deref(), Some("goes home"));
        }
    });
}

#[test]
fn result_buffer() {
    holds(&LESSON, "result_buffer", |run| {
        let mut lines = run.of("main");
        assert_eq!(lines.remove(0), "all workers have ended");
        lines.sort();
        assert_eq!(lines, ["receives 25", "receives 4", "receives 9"]);
    });
}

/// The explorer's verdict on this program: fails, or right in so many schedules.
fn verdict(run: &Transcript, program: &str) -> String {
    let lines = run.of("explorer");
    let begin = format!("{program}: ");
    let verdict = lines.iter().find_map(|line| line.strip_prefix(&begin));
    verdict.unwrap_or_else(|| panic!("nothing of `{program}`")).to_string()
}

#[test]
fn circular_wait() {
    holds(&LESSON, "circular_wait", |run| {
        for fails in ["both send first", "two letters each, room for one"] {
            assert!(verdict(run, fails).ends_with(" fails"), "{fails}");
        }
        for right in ["with room for one", "one receives first", "by select"] {
            assert!(verdict(run, right).starts_with("right in all "), "{right}");
        }
        without_places(run).in_order(&[
            "clerk A: waits for a receiver of to_b",
            "clerk B: waits for a receiver of to_a",
        ]);
    });
}

#[test]
fn count_mismatch() {
    holds(&LESSON, "count_mismatch", |run| {
        assert!(verdict(run, "two sends, three receives").ends_with(" fails"));
        let right = verdict(run, "a loop that ends with the sender");
        assert!(right.starts_with("right in all "), "{right}");
        let last = without_places(run).of("main").pop();
        assert_eq!(last.as_deref(), Some("waits for a message from sender"));
    });
}

#[test]
fn overflow() {
    holds(&LESSON, "overflow", |run| {
        run.says(
            "main",
            &[
                "wait:        [1, 2, 3, 4, 5]",
                "drop newest: [1, 2, 3], without [4, 5]",
                "drop oldest: [3, 4, 5], without [1, 2]",
                "grow:        5 in the channel",
            ],
        );
    });
}

#[test]
fn introspection() {
    holds(&LESSON, "introspection", |run| {
        run.says("producer", &["sent 1000, each into room that was seen before"]);
        run.says("main", &["received 1000, all that `len` counted was there"]);
    });
}

#[test]
fn capacity_sweep() {
    holds(&LESSON, "capacity_sweep", |run| {
        assert!(run.charts());
        assert_eq!(run.of("main").len(), 2 + 5);
        let points = run.events.iter().filter(|event| event.kind == Kind::Point);
        assert_eq!(points.count(), 2 * 5);
    });
}
