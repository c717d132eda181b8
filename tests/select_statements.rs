//! Whichever comes first: the claims.

use std::cell::RefCell;

use select_statements::LESSON;
use shared::Transcript;

use crate::harness::holds;

#[test]
fn first_ready() {
    holds(&LESSON, "first_ready", |run| {
        run.says(
            "main",
            &[
                "waits for either",
                "receives return 7",
                "waits for either",
                "receives order 1",
            ],
        );
        run.says("counter", &["sends return 7"]);
        run.says("shop", &["sends order 1"]);
        run.in_order(&[
            "counter: sends return 7",
            "main: receives return 7",
            "shop: sends order 1",
            "main: receives order 1",
        ]);
    });
}

#[test]
fn default() {
    holds(&LESSON, "default", |run| {
        run.says(
            "main",
            &[
                "prints page 1",
                "page 1 is sent",
                "no room for page 2",
                "prints page 3",
                "try_send: sending on a full channel",
                "page 3 comes back",
                "page 1 arrives",
                "nothing there",
                "try_recv: Err(Empty)",
                "its sender is gone: Err(Disconnected)",
            ],
        );
    });
}

#[test]
fn timeout() {
    holds(&LESSON, "timeout", |run| {
        run.says(
            "main",
            &[
                "thread: no order after 1ms",
                "thread: order 1",
                "task, 50 ms: deadline has elapsed",
                "task, 80 ms: order 2",
            ],
        );
    });
}

#[test]
fn deadline() {
    holds(&LESSON, "deadline", |run| {
        let mut lines = Vec::new();
        for order in 1..=4 {
            lines.push(format!("deadline first: order {order}"));
        }
        lines.push("closes, 2 orders left".into());
        for order in 1..=6 {
            lines.push(format!("timeout_at: order {order}"));
        }
        lines.push("closes, 0 orders left".into());
        run.says("main", &lines);

        let closes = run.at("main: closes, 2 orders left");
        assert_eq!((run.at("main: deadline first: order 4"), closes), (90, 120));
        assert_eq!(run.at("main: timeout_at: order 4"), closes + 90);
        assert_eq!(run.at("main: timeout_at: order 5"), closes + 120);
        assert_eq!(run.at("main: timeout_at: order 6"), closes + 150);
        assert_eq!(run.at("main: closes, 0 orders left"), closes + 180);
    });
}

#[test]
fn ticker() {
    holds(&LESSON, "ticker", |run| {
        run.says(
            "main",
            &[
                "Burst: 0 350 350 350 400 500 ms",
                "Delay: 0 350 450 550 ms",
                "Skip: 0 350 400 500 ms",
            ],
        );
    });
}

#[test]
fn multiplex() {
    holds(&LESSON, "multiplex", |run| {
        let mut all = vec!["main: both are closed".to_string()];
        for (source, count) in [("letter", 3), ("parcel", 5)] {
            let mut own: Vec<String> = (1..=count)
                .map(|number| format!("main: {source} {number}"))
                .collect();
            own.push(format!(
                "main: {source}s: receiving on an empty and disconnected channel"
            ));
            run.in_order(&own);
            run.in_order(&[own.last().unwrap(), &all[0]]);
            all.append(&mut own);
        }
        run.exactly(&all);
    });
}

#[test]
fn route() {
    holds(&LESSON, "route", |run| {
        let outlets = [("complaints", [3, 6, 9, 12].as_slice())];
        let outlets = outlets
            .into_iter()
            .chain([("orders", &[1, 2, 4, 5, 7, 8, 10, 11][..])]);
        let mut all = vec!["main: every outlet is closed".to_string()];
        for (outlet, letters) in outlets {
            let line = |letter: &u32| format!("{outlet}: letter {letter}");
            let (web, desk): (Vec<u32>, Vec<u32>) =
                letters.iter().partition(|letter| **letter <= 6);
            for inlet in [web, desk] {
                let own: Vec<String> = inlet.iter().map(line).collect();
                run.in_order(&own);
                run.in_order(&[own.last().unwrap(), &all[0]]);
                all.extend(own);
            }
        }
        run.exactly(&all);
    });
}

#[test]
fn priority() {
    holds(&LESSON, "priority", |run| {
        run.says(
            "main",
            &[
                "sends normal 1",
                "sends normal 2",
                "sends urgent 1",
                "receives urgent 1",
                "receives normal 1",
                "sends urgent 2",
                "receives urgent 2",
                "receives normal 2",
                "no more orders",
            ],
        );
    });
}

#[test]
fn fairness() {
    let runs = RefCell::new(Vec::new());
    let claim = |run: &Transcript| {
        let even = 4_000..=6_000;
        for (which, share) in [
            ("crossbeam, two ready", even.clone()),
            ("crossbeam, one off and two ready", even.clone()),
            ("tokio, two ready", even),
            // Two thirds, and as far from that as the others are from a half.
            ("tokio, one off and two ready", 6_001..=7_600),
        ] {
            let (first, second) = shares(run, which);
            assert_eq!(first + second, 10_000, "{which}");
            assert!(share.contains(&first), "{which}: {first}");
        }
        assert_eq!(run.lines().len(), 4);
        let mut crossbeams = run.of("main");
        crossbeams.retain(|line| line.starts_with("crossbeam"));
        runs.borrow_mut().push(crossbeams);
    };
    holds(&LESSON, "fairness", claim);
    holds(&LESSON, "fairness", claim);
    let runs = runs.into_inner();
    assert!(
        runs.iter().all(|run| *run == runs[0]),
        "crossbeam's figures differ: {runs:?}"
    );
}

/// The two figures of the line that begins so.
fn shares(run: &Transcript, which: &str) -> (u32, u32) {
    let said = run.of("main");
    let figures =
        said.iter().find_map(|line| line.strip_prefix(which)?.strip_prefix(": ["));
    let figures = figures.and_then(|figures| figures.strip_suffix(']'));
    let (first, second) = figures.unwrap().split_once(", ").unwrap();
    (first.parse().unwrap(), second.parse().unwrap())
}

#[test]
fn switch_off() {
    holds(&LESSON, "switch_off", |run| {
        let mut lines = Vec::new();
        for way in ["thread", "task"] {
            for (open, what) in [(false, "call"), (true, "order")] {
                for number in 1..=3 {
                    lines.push(format!("{way}, open {open}: {what} {number}"));
                }
            }
        }
        for line in [
            "the next task panics: that is planned",
            "all off: all branches are disabled and there is no else branch",
            "the future of an arm that is off is made",
            "all off, with an else: goes on",
        ] {
            lines.push(line.into());
        }
        run.says("main", &lines);
    });
}

#[test]
fn many() {
    holds(&LESSON, "many", |run| {
        let mut all = vec!["main: every printer is closed".to_string()];
        for printer in 0..4 {
            for way in ["thread", "task"] {
                let page = |page| format!("main: {way} {printer}: page {page}");
                run.in_order(&[&page(1), &page(2), &all[0]]);
                all.extend([page(1), page(2)]);
            }
        }
        run.exactly(&all);
    });
}

#[test]
fn state_machine() {
    holds(&LESSON, "state_machine", |run| {
        timed(
            run,
            "press 1",
            &[
                (0, "Idle, Pause: refused"),
                (0, "Idle, Resume: refused"),
                (0, "Idle, Cancel: refused"),
                (0, "Idle, Start: Running"),
                (10, "page 1: Running"),
                (20, "page 2: Running"),
                (25, "Running, Start: refused"),
                (25, "Running, Resume: refused"),
                (25, "Running, Pause: Paused"),
                (60, "Paused, Start: refused"),
                (60, "Paused, Pause: refused"),
                (60, "Paused, Resume: Running"),
                (70, "page 3: Running"),
                (80, "page 4: Running"),
                (85, "Running, Pause: Paused"),
                (95, "Paused, Cancel: Cancelled"),
            ],
        );
        timed(run, "operator 1", &[(100, "Start: the press has ended")]);
        timed(
            run,
            "press 2",
            &[
                (100, "Idle, Start: Running"),
                (110, "page 1: Running"),
                (115, "Running, Cancel: Cancelled"),
            ],
        );
        timed(run, "operator 2", &[]);
        timed(
            run,
            "press 3",
            &[
                (115, "Idle, Start: Running"),
                (125, "page 1: Running"),
                (135, "page 2: Running"),
                (145, "page 3: Running"),
                (155, "page 4: Running"),
                (165, "page 5: Done"),
            ],
        );
        timed(run, "operator 3", &[(175, "Cancel: the press has ended")]);
        timed(
            run,
            "press 4",
            &[
                (175, "Idle, Start: Running"),
                (185, "page 1: Running"),
                (190, "Running, Pause: Paused"),
                (190, "Paused: the operator has left"),
            ],
        );
    });
}

/// The task says these lines, each at its millisecond, and no others.
#[track_caller]
fn timed(run: &Transcript, task: &str, wanted: &[(u64, &str)]) {
    let lines: Vec<&str> = wanted.iter().map(|(_, line)| *line).collect();
    run.says(task, &lines);
    let own = run.events.iter().filter(|event| event.task == task);
    let said: Vec<u64> =
        own.filter_map(|event| event.line().and(event.at)).collect();
    let times: Vec<u64> = wanted.iter().map(|(at, _)| *at).collect();
    assert_eq!(said, times, "{task} speaks at other times");
}

#[test]
fn work_stealing() {
    holds(&LESSON, "work_stealing", |run| {
        for job in 1..=8 {
            let lines = run.lines();
            let runs =
                |line: &&String| line.ends_with(&format!(": runs job {job}"));
            let ran: Vec<_> = lines.iter().filter(runs).collect();
            assert_eq!(ran.len(), 1, "job {job}: {ran:?}");
            run.in_order(&[ran[0], "owner: nothing is left"]);
        }
        // Before the owner goes on, one thief has run the oldest or the second oldest
        // job; whoever has the oldest, it was stolen.
        let lines = run.lines();
        let owner = run.of("owner");
        assert_eq!(
            owner[..2],
            ["takes job 8", "waits for a thief that has run a job"]
        );
        assert_eq!(owner[2], "runs job 8");
        assert!(!owner.contains(&"runs job 1".into()), "{owner:?}");
        let before = &lines[..run.place("owner: runs job 8")];
        let first_of_a_thief = before.iter().find(|line| line.starts_with("thief"));
        let first = first_of_a_thief.expect("a thief has run a job");
        assert!(first.ends_with("job 1") || first.ends_with("job 2"), "{first}");
        assert_eq!(lines.len(), 8 + 3);
    });
}

#[test]
fn cancel_safety() {
    holds(&LESSON, "cancel_safety", |run| {
        timed(
            run,
            "unsafe",
            &[
                (0, "takes order 1"),
                (10, "takes order 2"),
                (20, "takes order 3"),
                (25, "hears the clock"),
                (25, "takes order 4"),
                (35, "takes order 5"),
                (45, "has checked [1, 2, 4, 5]"),
            ],
        );
        timed(
            run,
            "safe",
            &[
                (45, "takes order 1"),
                (55, "takes order 2"),
                (65, "takes order 3"),
                (75, "hears the clock"),
                (75, "takes order 4"),
                (85, "takes order 5"),
                (95, "has checked [1, 2, 3, 4, 5]"),
            ],
        );
        // Of orders 6 and 7 the second is lost; with `reserve` it is still in hand.
        timed(run, "send", &[(105, "leaves"), (105, "order 6 has arrived")]);
        timed(run, "reserve", &[(115, "leaves with order 7")]);
    });
}

#[test]
fn select_in_a_loop() {
    holds(&LESSON, "select_in_a_loop", |run| {
        run.exactly(&[
            "main: made anew: 100 ticks, printed: false",
            "main: made once: 3 ticks, printed: true",
        ]);
    });
}

#[test]
fn gotchas() {
    holds(&LESSON, "gotchas", |run| {
        run.says("shop", &["waits for 1,000 spins of main", "sends its order"]);
        let main = run.of("main");
        let spins = main[0].strip_prefix("one order, ").unwrap();
        let spins = spins.strip_suffix(" spins before it").unwrap();
        assert!(spins.parse::<u64>().unwrap() >= 1_000, "{spins}");
        assert_eq!(
            main[1..],
            [
                "took the closed channel: 1000 times, orders: 0",
                "took the closed channel: 1 time, orders: 5",
            ]
        );
        run.in_order(&["shop: sends its order", &format!("main: {}", main[0])]);
    });
}

#[test]
fn polled_again() {
    holds(&LESSON, "polled_again", |run| {
        run.says(
            "main",
            &[
                "the next task panics: that is planned",
                "careless: `async fn` resumed after completion",
                "guarded: 5 ticks and a page",
            ],
        );
    });
}

#[test]
fn lost_place() {
    holds(&LESSON, "lost_place", |run| {
        run.says(
            "main",
            &[
                "A makes its wait anew",
                "receives was inside",
                "receives B",
                "receives A",
                "A makes its wait once",
                "receives was inside",
                "receives A",
                "receives B",
            ],
        );
    });
}

#[test]
fn stream() {
    holds(&LESSON, "stream", |run| {
        timed(
            run,
            "main",
            &[
                (0, "stores [1, 2, 3]"),
                (65, "stores [4, 5]"),
                (130, "both shops have closed"),
            ],
        );
    });
}

#[test]
fn futurelock() {
    holds(&LESSON, "futurelock", |run| {
        let waits = |place| format!("waits for the printer, {place} in line");
        let (first, second) = (waits("first"), waits("second"));
        let kept = "stops waiting for the page, keeps it: true";
        timed(run, "page A", &[(0, &first)]);
        timed(run, "clerk A", &[(10, kept), (10, &second)]);
        timed(run, "user A", &[(20, "gives the printer back")]);
        // Both waited until the end: neither has printed.
        let stuck = [format!("clerk A {second}"), format!("page A {first}")];
        assert!(run.stuck().is_superset(&stuck.into()), "{:?}", run.stuck());

        let dropped = "stops waiting for the page, keeps it: false";
        timed(run, "page B", &[(1000, &first)]);
        timed(run, "clerk B", &[(1010, dropped), (1010, &first), (1020, "prints")]);
        timed(run, "user B", &[(1020, "gives the printer back")]);
        run.in_order(&["user B: gives the printer back", "clerk B: prints"]);
        timed(
            run,
            "main",
            &[
                (1000, "clerk A hangs"),
                (1000, "the printer is free: false"),
                (1000, "clerk A is dropped"),
                (1000, "the printer is free: true"),
                (1020, "the printer is free: true"),
            ],
        );
    });
}

#[test]
fn batcher() {
    holds(&LESSON, "batcher", |run| {
        timed(
            run,
            "batcher",
            &[
                (0, "stores [1, 2, 3] by size"),
                (40, "is alive"),
                (65, "stores [4, 5] by time"),
                (80, "is alive"),
                (120, "is alive"),
                (130, "stores [6, 7] by shutdown"),
            ],
        );
        timed(
            run,
            "shop",
            &[
                (0, "order 1"),
                (0, "order 2"),
                (0, "order 3"),
                (15, "order 4"),
                (30, "order 5"),
                (125, "order 6"),
                (130, "order 7"),
                (130, "order 8 comes back"),
            ],
        );
    });
}
