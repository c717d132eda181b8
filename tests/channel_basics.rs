//! A value changes hands: the claims.

use channel_basics::LESSON;

use crate::harness::{holds, without_places};

#[test]
fn hello() {
    holds(&LESSON, "hello", |run| {
        run.says("greeter", &["sends hello"]);
        run.says("main", &["receives hello"]);
        run.in_order(&["greeter: sends hello", "main: receives hello"]);
    });
}

#[test]
fn which_channel() {
    holds(&LESSON, "which_channel", |run| {
        run.says(
            "table",
            &[
                "std, room for 0: sending on a full channel",
                "crossbeam, room for 0: sending on a full channel",
                "the next call panics: that is planned",
                "tokio mpsc, room for 0: mpsc bounded channel requires buffer > 0",
                "crossbeam, two receivers share: (1, 2)",
                "async-channel, two receivers share: (1, 2)",
                "broadcast, each receiver gets all: [(1, 2), (1, 2)]",
            ],
        );
    });
}

#[test]
fn rendezvous() {
    holds(&LESSON, "rendezvous", |run| {
        run.in_order(&["main: receiving", "giver: sent"]);
        run.in_order(&["giver: sends a parcel", "main: receives a parcel"]);
        run.says("main", &["receiving", "receives a parcel", "received"]);
    });
}

#[test]
fn directions() {
    holds(&LESSON, "directions", |run| {
        run.says("main", &["2", "4", "6", "no more"]);
    });
}

#[test]
fn closing() {
    holds(&LESSON, "closing", |run| {
        run.says(
            "main",
            &[
                "receives first",
                "receives second",
                "an error: receiving on an empty and disconnected channel",
                "an error: sending on a disconnected channel",
                "and a letter is back",
            ],
        );
    });
}

#[test]
fn range() {
    holds(&LESSON, "range", |run| {
        let received = (1..=4).map(|value| format!("receives {value}"));
        let lines: Vec<String> = received.chain(["the end".into()]).collect();
        run.says("main", &lines);
        for value in 1..=4 {
            let sent = format!("counter: sends {value}");
            run.in_order(&[sent, format!("main: receives {value}")]);
        }
    });
}

#[test]
fn brief_example() {
    holds(&LESSON, "brief_example", |run| {
        let taken = |items| (1..=items).map(|item| format!("receives {item}"));
        let mut lines: Vec<String> = taken(5).collect();
        lines.push("the end".into());
        lines.extend(taken(3));
        lines.push("gives up".into());
        run.says("consumer", &lines);
        assert_eq!(run.at("consumer: the end"), 3 * 100 + 1500 + 100);
        assert_eq!(run.at("consumer: gives up"), 1900 + 3 * 100 + 1000);
        assert_eq!(run.count("nobody takes 4") + run.count("nobody takes 5"), 2);
    });
}

#[test]
fn state_table() {
    holds(&LESSON, "state_table", |run| {
        run.says(
            "table",
            &[
                "              send      try_send  recv      try_recv  close",
                "empty         ok        ok        waits     empty     ok",
                "       in Go  ok        ok        waits     default   ok",
                "1 of 2        ok        ok        gets 1    gets 1    ok",
                "       in Go  ok        ok        gets 1    gets 1    ok",
                "full          waits     full, 7   gets 1    gets 1    ok",
                "       in Go  waits     default   gets 1    gets 1    ok",
                "ended, 1 left -         -         gets 1    gets 1    -",
                "       in Go  panics    panics    gets 1    gets 1    panics",
                "ended, empty  -         -         ended     ended     -",
                "       in Go  panics    panics    gets 0    gets 0    panics",
                "no receiver   7 back    7 back    -         -         ok",
                "       in Go  ok        ok        -         -         ok",
                "never(), nil  -         -         waits     empty     -",
                "       in Go  waits     default   waits     default   panics",
            ],
        );
    });
}

#[test]
fn nil() {
    holds(&LESSON, "nil", |run| {
        run.says("main", &["letter 1", "letter 2", "letter 3", "parcel 1"]);
    });
}

#[test]
fn first_class() {
    holds(&LESSON, "first_class", |run| {
        run.exactly(&[
            "bakery: gets [2]",
            "butcher: gets [4]",
            "dairy: gets [1, 3]",
        ]);
    });
}

#[test]
fn request_reply() {
    holds(&LESSON, "request_reply", |run| {
        for id in 1..=3 {
            let line = format!("{id} squared is {}", id * id);
            run.says(&format!("caller {id}"), &[line]);
        }
        run.says("main", &["nobody waits for 4 squared", "nobody asks any more"]);
    });
}

#[test]
fn notify_and_broadcast() {
    holds(&LESSON, "notify_and_broadcast", |run| {
        let woken = "runs: receiving on an empty and disconnected channel";
        for id in 1..=4 {
            run.says(&format!("runner {id}"), &[woken]);
            run.in_order(&["main: fires", &format!("runner {id}: {woken}")]);
        }
    });
}

#[test]
fn generator() {
    holds(&LESSON, "generator", |run| {
        run.in_order(&[
            "main: takes 1",
            "main: takes 4",
            "main: takes 9",
            "main: takes 16",
            "main: walks away",
            "producer: nobody receives any more",
            "main: the producer has ended",
        ]);
    });
}

#[test]
fn async_channels() {
    holds(&LESSON, "async_channels", |run| {
        run.says(
            "main",
            &[
                "mpsc: the receiver got [1, 2, 3]",
                "oneshot: the answer is yes",
                "broadcast: channel lagged by 6, then comes 7",
                "watch: 19 degrees",
                "watch: more to see: false",
            ],
        );
    });
}

#[test]
fn shared_queue() {
    holds(&LESSON, "shared_queue", |run| {
        for job in 1..=9 {
            assert_eq!(run.count(&format!("does job {job}")), 1);
        }
        for worker in ["worker 1", "worker 2", "worker 3"] {
            assert_eq!(run.of(worker).pop().as_deref(), Some("ends"));
        }
        let lines = run.lines();
        assert_eq!(lines.last().unwrap(), "main: all workers have ended");
    });
}

#[test]
fn lag() {
    holds(&LESSON, "lag", |run| {
        run.says("while let Ok", &["stops"]);
        run.says(
            "match",
            &["has lost 6", "reads 7", "reads 8", "reads 9", "reads 10", "stops"],
        );
    });
}

#[test]
fn held_borrow() {
    holds(&LESSON, "held_borrow", |run| {
        run.says(
            "main",
            &[
                "reads 20, the send has returned: false",
                "drops its borrow",
                "reads 25",
            ],
        );
        run.says("panel", &["waits for the lock on the value", "has sent 25"]);
        run.in_order(&["main: drops its borrow", "panel: has sent 25"]);
    });
}

#[test]
fn notify() {
    holds(&LESSON, "notify", |run| {
        run.says(
            "main",
            &[
                "notify_one twice, first look: heard true",
                "notify_one twice, second look: heard false",
                "notify_waiters, then notified(): heard false",
                "notified(), then notify_waiters: heard true",
            ],
        );
    });
}

#[test]
fn cost() {
    holds(&LESSON, "cost", |run| {
        run.in_order(&["main: every question got its answer"]);
        assert_eq!(run.of("main").len(), 1 + 7 + 1);
    });
}

#[test]
fn mistakes() {
    holds(&LESSON, "mistakes", |run| {
        let explorer = run.of("explorer");
        let (found, proven): (Vec<_>, Vec<_>) =
            explorer.iter().partition(|line| line.ends_with(" fails"));
        let begin = |lines: &[&String], begin: &str| {
            lines.iter().filter(|line| line.starts_with(begin)).count()
        };
        assert_eq!((found.len(), proven.len()), (3, 3));
        for mistake in
            ["a sender is kept", "a receiver is kept", "both receive first"]
        {
            assert_eq!(begin(&found, mistake), 1, "{mistake}");
        }
        assert_eq!(begin(&proven, "it is dropped: right in "), 2);
        assert_eq!(begin(&proven, "one speaks first: right in "), 1);
        let run = without_places(run);
        run.in_order(&[
            "main: gets an item",
            "main: waits for a message from sender",
        ]);
        run.in_order(&[
            "task 1: waits for room in sender",
            "main: waits for task 1 to end",
            "task 1: waits for a message from to_a",
        ]);
        assert_eq!(run.count("task 2: waits for a message from to_b"), 1);
    });
}
