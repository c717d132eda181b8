//! Shapes that recur: the claims.

use std::collections::BTreeSet;

use goroutine_patterns::LESSON;
use shared::Transcript;

use crate::harness::holds;

/// The one line that ends so, whoever says it.
#[track_caller]
fn only(run: &Transcript, end: &str) -> String {
    let mut lines = run.lines();
    lines.retain(|line| line.ends_with(end));
    assert_eq!(lines.len(), 1, "`{end}` is said {} times", lines.len());
    lines.remove(0)
}

/// The task says these lines, each at its time, and no others.
#[track_caller]
fn says_at(run: &Transcript, task: &str, lines: &[(u64, &str)]) {
    let events = run.events.iter().filter(|event| event.task == task);
    let said = events.filter_map(|event| Some((event.at?, event.line()?)));
    let said: Vec<(u64, String)> = said.collect();
    let wanted = lines.iter().map(|(at, line)| (*at, line.to_string()));
    assert_eq!(said, wanted.collect::<Vec<_>>(), "{task}");
}

#[test]
fn worker_pool() {
    holds(&LESSON, "worker_pool", |run| {
        let who = |job: u32| {
            let line = only(run, &format!(": takes job {job}"));
            line.split_once(':').unwrap().0.to_string()
        };
        let workers: Vec<String> = (1..=10).map(who).collect();
        let first: BTreeSet<&String> = workers[..3].iter().collect();
        assert_eq!(first.len(), 3, "the first three jobs have three workers");
        for worker in ["worker 1", "worker 2", "worker 3"] {
            let met = format!("{worker}: has met the two others");
            for job in 1..=3 {
                run.in_order(&[
                    only(run, &format!(": takes job {job}")),
                    met.clone(),
                ]);
            }
        }
        run.says(
            "main",
            &[
                "waits for the workers' reports",
                "squares in job order: [1, 4, 9, 16, 25, 36, 49, 64, 81, 100]",
            ],
        );
        assert_eq!(run.count("takes job"), 10);
    });
}

#[test]
fn producer_consumer() {
    holds(&LESSON, "producer_consumer", |run| {
        for table in ["A", "B", "C"] {
            let producer = format!("producer {table}");
            let orders = [format!("{table}1"), format!("{table}2")];
            let lines = orders.each_ref().map(|order| format!("sends {order}"));
            run.says(&producer, &[&lines[0], &lines[1], "has finished"]);
            for order in orders {
                let receives = only(run, &format!(": receives {order}"));
                let sends = format!("{producer}: sends {order}");
                run.in_order(&[&sends, &receives, "main: all have ended"]);
            }
            for consumer in ["consumer 1", "consumer 2"] {
                run.in_order(&[
                    &format!("{producer}: has finished"),
                    &format!("{consumer}: no more orders"),
                    "main: all have ended",
                ]);
            }
        }
        assert_eq!(run.count("receives"), 6);
    });
}

#[test]
fn pipeline() {
    holds(&LESSON, "pipeline", |run| {
        assert_eq!(
            run.lines(),
            [
                "main: <4>",
                "main: <16>",
                "main: <36>",
                "main: <64>",
                "main: has enough",
                "format: ends",
                "keep even: ends",
                "square: ends",
                "generate: ends",
                "main: every stage has ended",
            ]
        );
    });
}

#[test]
fn fan_out_fan_in() {
    holds(&LESSON, "fan_out_fan_in", |run| {
        let lines = run.of("main");
        assert_eq!(lines.len(), 4);
        for (line, workers) in lines.iter().zip([1, 2, 4]) {
            let begin = format!("{workers} at work, in the order of the answers: ");
            let jobs = line.strip_prefix(&begin).expect(line).split(' ');
            let mut jobs: Vec<u32> = jobs.map(|job| job.parse().unwrap()).collect();
            jobs.sort_unstable();
            assert_eq!(jobs, Vec::from_iter(1..=9));
        }
        assert_eq!(lines[3], "the same set of answers each time: true");
    });
}

#[test]
fn bounded_parallelism() {
    holds(&LESSON, "bounded_parallelism", |run| {
        for page in 1..=20 {
            let begin = (page - 1) / 3 * 10;
            let lines = [(begin, "goes in"), (begin + 10, "comes out")];
            says_at(run, &format!("page {page}"), &lines);
        }
        assert_eq!(run.peak("goes in", "comes out"), 3);
        says_at(run, "main", &[(70, "20 pages")]);
    });
}

#[test]
fn timeout() {
    holds(&LESSON, "timeout", |run| {
        let (opens, prints, closes) =
            ("opens the printer", "prints", "closes the printer");
        says_at(run, "20 ms job", &[(0, opens), (20, prints), (20, closes)]);
        says_at(run, "200 ms job", &[(20, opens), (70, closes)]);
        says_at(run, "spawned job", &[(70, opens), (270, prints), (270, closes)]);
        says_at(
            run,
            "main",
            &[
                (0, "waits for the job, 50 ms at most"),
                (20, "in time: true"),
                (20, "waits for the job, 50 ms at most"),
                (70, "in time: false"),
                (70, "waits for the handle, 50 ms at most"),
                (120, "spawned, in time: false"),
                (270, "spawned, and printed all the same"),
            ],
        );
        run.in_order(&["200 ms job: closes the printer", "main: in time: false"]);
    });
}

#[test]
fn cancellation_tree() {
    holds(&LESSON, "cancellation_tree", |run| {
        for worker in ["cook", "baker"] {
            says_at(run, worker, &[(10, "works"), (15, "goes home")]);
        }
        says_at(
            run,
            "waiter",
            &[(10, "works"), (20, "works"), (30, "works"), (35, "goes home")],
        );
        says_at(
            run,
            "main",
            &[
                (15, "the kitchen closes"),
                (15, "still there: 1"),
                (35, "the shop closes"),
                (35, "all have gone"),
            ],
        );
        run.in_order(&["main: the shop closes", "waiter: goes home"]);
    });
}

#[test]
fn graceful_shutdown() {
    holds(&LESSON, "graceful_shutdown", |run| {
        says_at(run, "order 1", &[(10, "is accepted"), (50, "is ready")]);
        says_at(run, "order 2", &[(20, "is accepted"), (100, "is ready")]);
        says_at(run, "order 3", &[(30, "is accepted")]);
        says_at(run, "order 4", &[(30, "is accepted")]);
        says_at(
            run,
            "customers",
            &[(40, "order 5 is turned away"), (50, "order 6 is turned away")],
        );
        says_at(
            run,
            "main",
            &[
                (30, "takes no more"),
                (30, "waits for the jobs, 100 ms at most"),
                (130, "aborts what is left"),
                (130, "4 accepted: 2 finished, 2 aborted"),
            ],
        );
        run.in_order(&["main: takes no more", "order 4: is accepted"]);
        assert_eq!(run.count("is accepted"), 4);
        assert_eq!(run.count("is ready"), 2);
    });
}

#[test]
fn blocked_executor() {
    holds(&LESSON, "blocked_executor", |run| {
        let beats = [
            "waits for a worker",
            "beat 1",
            "beat 2",
            "beat 3",
            "beat 4",
            "beat 5",
        ];
        for heart in ["heart 1", "heart 2"] {
            run.says(heart, &beats);
        }
        for caller in ["task A", "task B", "call A", "call B"] {
            run.says(caller, &["waits for main", "goes on"]);
        }
        for caller in ["task A", "task B", "call A", "call B"] {
            run.in_order(&[
                &format!("{caller}: waits for main"),
                "heart 2: beat 1",
                "heart 2: beat 5",
                "main: beside spawn_blocking, beats: 5",
                "main: meanwhile, both workers blocked: 0",
                &format!("{caller}: goes on"),
            ]);
        }
        run.in_order(&[
            "main: meanwhile, both workers blocked: 0",
            "heart 1: beat 1",
            "heart 1: beat 5",
            "main: a worker is free again, beats: 5",
            "main: aborted, and ran to their end: [true, true]",
        ]);
        for call in ["call A: goes on", "call B: goes on"] {
            run.in_order(&[
                call,
                "main: aborted, and ran to their end: [true, true]",
            ]);
        }
    });
}

#[test]
fn bridges() {
    holds(&LESSON, "bridges", |run| {
        run.says(
            "main",
            &[
                "from a function into the runtime: 10",
                "from a thread to a task: 10",
                "from rayon to a task: 10",
                "from a task into the runtime, a panic:",
                "Cannot start a runtime from within a runtime.",
            ],
        );
    });
}

#[test]
fn rate_limits() {
    holds(&LESSON, "rate_limits", |run| {
        for (limit, times) in [
            ("tokens", [0, 0, 0, 10, 20, 30]),
            ("leak", [0, 10, 20, 30, 40, 50]),
            ("window", [0, 0, 0, 30, 30, 30]),
        ] {
            assert_eq!(run.of(limit).len(), 6);
            for (request, time) in (1..).zip(times) {
                assert_eq!(run.at(&format!("{limit}: request {request}")), time);
            }
        }
    });
}

#[test]
fn circuit_breaker() {
    holds(&LESSON, "circuit_breaker", |run| {
        says_at(
            run,
            "breaker",
            &[
                (60, "open"),
                (120, "half open"),
                (120, "open"),
                (180, "half open"),
                (180, "closed"),
            ],
        );
        let asked = [0, 20, 40, 60, 120, 180, 200].map(|at| (at, "is asked"));
        says_at(run, "service", &asked);
        says_at(
            run,
            "caller",
            &[
                (0, "call 1: printed"),
                (20, "call 2: out of paper"),
                (40, "call 3: out of paper"),
                (60, "call 4: out of paper"),
                (80, "call 5: refused"),
                (100, "call 6: refused"),
                (120, "call 7: out of paper"),
                (140, "call 8: refused"),
                (160, "call 9: refused"),
                (180, "call 10: printed"),
                (200, "call 11: printed"),
            ],
        );
        run.in_order(&["caller: call 6: refused", "caller: call 7: out of paper"]);
    });
}

#[test]
fn retry() {
    holds(&LESSON, "retry", |run| {
        let times = |client: &str| -> Vec<u64> {
            let lines = run.of(client);
            lines.iter().map(|line| run.at(&format!("{client}: {line}"))).collect()
        };
        for client in ["fixed", "exponential", "jittered"] {
            run.says(
                client,
                &[
                    "try 1: Busy",
                    "try 2: Busy",
                    "try 3: Busy",
                    "try 4: Busy",
                    "try 5: Busy",
                    "try 6: printed",
                ],
            );
        }
        assert_eq!(times("fixed"), [0, 10, 20, 30, 40, 50]);
        assert_eq!(times("exponential"), [0, 10, 30, 70, 120, 170]);
        assert_eq!(times("jittered"), [0, 8, 21, 45, 53, 54]);
        let impatient = [(0, "try 1: Busy"), (10, "try 2: Busy"), (10, "gives up")];
        says_at(run, "impatient", &impatient);
        says_at(run, "hopeless", &[(0, "try 1: NoSuchPrinter"), (0, "gives up")]);
    });
}

#[test]
fn actor() {
    holds(&LESSON, "actor", |run| {
        let said = ["the owner says 165", "the mutex holds 165"];
        run.says("main", &said);
        run.says("owner", &["nobody is left to ask"]);
    });
}

#[test]
fn supervisor() {
    holds(&LESSON, "supervisor", |run| {
        assert_eq!(
            run.lines(),
            [
                "worker 0: prints a good page",
                "main: restart 1: paper jam",
                "worker 1: prints a good page",
                "main: restart 2: paper jam",
                "worker 2: prints a good page",
                "main: all is printed, restarts: 2",
                "main: restart 1: paper jam",
                "main: restart 2: paper jam",
                "main: restart 3: paper jam",
                "main: gives up after 3 restarts: paper jam; pages left: 1",
            ]
        );
    });
}

#[test]
fn parallel_iterators() {
    holds(&LESSON, "parallel_iterators", |run| {
        let lines = run.of("main");
        let answers = |line: &String| line.split_once(": ").unwrap().1.to_string();
        assert!(lines[0].starts_with("the pool: 2000 answers, "));
        assert_eq!(answers(&lines[0]), answers(&lines[1]));
        assert_eq!(lines[2], "the same, in the same order: true");
    });
}

#[test]
fn profiling() {
    holds(&LESSON, "profiling", |run| {
        run.in_order(&[
            "printer: waits for main",
            "main: holds its worker: printer",
            "main: workers: 2, tasks alive: 4",
            "printer: goes on",
        ]);
        assert_eq!(run.count("holds its worker"), 1);
        let polls = |task: &str| {
            let lines = run.of("main");
            let row = lines.iter().find(|line| line.starts_with(task)).unwrap();
            row.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
        };
        assert_eq!(polls("printer"), 1);
        for task in ["reader", "parser", "writer"] {
            assert!(polls(task) >= 2, "{task}");
        }
    });
}

#[test]
fn choose() {
    holds(&LESSON, "choose", |run| {
        run.in_order(&["main: all answers are equal: true"]);
        for way in ["threads", "tokio", "rayon"] {
            let lines = run.of("main");
            let mut rows = lines.iter().filter(|line| line.starts_with(way));
            let row = rows.next().expect(way);
            assert_eq!(row.split_whitespace().count(), 3, "{row}");
            assert!(rows.next().is_none(), "{way} has one row");
        }
    });
}
