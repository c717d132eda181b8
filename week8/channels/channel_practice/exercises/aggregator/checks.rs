//! What is checked of `aggregator`.

use std::fmt::{self, Debug, Formatter};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{Receiver, Sender, bounded, never, select, unbounded};
use verdict::{Check, Show, each_once, ensure, equal, fault, in_order};

use super::answer::{Query, Reading, Settings, Window, aggregate};

pub const CHECKS: &[Check] = &[
    Check::new("one", "one source sends three readings, and two have one window", one),
    Check::new("ahead", "source 1 is a window ahead of source 0", ahead)
        .exact_time(),
    Check::new(
        "edge",
        "three readings have the last time stamp of a window, the next is its end, and \
         then queries come",
        edge,
    )
    .exact_time(),
    Check::new(
        "several",
        "one reading closes two windows, and the end of the readings closes two \
         more",
        several,
    )
    .exact_time(),
    Check::new(
        "behind",
        "both sources have sent, and source 1 is a window ahead of source 0",
        behind,
    )
    .exact_time(),
    Check::new(
        "earlier",
        "source 1 sends first, and source 0 sends a reading of an earlier window",
        earlier,
    )
    .exact_time(),
    Check::new(
        "alert",
        "one reading is above the threshold, and one is not",
        alert,
    )
    .exact_time(),
    Check::new(
        "gone",
        "nobody sends queries or receives alerts, and the reading of an alert closes \
         a window",
        gone,
    )
    .exact_time(),
    Check::new(
        "late",
        "the receiver of windows comes some time after the end of the readings",
        late,
    ),
    Check::new(
        "unasked",
        "nobody sends queries any more, and the receiver of windows comes some time \
         after the end of the readings",
        unasked,
    ),
    Check::new(
        "nobody",
        "nobody receives the windows, and readings that close some are alerts",
        nobody,
    )
    .exact_time(),
    Check::new("after", "a task sends a query after `aggregate` has returned", after),
    Check::new(
        "impatient",
        "a task sends a query and does not wait for the answer",
        impatient,
    ),
    Check::new(
        "snapshots",
        "one task sends two readings while another sends two queries",
        snapshots,
    )
    .needs(3, 3),
    Check::new(
        "slow",
        "the receiver of windows sends a query before it receives each window",
        slow,
    )
    .needs(3, 3),
    Check::new(
        "alarm",
        "the receiver of alerts sends a query, and then receives an alert",
        alarm,
    )
    .exact_time(),
    Check::new("sources", "two sources send at the same time", sources).needs(4, 4),
    Check::new(
        "looks_away",
        "the receiver of windows also waits for something else, which comes once",
        looks_away,
    )
    .exact_time()
    .needs(4, 4),
    Check::new(
        "asks_again",
        "while a window waits, a task would send a query but turns to something else, \
         and then sends one",
        asks_again,
    )
    .exact_time()
    .needs(4, 4),
    Check::new("alarms", "three alerts come before anybody receives one", alarms)
        .exact_time()
        .needs(3, 3),
    Check::new(
        "waits",
        "a query comes while a closed window waits for its receiver",
        waits,
    )
    .with(&[1, 0])
    .exact_time(),
    Check::new("many", "300 windows close, and a query asks for the first", many)
        .exact_time()
        .in_few(10),
    Check::new("leap", "a time stamp is years after the one before", leap)
        .in_few(10),
];

/// Far longer than an answer has to wait for anything.
const LONG: Duration = Duration::from_millis(100);

/// A wait of so many parts has more steps of a busy loop than a schedule may have.
const PIECES: u32 = 100;

/// Alerts are above this.
const THRESHOLD: i64 = 90;

fn one(_: usize) {
    let run = Run::of(1);
    send(&run.readings, 0, 3, -4);
    send(&run.readings, 0, 9, 7);
    send(&run.readings, 0, 10, -2);
    run.ends_with(&[window(0, &[-4, 7]), window(10, &[-2])]);
}

fn ahead(_: usize) {
    let run = Run::of(2);
    send(&run.readings, 1, 3, 5);
    send(&run.readings, 1, 12, 7);
    if let Ok(window) = run.windows.recv_timeout(LONG) {
        let detail = format!(
            "Window {} came, but source 0 had sent nothing yet. It may still send \
             readings of this window.",
            window.start
        );
        fault("a window closed too early", detail, Show::Messages);
    }
    send(&run.readings, 0, 10, 1);
    match run.windows.recv_timeout(LONG) {
        Ok(closed) => compare(&closed, &window(0, &[5])),
        Err(_) => fault(
            "a window closed too late",
            "Window 0 ends at 10. Both sources had sent a reading at or after 10, \
             but window 0 did not come.",
            Show::Messages,
        ),
    }
    run.ends_with(&[window(10, &[7, 1])]);
}

fn behind(_: usize) {
    let run = Run::of(2);
    send(&run.readings, 0, 2, 5);
    send(&run.readings, 1, 12, 7);
    if let Ok(window) = run.windows.recv_timeout(LONG) {
        let detail = format!(
            "Window {} came. It ends at 10, and source 0 had sent nothing at or after \
             10. It may still send readings of this window.",
            window.start
        );
        fault("a window closed too early", detail, Show::Messages);
    }
    send(&run.readings, 0, 8, 3);
    run.ends_with(&[window(0, &[5, 3]), window(10, &[7])]);
}

fn earlier(_: usize) {
    let run = Run::of(2);
    send(&run.readings, 1, 14, 7);
    send(&run.readings, 0, 3, 5);
    run.ends_with(&[window(0, &[5]), window(10, &[7])]);
}

fn edge(_: usize) {
    let run = Run::of(1);
    for value in [1, 2, 3] {
        send(&run.readings, 0, 9, value);
    }
    if let Ok(window) = run.windows.recv_timeout(LONG) {
        let detail = format!(
            "Window {} came when the only source had sent readings with `at` up to 9. \
             The window ends at 10.",
            window.start
        );
        fault("a window closed too early", detail, Show::Messages);
    }
    send(&run.readings, 0, 10, 4);
    match run.windows.recv_timeout(LONG) {
        Ok(closed) => compare(&closed, &window(0, &[1, 2, 3])),
        Err(_) => fault(
            "a window closed too late",
            "Window 0 ends at 10. The only source had sent a reading with `at` 10, but \
             window 0 did not come.",
            Show::Messages,
        ),
    }
    // What has come is counted by then.
    thread::sleep(LONG);
    for (start, right) in [(5, None), (10, Some(window(10, &[4]))), (50, None)] {
        let found = ask_for(&run.queries, start);
        let detail = format!(
            "The answer to a query for the window that starts at {start} is {found:?}, \
             expected {right:?}."
        );
        ensure(found == right, "the answer to a query is wrong", detail);
    }
    run.ends_with(&[window(10, &[4])]);
}

fn several(_: usize) {
    let run = Run::of(2);
    for (source, at, value) in [(1, 3, 5), (1, 14, 7), (1, 35, 1), (0, 36, 2)] {
        send(&run.readings, source, at, value);
    }
    let mut found = Vec::new();
    while let Ok(closed) = run.windows.recv_timeout(LONG) {
        found.push(closed);
    }
    let in_time = found.len();
    send(&run.readings, 0, 42, 8);
    found.extend(run.rest());
    let late = found[in_time..].iter().find(|window| window.start < 20);
    if let Some(window) = late {
        let detail = format!(
            "Both sources had sent a reading after 30, but window {} did not come. \
             It came only after another reading.",
            window.start
        );
        fault("a window closed too late", detail, Show::Messages);
    }
    let right =
        [window(0, &[5]), window(10, &[7]), window(30, &[1, 2]), window(40, &[8])];
    claim(&found, &right);
}

fn alert(_: usize) {
    let run = Run::of(1);
    send(&run.readings, 0, 3, THRESHOLD);
    send(&run.readings, 0, 4, THRESHOLD + 1);
    match run.alerts.recv_timeout(LONG) {
        Ok(alert) => {
            let right = Reading { source: 0, at: 4, value: THRESHOLD + 1 };
            let detail = format!("The alert is {alert:?}, expected {right:?}.");
            ensure(alert == right, "a wrong alert came", detail);
        }
        Err(_) => fault(
            "an alert came too late",
            "A reading above the threshold was sent, but its alert did not come \
             while its window was open.",
            Show::Messages,
        ),
    }
    let alerts = run.alerts.clone();
    run.ends_with(&[window(0, &[THRESHOLD, THRESHOLD + 1])]);
    ensure(
        alerts.try_recv().is_err(),
        "an alert came twice",
        "One alert was expected.",
    );
}

fn gone(_: usize) {
    let run = Run::of(1);
    let Run { readings, queries, windows, alerts, task } = run;
    drop((queries, alerts));
    send(&readings, 0, 3, THRESHOLD + 1);
    send(&readings, 0, 14, THRESHOLD + 1);
    wait_in_pieces();
    let in_time: Vec<Window> = windows.try_iter().collect();
    send(&readings, 0, 15, 5);
    let late = rest(readings, &windows, task);
    if late.iter().any(|window| window.start == 0) {
        let detail = "The only source had sent a reading after 10, but window 0 did \
                      not come. It came only after another reading.";
        fault("a window closed too late", detail, Show::Messages);
    }
    let found: Vec<Window> = in_time.into_iter().chain(late).collect();
    let right = [window(0, &[THRESHOLD + 1]), window(10, &[THRESHOLD + 1, 5])];
    claim(&found, &right);
}

/// Who goes round and round meanwhile makes many steps in each of them.
fn wait_in_pieces() {
    for _ in 0..PIECES {
        thread::sleep(LONG / PIECES);
    }
}

fn late(_: usize) {
    let run = Run::without_room(1);
    let Run { readings, queries, windows, alerts, task } = run;
    send(&readings, 0, 3, 5);
    drop(readings);
    comes_late(&windows, task);
    drop((queries, alerts));
}

fn unasked(_: usize) {
    let run = Run::without_room(1);
    let Run { readings, queries, windows, alerts, task } = run;
    send(&readings, 0, 3, 5);
    drop((readings, queries));
    comes_late(&windows, task);
    drop(alerts);
}

/// Window 0 waits for its receiver meanwhile.
fn comes_late(windows: &Receiver<Window>, task: JoinHandle<()>) {
    wait_in_pieces();
    let found: Vec<Window> = windows.iter().collect();
    task.join().unwrap();
    claim(&found, &[window(0, &[5])]);
}

fn nobody(_: usize) {
    let Run { readings, queries, windows, alerts, task } = Run::of(1);
    drop(windows);
    for at in [3, 14, 25] {
        send(&readings, 0, at, THRESHOLD + 1);
    }
    // What has come is counted by then.
    thread::sleep(LONG);
    knows(&queries, &[THRESHOLD + 1]);
    drop(readings);
    each_once("alert", alerts.iter().map(|alert| alert.at), [3, 14, 25]);
    task.join().unwrap();
}

fn after(_: usize) {
    let Run { readings, queries, windows, alerts, task } = Run::of(1);
    send(&readings, 0, 3, 5);
    drop(readings);
    task.join().unwrap();
    let (reply, _answer) = bounded(1);
    if queries.send(Query { start: 0, reply }).is_ok() {
        let detail = "`aggregate` has returned, and then a query was received. So a \
                      task that it has started had not ended.";
        fault("a task was left behind", detail, Show::Messages);
    }
    drop((windows, alerts));
}

fn impatient(_: usize) {
    let run = Run::of(1);
    let (reply, answer) = bounded(1);
    drop(answer);
    let _ = run.queries.send(Query { start: 0, reply });
    send(&run.readings, 0, 3, 5);
    run.ends_with(&[window(0, &[5])]);
}

fn snapshots(_: usize) {
    let run = Run::of(1);
    let readings = run.readings.clone();
    let source = thread::spawn(move || {
        send(&readings, 0, 3, 5);
        send(&readings, 0, 4, 7);
    });
    let states = [window(0, &[5]), window(0, &[5, 7])];
    let seen = [ask(&run.queries), ask(&run.queries)];
    source.join().unwrap();
    run.ends_with(&[window(0, &[5, 7])]);
    let counts = seen.map(|answer| {
        let Some(found) = answer else { return 0 };
        let state = &states[usize::from(found.count > 1)];
        equal("the answer to a query", &found, state);
        found.count
    });
    let detail = format!(
        "The answers to two queries count {} and then {}.",
        counts[0], counts[1]
    );
    ensure(counts[0] <= counts[1], "a window lost a reading", detail);
}

fn slow(_: usize) {
    let run = Run::without_room(1);
    let Run { readings, queries, windows: closed, task, .. } = run;
    let source = thread::spawn(move || {
        send(&readings, 0, 3, 5);
        send(&readings, 0, 14, 7);
    });
    ask(&queries);
    let first = closed.recv();
    let again = ask(&queries);
    if let Ok(first) = &first {
        let same = again.as_ref() == Some(first);
        let detail =
            format!("{first:?} had closed, but a later query returned {again:?}.");
        ensure(same, "a closed window changed", detail);
    }
    source.join().unwrap();
    let found: Vec<Window> = first.into_iter().chain(closed).collect();
    task.join().unwrap();
    claim(&found, &[window(0, &[5]), window(10, &[7])]);
}

fn alarm(_: usize) {
    let (windows, closed) = unbounded();
    let (alerts, alarms) = bounded(0);
    let run = Run::new(1, (windows, closed), (alerts, alarms));
    send(&run.readings, 0, 3, THRESHOLD + 1);
    // What has come is counted by then.
    thread::sleep(LONG);
    knows(&run.queries, &[THRESHOLD + 1]);
    let right = Reading { source: 0, at: 3, value: THRESHOLD + 1 };
    let alert = run.alerts.recv();
    let detail = format!("The alert is {alert:?}, expected {right:?}.");
    ensure(alert == Ok(right), "a wrong alert came", detail);
    run.ends_with(&[window(0, &[THRESHOLD + 1])]);
}

fn alarms(_: usize) {
    let (windows, closed) = unbounded();
    let (alerts, alarms) = bounded(0);
    let run = Run::new(1, (windows, closed), (alerts, alarms));
    let Run { readings, queries, windows: closed, alerts, task } = run;
    let source = thread::spawn(move || {
        for at in [3, 4, 14] {
            send(&readings, 0, at, THRESHOLD + 1);
        }
    });
    // Who takes readings while an alert waits has taken them by then.
    thread::sleep(LONG);
    each_once("alert", alerts.iter().map(|alert| alert.at), [3, 4, 14]);
    source.join().unwrap();
    task.join().unwrap();
    drop((queries, closed));
}

/// The window is closed by so many readings, or by their end.
fn waits(later: usize) {
    let run = Run::without_room(1);
    let Run { readings, queries, windows: closed, alerts, task } = run;
    send(&readings, 0, 3, 5);
    for _ in 0..later {
        send(&readings, 0, 14, 7);
    }
    drop(readings);
    // Time passes only when nobody can go on: now window 0 waits.
    thread::sleep(LONG);
    if ask(&queries).is_none() {
        let detail = "Window 0 had closed and waited for its receiver. The answer \
                      to a query for it was None.";
        fault("a query did not find a closed window", detail, Show::Messages);
    }
    let found: Vec<Window> = closed.into_iter().collect();
    task.join().unwrap();
    drop((queries, alerts));
    claim(&found, &[window(0, &[5]), window(10, &[7])][..=later]);
}

/// More windows than somebody keeps who keeps only the last ones.
const MANY: u64 = 300;

fn many(_: usize) {
    let run = Run::of(1);
    for number in 0..=MANY {
        send(&run.readings, 0, number * 10, 5);
    }
    // What has come is counted by then.
    thread::sleep(LONG);
    match ask(&run.queries) {
        Some(known) => compare(&known, &window(0, &[5])),
        None => {
            let detail = format!(
                "Window 0 had closed, and {} more. The answer to a query for window \
                 0 was None.",
                MANY - 1
            );
            fault("a query did not find a closed window", detail, Show::Messages);
        }
    }
    let all: Vec<Window> =
        (0..=MANY).map(|number| window(number * 10, &[5])).collect();
    run.ends_with(&all);
}

/// Who walks there from window to window does not arrive.
const FAR: u64 = 1_000_000_000_000;

fn leap(_: usize) {
    let run = Run::of(1);
    send(&run.readings, 0, 3, 5);
    send(&run.readings, 0, FAR, 7);
    run.ends_with(&[window(0, &[5]), window(FAR, &[7])]);
}

fn sources(_: usize) {
    let run = Run::without_room(2);
    let Run { readings, windows: closed, task, .. } = run;
    let source = |number: usize, first: i64, second: i64| {
        let readings = readings.clone();
        thread::spawn(move || {
            send(&readings, number, 3, first);
            send(&readings, number, 14, second);
        })
    };
    let tasks = [source(0, 1, 2), source(1, 4, 8)];
    drop(readings);
    let found: Vec<Window> = closed.into_iter().collect();
    for source in tasks {
        source.join().unwrap();
    }
    task.join().unwrap();
    claim(&found, &[window(0, &[1, 4]), window(10, &[2, 8])]);
}

fn looks_away(_: usize) {
    let run = Run::without_room(1);
    let Run { readings, queries, windows: closed, alerts, task } = run;
    let source = thread::spawn(move || sends_two(&readings));
    // By then the first window waits.
    thread::sleep(LONG);
    let (other, mut others) = bounded(0);
    let comes = thread::spawn(move || drop(other.send(())));
    let mut found = Vec::new();
    loop {
        select! {
            recv(closed) -> window => match window {
                Ok(window) => found.push(window),
                Err(_) => break,
            },
            recv(others) -> _ => others = never(),
        }
    }
    drop(others);
    for other in [source, comes, task] {
        other.join().unwrap();
    }
    drop((queries, alerts));
    claim(&found, &[window(0, &[5]), window(10, &[7])]);
}

fn asks_again(_: usize) {
    let run = Run::without_room(1);
    let Run { readings, queries, windows: closed, alerts, task } = run;
    let source = thread::spawn(move || sends_two(&readings));
    // By then the first window waits.
    thread::sleep(LONG);
    let (other, others) = bounded(0);
    let comes = thread::spawn(move || drop(other.send(())));
    let (reply, answer) = bounded(1);
    select! {
        send(queries, Query { start: 0, reply }) -> _ => drop(answer.recv()),
        recv(others) -> _ => {}
    }
    drop(others);
    ask(&queries);
    let found: Vec<Window> = closed.into_iter().collect();
    for other in [source, comes, task] {
        other.join().unwrap();
    }
    drop((queries, alerts));
    claim(&found, &[window(0, &[5]), window(10, &[7])]);
}

/// The second one closes the window of the first.
fn sends_two(readings: &Sender<Reading>) {
    send(readings, 0, 3, 5);
    send(readings, 0, 14, 7);
}

/// An aggregator at work, and the other ends of its channels.
struct Run {
    readings: Sender<Reading>,
    queries: Sender<Query>,
    windows: Receiver<Window>,
    alerts: Receiver<Reading>,
    task: JoinHandle<()>,
}

impl Run {
    /// Windows and alerts find room always.
    fn of(sources: usize) -> Run {
        let (windows, closed) = unbounded();
        let (alerts, alarms) = unbounded();
        Run::new(sources, (windows, closed), (alerts, alarms))
    }

    /// Each window waits for who takes it.
    fn without_room(sources: usize) -> Run {
        let (windows, closed) = bounded(0);
        let (alerts, alarms) = unbounded();
        Run::new(sources, (windows, closed), (alerts, alarms))
    }

    fn new(
        sources: usize,
        (windows, closed): (Sender<Window>, Receiver<Window>),
        (alerts, alarms): (Sender<Reading>, Receiver<Reading>),
    ) -> Run {
        let settings = Settings { sources, width: 10, threshold: THRESHOLD };
        let (readings, inbox) = bounded(0);
        let (queries, questions) = bounded(0);
        let task = thread::spawn(move || {
            aggregate(settings, inbox, questions, windows, alerts);
        });
        Run { readings, queries, windows: closed, alerts: alarms, task }
    }

    /// The readings end: these windows are still to come.
    fn ends_with(self, expected: &[Window]) {
        claim(&self.rest(), expected);
    }

    /// The readings end: what is still to come.
    fn rest(self) -> Vec<Window> {
        let Run { readings, queries, windows, alerts, task } = self;
        let found = rest(readings, &windows, task);
        drop((queries, alerts));
        found
    }
}

fn rest(
    readings: Sender<Reading>,
    windows: &Receiver<Window>,
    task: JoinHandle<()>,
) -> Vec<Window> {
    drop(readings);
    let found = windows.iter().collect();
    task.join().unwrap();
    found
}

fn send(readings: &Sender<Reading>, source: usize, at: u64, value: i64) {
    if readings.send(Reading { source, at, value }).is_err() {
        let detail =
            "It dropped the receiver of the readings before they had ended.";
        fault("`aggregate` ended too early", detail, Show::Messages);
    }
}

/// What is known of window 0.
fn ask(queries: &Sender<Query>) -> Option<Window> {
    ask_for(queries, 0)
}

/// What is known of the window that starts there.
fn ask_for(queries: &Sender<Query>, start: u64) -> Option<Window> {
    let (reply, answer) = bounded(1);
    if queries.send(Query { start, reply }).is_err() {
        let detail = "It dropped the receiver of the queries before the last \
                      window was delivered.";
        fault("`aggregate` ended too early", detail, Show::Messages);
    }
    match answer.recv() {
        Ok(known) => known,
        Err(_) => {
            let detail = "A query was received, but its reply channel was dropped \
                          without an answer.";
            fault("a query was not answered", detail, Show::Messages)
        }
    }
}

/// Claims that these values are known of window 0.
#[track_caller]
fn knows(queries: &Sender<Query>, values: &[i64]) {
    let Some(known) = ask(queries) else {
        let detail = "A reading of window 0 had come long before a query for this \
                      window, but the answer was None.";
        fault("a reading was not counted when it came", detail, Show::Messages)
    };
    if known.count < values.len() as u64 {
        let detail = format!(
            "{} readings of window 0 had come long before a query for this window, \
             but the answer counts {}.",
            values.len(),
            known.count
        );
        fault("a reading was not counted when it came", detail, Show::Messages);
    }
    compare(&known, &window(0, values));
}

fn window(start: u64, values: &[i64]) -> Window {
    let (count, sum) = (values.len() as u64, values.iter().sum());
    let min = values.iter().copied().min().unwrap();
    let max = values.iter().copied().max().unwrap();
    Window { start, count, sum, min, max, mean: sum as f64 / count as f64 }
}

fn claim(found: &[Window], expected: &[Window]) {
    if let Some(Window { start, .. }) = found.iter().find(|one| one.count == 0) {
        let detail = format!("Window {start} came, but no reading belongs to it.");
        fault("a window without readings came", detail, Show::Messages);
    }
    let starts = |windows: &[Window]| -> Vec<Start> {
        windows.iter().map(|window| Start(window.start)).collect()
    };
    in_order("window", starts(found), starts(expected));
    for (found, expected) in found.iter().zip(expected) {
        compare(found, expected);
    }
}

/// Names a window.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Start(u64);

impl Debug for Start {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "window {}", self.0)
    }
}

fn compare(found: &Window, expected: &Window) {
    if found.count < expected.count {
        let (start, few, all) = (found.start, found.count, expected.count);
        let detail =
            format!("Window {start} came with {few} of its {all} readings.");
        fault("a reading was lost", detail, Show::Messages);
    }
    let detail = format!("The window is {found:?}, expected {expected:?}.");
    ensure(found == expected, "a window has wrong values", detail);
}
