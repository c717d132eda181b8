//! Programs made of channels: the claims.

use channel_patterns::LESSON;
use shared::{Event, Kind, Transcript};

use crate::harness::holds;

/// Each of these is said by its sender before its receiver says that it came.
fn sent_before_received(run: &Transcript, messages: &[(&str, &str, &str)]) {
    for (sender, value, receiver) in messages {
        run.in_order(&[
            format!("{sender}: sends {value}"),
            format!("{receiver}: receives {value}"),
        ]);
    }
}

#[test]
fn pipeline() {
    holds(&LESSON, "pipeline", |run| {
        let ends = |value| format!("ends: nobody takes {value}");
        let mut source: Vec<String> =
            (10..=14).map(|side| format!("sends {side}")).collect();
        source.push(ends("14"));
        run.says("source", &source);
        let mut square = Vec::new();
        for side in 10..=13 {
            square.push(format!("receives {side}"));
            square.push(format!("sends {}", side * side));
        }
        square.push(ends("169"));
        run.says("square", &square);
        let mut text = Vec::new();
        for area in [100, 121, 144] {
            text.push(format!("receives {area}"));
            text.push(format!("sends {area} m²"));
        }
        text.push(ends("144 m²"));
        run.says("text", &text);
        run.says(
            "main",
            &[
                "receives 100 m²",
                "receives 121 m²",
                "has enough",
                "every stage has ended",
            ],
        );
        sent_before_received(
            run,
            &[
                ("source", "13", "square"),
                ("square", "144", "text"),
                ("text", "121 m²", "main"),
            ],
        );
        run.in_order(&[
            "main: has enough",
            "text: ends: nobody takes 144 m²",
            "square: ends: nobody takes 169",
            "source: ends: nobody takes 14",
            "main: every stage has ended",
        ]);
    });
}

#[test]
fn fan_in() {
    holds(&LESSON, "fan_in", |run| {
        let main = run.of("main");
        assert_eq!(main.len(), 9 + 1, "{main:?}");
        assert_eq!(main[9], "the stream has ended");
        for printer in ["A", "B", "C"] {
            let name = format!("printer {printer}");
            let pages = [1, 2, 3].map(|page| format!("{printer}{page}"));
            run.says(&name, &pages.each_ref().map(|page| format!("sends {page}")));
            run.in_order(
                &pages.each_ref().map(|page| format!("main: receives {page}")),
            );
            for page in &pages {
                sent_before_received(run, &[(&name, page, "main")]);
            }
        }
    });
}

#[test]
fn restoring_sequence() {
    holds(&LESSON, "restoring_sequence", |run| {
        let main = run.of("main");
        let begins = if main[0] == "receives Ann 1" { "Ann" } else { "Joe" };
        let follows = if begins == "Ann" { "Joe" } else { "Ann" };
        let mut wanted = Vec::new();
        for number in 1..=3 {
            for speaker in [begins, follows] {
                wanted.push(format!("receives {speaker} {number}"));
            }
        }
        wanted.extend(["leaves", "both are silent"].map(String::from));
        assert_eq!(main, wanted);

        let mut said = Vec::new();
        for number in 1..=3 {
            said.push(format!("sends {follows} {number}"));
            said.push("waits for its turn".to_string());
        }
        let spoken = said.iter().map(|line| line.replace(follows, begins));
        let mut spoken: Vec<String> = spoken.collect();
        said.push("ends: no turn will come".into());
        run.says(follows, &said);
        spoken.push(format!("sends {begins} 4"));
        spoken.push("ends: nobody listens".into());
        run.says(begins, &spoken);

        for speaker in [begins, follows] {
            for number in 1..=3 {
                let sentence = format!("{speaker} {number}");
                sent_before_received(run, &[(speaker, &sentence, "main")]);
                // A speaker speaks again only after the other has been heard.
                let other = if speaker == begins { follows } else { begins };
                let heard = if speaker == begins { number } else { number + 1 };
                if number < 3 || speaker == begins {
                    run.in_order(&[
                        format!("main: receives {other} {heard}"),
                        format!("{speaker}: sends {speaker} {}", number + 1),
                    ]);
                }
            }
        }
        for last in ["ends: no turn will come", "ends: nobody listens"] {
            let speaker = if last.contains("turn") { follows } else { begins };
            run.in_order(&[
                "main: leaves",
                &format!("{speaker}: {last}"),
                "main: both are silent",
            ]);
        }
    });
}

#[test]
fn fan_out() {
    holds(&LESSON, "fan_out", |run| {
        let shared = "main: each order is with one cook";
        for order in 1..=6 {
            let said = format!("cooks order {order}");
            assert_eq!(run.count(&said), 1, "{said}");
            let lines = run.lines();
            let by = lines.iter().find(|line| line.ends_with(&said)).unwrap();
            assert!(by.starts_with("cook "), "{by}");
            run.in_order(&[by.as_str(), shared]);
        }
        for department in ["kitchen", "billing", "delivery"] {
            let notes = [7, 8, 9].map(|order| format!("notes order {order}"));
            run.says(department, &notes);
            run.in_order(&[shared, &format!("{department}: {}", notes[0])]);
            run.in_order(&[
                &format!("{department}: {}", notes[2]),
                "main: each order is with each department",
            ]);
        }
        assert_eq!(run.of("main").len(), 2);
    });
}

#[test]
fn worker_pool() {
    holds(&LESSON, "worker_pool", |run| {
        run.says(
            "main",
            &[
                "one job panics: that is planned",
                "an answer: 25",
                "an answer: A JOB OF ANOTHER TYPE",
                "the answer is a panic: true",
                "an answer: 36",
                "closed, with a job in the queue",
                "the job in the queue: done",
            ],
        );
    });
}

#[test]
fn pub_sub() {
    holds(&LESSON, "pub_sub", |run| {
        let mut quick = Vec::new();
        for number in 1..=8 {
            quick.push(format!("price {number}"));
            assert_eq!(run.at(&format!("quick: price {number}")), 10 * number);
        }
        quick.push("last price".into());
        quick.push("ends: 9 heard, told of 0 lost".into());
        run.says("quick", &quick);
        run.says(
            "slow",
            &[
                "price 1",
                "price 2",
                "price 3",
                "price 4",
                "price 7, after 2 lost",
                "last price, after 1 lost",
                "ends: 6 heard, told of 3 lost",
            ],
        );
        let strict = ["price 1", "price 2", "price 3", "price 4"];
        run.says(
            "strict",
            &[&strict[..], &["ends: 4 heard, told of 0 lost"]].concat(),
        );
        run.says(
            "leaver",
            &["price 1", "price 2", "ends: 2 heard, told of 0 lost"],
        );
        run.says("other", &["sunny", "ends: 1 heard, told of 0 lost"]);
        run.says(
            "broker",
            &["leaver has left", "disconnects strict, too slow for price 5"],
        );
        let lines = run.lines();
        assert_eq!(lines.last().unwrap(), "main: all have ended");
    });
}

#[test]
fn request_response() {
    holds(&LESSON, "request_response", |run| {
        run.says("Ann", &["gets: an answer for Ann"]);
        run.says("Joe", &["gives up"]);
        run.says("Sue", &["gives up"]);
        run.says(
            "server",
            &[
                "answered Ann",
                "too late: an answer for Joe",
                "does not begin: Sue has left",
            ],
        );
        assert_eq!(run.at("Ann: gets: an answer for Ann"), 20);
        assert_eq!(run.at("Joe: gives up"), 70);
        assert_eq!(run.at("Sue: gives up"), 70);
        assert_eq!(run.at("server: too late: an answer for Joe"), 20 + 60);
        let lines = run.lines();
        assert_eq!(lines.last().unwrap(), "main: all have ended");
    });
}

#[test]
fn dead_server() {
    holds(&LESSON, "dead_server", |run| {
        run.says("main", &["the server dies"]);
        for (client, at, hears) in [
            ("Ann", 20, "gets 42"),
            ("Joe", 30, "the server has died"),
            ("Sue", 30, "nobody takes the request"),
        ] {
            run.says(client, &[hears]);
            assert_eq!(run.at(&format!("{client}: {hears}")), at);
        }
        run.in_order(&["main: the server dies", "Joe: the server has died"]);
    });
}

/// When the task ended, on the section's clock: when its voice was dropped.
#[track_caller]
fn ended(run: &Transcript, task: &str) -> u64 {
    let end = |event: &&Event| event.task == task && event.kind == Kind::End;
    let end = run.events.iter().find(end).and_then(|event| event.at);
    end.unwrap_or_else(|| panic!("{task} does not end"))
}

#[test]
fn graceful_shutdown() {
    holds(&LESSON, "graceful_shutdown", |run| {
        run.says(
            "main",
            &[
                "stops, and waits 50 ms at most",
                "in time: false, still there: 1",
                "still there: 0",
            ],
        );
        assert_eq!(run.at("main: stops, and waits 50 ms at most"), 25);
        for (worker, at) in [("cook", 30), ("baker", 40), ("waiter", 35)] {
            run.says(worker, &["ends after its order"]);
            assert_eq!(run.at(&format!("{worker}: ends after its order")), at);
        }
        run.says::<&str>("porter", &[]);
        assert_eq!(ended(run, "porter"), 25 + 50);
        assert_eq!(run.at("main: still there: 0"), 25 + 50);
    });
}

#[test]
fn daisy_chain() {
    holds(&LESSON, "daisy_chain", |run| {
        let main = run.of("main");
        let wanted =
            ["tasks alive: 100000", "the value is 100001", "tasks alive: 0"];
        assert_eq!(main[..3], wanted);
        assert!(main.len() == 4 && main[3].contains(" ns a link"), "{main:?}");
    });
}

#[test]
fn hedged_requests() {
    holds(&LESSON, "hedged_requests", |run| {
        let gets = |name| format!("gets the answer of replica {name}");
        run.says(
            "main",
            &[
                "waits for the first of three",
                &gets("B"),
                "waits for D, 20 ms at most",
                "waits for D or E",
                &gets("E"),
                "waits for F",
                "no replica has answered: replica F is broken",
                "tasks left: 0",
            ],
        );
        for (answers, at) in [("C", 10), ("B", 30), ("E", 80), ("F", 90)] {
            let line = format!("replica {answers}: answers");
            assert_eq!(run.at(&line), at);
        }
        assert_eq!(run.at(&format!("main: {}", gets("B"))), 30);
        assert_eq!(run.at(&format!("main: {}", gets("E"))), 80);
        assert_eq!(run.at("main: waits for D or E"), 30 + 20);
        for (loser, at) in [("replica A", 30), ("replica D", 80)] {
            run.says::<&str>(loser, &[]);
            assert_eq!(ended(run, loser), at);
        }
    });
}

#[test]
fn prime_sieve() {
    holds(&LESSON, "prime_sieve", |run| {
        let main = run.of("main");
        let (last, rows) = main.split_last().expect("lines");
        let numbers = rows.iter().flat_map(|row| row.split(['[', ' ', ',', ']']));
        let numbers = numbers.filter(|number| !number.is_empty());
        let primes: Vec<u32> =
            numbers.map(|prime| prime.parse().unwrap()).collect();
        let is_prime = |number: &u32| {
            (2..*number).all(|divisor| !number.is_multiple_of(divisor))
        };
        let wanted: Vec<u32> = (2..).filter(is_prime).take(100).collect();
        assert_eq!(primes, wanted);
        assert_eq!(last, "tasks ended: 101");
    });
}

#[test]
fn heartbeat() {
    holds(&LESSON, "heartbeat", |run| {
        run.says("worker 1", &["page 1", "page 2"]);
        run.says("worker 2", &["page 3", "page 4"]);
        run.says("worker 3", &["page 5", "page 6"]);
        run.says(
            "main",
            &[
                "worker 2 will panic: that is planned",
                "no beat of worker 1 for 30 ms",
                "worker 1 is gone",
                "worker 2 has panicked",
                "worker 3 is done",
                "pages printed: 6",
            ],
        );
        let last_beat = run.at("worker 1: page 2");
        let noticed = run.at("main: no beat of worker 1 for 30 ms");
        assert_eq!((last_beat, noticed), (20, 20 + 3 * 10));
        assert_eq!(ended(run, "worker 1"), noticed);
        assert_eq!(run.at("worker 2: page 3"), noticed + 10);
        let panicked = ended(run, "worker 2");
        assert_eq!(run.at("main: worker 2 has panicked"), panicked);
        assert_eq!(run.at("main: pages printed: 6"), panicked + 20);
    });
}

#[test]
fn weak_sender() {
    holds(&LESSON, "weak_sender", |run| {
        for actor in ["keeps a sender", "weak"] {
            run.says(actor, &["takes: order", "takes: look again"]);
        }
        run.says(
            "main",
            &["keeps a sender, has ended: false", "weak, has ended: true"],
        );
    });
}

#[test]
fn order_desk() {
    holds(&LESSON, "order_desk", |run| {
        run.says(
            "main",
            &[
                "closes the door",
                "all through in time: false",
                "accepted 20 = stored 9 + rejected 4 + failed 7",
                "refused at the door 4, retried 3",
            ],
        );
        // Orders 21 and 22 were inside at the deadline: no stage names them, the books do.
        let stored = [1, 2, 3, 4, 12, 13, 14, 16, 19];
        run.says("store", &stored.map(|id| format!("stores order {id}")));
        let rejected = [5, 10, 15, 20];
        run.says(
            "validate",
            &rejected.map(|id| format!("rejects order {id}: no pieces")),
        );
        let open = |id| format!("order {id} fails: the breaker is open");
        let mut failed =
            vec!["order 6 fails: asked three times: the service is down".into()];
        failed.extend([7, 8, 9, 11].map(open));
        run.says("process", &failed);
        assert_eq!(stored.len() + rejected.len() + failed.len() + 2, 20);

        run.says(
            "payments",
            &["the breaker opens for 30 ms", "the breaker closes"],
        );
        assert_eq!(run.at("payments: the breaker opens for 30 ms"), 84);
        run.in_order(&[
            "payments: the breaker opens for 30 ms",
            "process: order 7 fails: the breaker is open",
            "process: order 11 fails: the breaker is open",
            "payments: the breaker closes",
            "store: stores order 12",
        ]);
        let closed = run.at("main: closes the door");
        assert_eq!(run.at("main: all through in time: false"), closed + 100);
    });
}
