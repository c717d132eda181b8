//! Shapes that recur: the claims.

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
        for job in 1..=10 {
            only(run, &format!(": takes job {job}"));
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
        assert_eq!(lines[3], "sorted, the same answers each time: true");
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
        says_at(run, "order 1", &[(10, "begins"), (50, "is ready")]);
        says_at(run, "order 2", &[(20, "begins"), (100, "is ready")]);
        says_at(run, "order 3", &[(30, "begins")]);
        says_at(run, "order 4", &[(30, "begins")]);
        says_at(
            run,
            "customers",
            &[(40, "order 5 is turned away"), (50, "order 6 is turned away")],
        );
        says_at(
            run,
            "main",
            &[
                (30, "closes the queue"),
                (30, "waits for the jobs, 100 ms at most"),
                (130, "aborts what is left"),
                (130, "4 accepted: 2 finished, 2 aborted"),
                (130, "panicked: 0"),
            ],
        );
        run.in_order(&["main: closes the queue", "order 4: begins"]);
        assert_eq!(run.count("begins"), 4);
        assert_eq!(run.count("is ready"), 2);
    });
}

#[test]
fn blocked_executor() {
    holds(&LESSON, "blocked_executor", |run| {
        let beats = ["waits for a worker", "beat 1", "beat 2", "beat 3"];
        run.says("heart beside tasks", &beats);
        run.says("heart beside calls", &beats);
        for caller in ["task A", "task B", "call A", "call B"] {
            run.says(caller, &["waits for main", "goes on"]);
        }
        for task in ["task A", "task B"] {
            run.in_order(&[
                &format!("{task}: waits for main"),
                "heart beside tasks: waits for a worker",
                "main: lets the tasks go on",
                "heart beside tasks: beat 1",
            ]);
        }
        // One of the two has given its worker back before the heart beats.
        let first_beat = run.place("heart beside tasks: beat 1");
        let goes_on = ["task A: goes on", "task B: goes on"];
        assert!(goes_on.iter().any(|line| run.place(line) < first_beat));
        for call in ["call A", "call B"] {
            run.in_order(&[
                &format!("{call}: waits for main"),
                "heart beside calls: beat 1",
                "heart beside calls: beat 3",
                "main: lets the calls go on",
                &format!("{call}: goes on"),
                "main: aborted, and ran to their end: [true, true]",
            ]);
        }
    });
}

#[test]
fn block_in_place() {
    holds(&LESSON, "block_in_place", |run| {
        run.in_order(&[
            "task: waits for main",
            "heart: waits for a worker",
            "heart: beat 1",
            "heart: beat 3",
            "main: lets the task go on",
            "task: goes on",
            "main: in a current_thread runtime, panicked: true",
        ]);
    });
}

#[test]
fn blocking_pool() {
    holds(&LESSON, "blocking_pool", |run| {
        for call in ["call A", "call B"] {
            run.says(call, &["waits for main", "goes on"]);
            run.in_order(&[
                &format!("{call}: waits for main"),
                "call C: waits for a thread",
                "main: lets the two go on",
                &format!("{call}: goes on"),
            ]);
        }
        let third = run.place("call C: runs");
        let goes_on = ["call A: goes on", "call B: goes on"];
        assert!(goes_on.iter().any(|line| run.place(line) < third));
    });
}

#[test]
fn runtime_end() {
    holds(&LESSON, "runtime_end", |run| {
        run.in_order(&[
            "call A: waits for main",
            "owner: waits for the end of its runtime",
            "main: lets call A go on",
            "call A: goes on",
            "owner: the runtime has ended",
            "call B: waits for main",
            "main: the runtime has ended, and left call B behind",
            "call B: goes on",
        ]);
        assert_eq!(run.lines().len(), 8);
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
                "from a task, by a call that blocks, to a future: 10",
                "from a task into the runtime, refused: true",
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
        says_at(run, "main", &[(55, "one gives up"), (60, "the next one passes")]);
    });
}

#[test]
fn circuit_breaker() {
    holds(&LESSON, "circuit_breaker", |run| {
        says_at(
            run,
            "breaker",
            &[
                (85, "open"),
                (140, "half open"),
                (145, "open"), // and not closed at 142, by the slow call
                (200, "half open"),
                (205, "closed"),
                (233, "open"), // by three dropped calls
            ],
        );
        let asked = [20, 40, 60, 80, 140, 200, 220, 225, 225, 230, 231, 232];
        says_at(run, "service", &asked.map(|at| (at, "is asked")));
        says_at(
            run,
            "caller",
            &[
                (25, "call 1: printed"),
                (45, "call 2: out of paper"),
                (65, "call 3: out of paper"),
                (85, "call 4: out of paper"),
                (100, "call 5: refused"),
                (120, "call 6: refused"),
                (142, "the slow call: printed true"),
                (145, "call 7: out of paper"),
                (160, "call 8: refused"),
                (180, "call 9: refused"),
                (205, "call 10: printed"),
                (225, "call 11: printed"),
                (230, "calls 12 and 13, at the same time: printed true"),
            ],
        );
    });
}

#[test]
fn retry() {
    holds(&LESSON, "retry", |run| {
        for (client, times) in [
            ("fixed", [0, 10, 20, 30, 40, 50]),
            ("doubled", [0, 10, 30, 70, 120, 170]),
            ("jittered", [0, 8, 21, 45, 53, 54]),
        ] {
            let tries = ["try 1", "try 2", "try 3", "try 4", "try 5", "try 6"];
            let tries = times.into_iter().zip(tries);
            let lines: Vec<_> = tries.chain([(times[5], "printed")]).collect();
            says_at(run, client, &lines);
        }
        let impatient = [(0, "try 1"), (10, "try 2"), (10, "gives up: Busy")];
        says_at(run, "impatient", &impatient);
        says_at(run, "hopeless", &[(0, "try 1"), (0, "gives up: NoSuchPrinter")]);
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
                "main: restart 1 in 1 ms: paper jam",
                "worker 1: prints a good page",
                "main: restart 2 in 2 ms: paper jam",
                "worker 2: prints a good page",
                "main: the queue is empty, restarts: 2",
                "main: restart 1 in 1 ms: paper jam",
                "main: restart 2 in 2 ms: paper jam",
                "main: restart 3 in 4 ms: paper jam",
                "main: gives up after 3 restarts: paper jam; pages left: 1",
            ]
        );
    });
}

#[test]
fn parallel_iterators() {
    holds(&LESSON, "parallel_iterators", |run| {
        let lines = run.of("main");
        assert_eq!(lines[0], "the same, in the same order: true");
        assert_eq!(lines[1], "2000 answers, 134100 steps");
    });
}

#[test]
fn profiling() {
    holds(&LESSON, "profiling", |run| {
        run.in_order(&[
            "printer: waits for main, without an await",
            "main: tasks alive: 3; printer holds the worker",
            "printer: goes on",
        ]);
        assert_eq!(run.lines().len(), 3);
    });
}

#[test]
fn choose() {
    holds(&LESSON, "choose", |run| {
        run.in_order(&["main: all answers are equal: true"]);
        let header = only(run, " cores:"); // rayon has one thread for each
        let words: Vec<&str> = header.split(' ').collect();
        let cores: f64 = words[words.len() - 2].parse().unwrap();
        for way in ["threads", "tokio", "rayon"] {
            let lines = run.of("main");
            let mut rows = lines.iter().filter(|line| line.starts_with(way));
            let row = rows.next().expect(way);
            assert_eq!(row.split_whitespace().count(), 3, "{row}");
            assert!(rows.next().is_none(), "{way} has one row");
            if way == "rayon" {
                let waits = row.split_whitespace().nth(1).unwrap();
                let waits: f64 = waits.parse().unwrap();
                let least = 320.0 / cores;
                assert!(waits >= least, "{waits} ms, and not {least} at least");
            }
        }
    });
}
