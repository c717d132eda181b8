//! What is checked of `router`.

use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam::channel::{Receiver, Sender, TryRecvError, bounded, unbounded};
use verdict::{Check, Log, Show, ensure, fault, in_order, note};

use super::answer::{End, Message, route};

pub const CHECKS: &[Check] = &[
    Check::new(
        "kinds",
        "three messages of two kinds come, and there is room for all",
        kinds,
    ).exact_time()
    .needs(2, 4),
    Check::new("leaves", "the receiver of one kind is gone", leaves).exact_time().needs(2, 4),
    Check::new(
        "leaves_and_stops",
        "the receiver of one kind is gone, and the shutdown comes after messages of \
         all kinds",
        leaves_and_stops,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "all_leave",
        "the receivers of all kinds are gone, and the inputs are closed later",
        all_leave,
    )
    .exact_time()
    .needs(2, 4),
    Check::new("idle", "a message comes when most of the idle time is over", idle).exact_time()
        .needs(2, 3),
    Check::new(
        "idle_beside_gone",
        "a message whose receiver is gone comes when most of the idle time is over",
        idle_beside_gone,
    )
    .exact_time()
    .needs(2, 3),
    Check::new(
        "open",
        "`route` returns Idle, Closed or Shutdown, and then the outputs are looked at",
        open,
    )
    .exact_time()
    .with(&[0, 1, 2])
    .needs(2, 2),
    Check::new(
        "full",
        "each output has a capacity of 1, and its reader comes 1.2 seconds later",
        full,
    ).exact_time()
    .needs(2, 4),
    Check::new(
        "beside",
        "each output has a capacity of 1, and its reader reads at once",
        beside,
    ).exact_time()
    .needs(2, 4),
    Check::new(
        "without_room",
        "each output has a capacity of 0, and its reader reads at once",
        without_room,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "closed",
        "the inputs are closed one after the other, 20 ms apart",
        closed,
    ).exact_time()
    .with(&[2, 0, 1])
    .needs(2, 4),
    Check::new(
        "quiet",
        "an input is closed, and no message comes for the idle time",
        quiet,
    )
    .needs(2, 2),
    Check::new(
        "shutdown",
        "messages are sent before the shutdown, most of them to one input, and one \
         after it; each output has a capacity of 1",
        shutdown,
    ).exact_time()
    .with(&[1, 2, 0])
    .needs(2, 4),
    Check::new(
        "closed_and_stops",
        "an input is closed after its last message, messages wait in the other inputs, \
         and the shutdown comes",
        closed_and_stops,
    )
    .exact_time()
    .with(&[0, 1, 2])
    .needs(2, 4),
    Check::new(
        "stops_without_one",
        "an input is closed, and 20 ms later messages come from the other inputs, and \
         then the shutdown",
        stops_without_one,
    )
    .exact_time()
    .with(&[0, 1, 2])
    .needs(2, 4),
];

/// Short: an answer that looks at its inputs every millisecond makes few steps meanwhile.
const SOON: Duration = Duration::from_millis(20);
/// Longer than a check.
const LONG: Duration = Duration::from_secs(60);

/// A router that runs, and the other ends of its channels.
struct Run {
    inputs: Vec<Option<Sender<Message>>>,
    outputs: Vec<Receiver<u32>>,
    shutdown: Sender<()>,
    /// How it ended, and how long after its start.
    ended: Log<(End, Duration)>,
    router: JoinHandle<End>,
    /// So that it can be sent to a router that has ended.
    _kept: ([Receiver<Message>; 3], Receiver<()>),
}

impl Run {
    fn start(room: usize, idle: Duration) -> Run {
        // The steps call each channel by its first name here.
        let (in_0, first) = unbounded();
        let (in_1, second) = unbounded();
        let (in_2, third) = unbounded();
        let (out_0, reader_0) = bounded(room);
        let (out_1, reader_1) = bounded(room);
        let (out_2, reader_2) = bounded(room);
        let (shutdown, stops) = bounded(1);
        let theirs = [first, second, third];
        let to = [out_0, out_1, out_2];
        let kept = (theirs.clone(), stops.clone());
        let ended = Log::default();
        let ends = ended.clone();
        let begun = Instant::now();
        let router = thread::spawn(move || {
            let end = route(theirs, to, stops, idle);
            ends.push((end, begun.elapsed()), format!("ends as {end:?}"));
            end
        });
        Run {
            inputs: vec![Some(in_0), Some(in_1), Some(in_2)],
            outputs: vec![reader_0, reader_1, reader_2],
            shutdown,
            ended,
            router,
            _kept: kept,
        }
    }

    fn send(&self, input: usize, kind: usize, value: u32) {
        let ended = self.ended.all();
        let message = Message { kind, value };
        self.inputs[input].as_ref().unwrap().send(message).unwrap();
        if let [(end, _)] = ended[..] {
            let detail =
                format!("`route` returned {end:?}. After that, {value} was sent.");
            fault("`route` returned too early", detail, Show::Steps);
        }
    }

    fn close(&mut self, input: usize) {
        self.inputs[input] = None;
    }

    /// Reads all outputs to their ends; then the router has to have ended so.
    #[track_caller]
    fn ends(self, expected: End, messages: [&[u32]; 3]) {
        let mut found = Vec::new();
        for (kind, output) in self.outputs.iter().enumerate() {
            let reads = |value: &u32| note!("reads {value} of kind {kind}");
            found.push(Vec::from_iter(output.iter().inspect(reads)));
        }
        for (found, messages) in found.into_iter().zip(messages) {
            in_order("message", found, messages.to_vec());
        }
        let end = self.router.join().unwrap();
        let detail = format!("`route` returned {end:?}, expected {expected:?}.");
        ensure(end == expected, "`route` returned the wrong end", detail);
        for (end, after) in self.ended.all() {
            let detail = format!(
                "`route` returned {end:?} {after:?} after its start. What ends it had \
                 come long before."
            );
            let in_time = end == End::Idle || after < LONG / 2;
            ensure(in_time, "`route` returned too late", detail);
        }
        drop(self.shutdown);
    }
}

fn kinds(_: usize) {
    let run = Run::start(9, SOON);
    run.send(0, 2, 1);
    run.send(1, 0, 2);
    run.send(0, 2, 3);
    run.ends(End::Idle, [&[2], &[], &[1, 3]]);
}

fn quiet(_: usize) {
    let mut run = Run::start(9, SOON);
    run.close(1);
    run.ends(End::Idle, [&[], &[], &[]]);
}

fn leaves(_: usize) {
    let mut run = Run::start(9, LONG);
    run.outputs.pop();
    run.send(0, 2, 1);
    run.send(0, 0, 2);
    run.inputs.clear();
    run.ends(End::Closed, [&[2], &[], &[]]);
}

fn all_leave(_: usize) {
    let mut run = Run::start(9, LONG);
    run.outputs.clear();
    for (value, kind) in [(1, 0), (2, 1), (3, 2)] {
        run.send(0, kind, value);
    }
    thread::sleep(SOON);
    run.send(1, 0, 4);
    run.inputs.clear();
    run.ends(End::Closed, [&[], &[], &[]]);
}

fn leaves_and_stops(_: usize) {
    let mut run = Run::start(9, LONG);
    run.outputs.pop();
    for (value, kind) in [(1, 0), (2, 2), (3, 1), (4, 2), (5, 0)] {
        run.send(0, kind, value);
    }
    run.send(1, 2, 6);
    run.shutdown.send(()).unwrap();
    thread::sleep(SOON);
    run.ends(End::Shutdown, [&[1, 5], &[3], &[]]);
}

/// It ends as it is idle, as its inputs are closed, or by the shutdown.
fn open(way: usize) {
    let mut run = Run::start(9, if way == 0 { SOON } else { LONG });
    run.send(0, 0, 1);
    match way {
        1 => run.inputs.clear(),
        2 => run.shutdown.send(()).unwrap(),
        _ => {}
    }
    run.router.join().unwrap();
    let found = Vec::from_iter(run.outputs[0].try_iter());
    let left = run.outputs.iter().map(Receiver::try_recv);
    let open = left.filter(|left| *left == Err(TryRecvError::Empty)).count();
    if open > 0 {
        let detail = format!(
            "`route` has returned, but {open} of 3 outputs are not closed."
        );
        fault("an output is still open", detail, Show::Steps);
    }
    in_order("message", found, [1]);
    drop(run.shutdown);
}

fn full(_: usize) {
    let run = Run::start(1, SOON / 2);
    for value in 1..=3 {
        run.send(0, 0, value);
    }
    // Time passes only when nobody can go on: now there is no room.
    thread::sleep(60 * SOON);
    run.ends(End::Idle, [&[1, 2, 3], &[], &[]]);
}

fn beside(_: usize) {
    let run = Run::start(1, SOON);
    for value in 1..=3 {
        run.send(0, 0, value);
    }
    run.ends(End::Idle, [&[1, 2, 3], &[], &[]]);
}

/// Such an output has room as soon as somebody receives.
fn without_room(_: usize) {
    let mut run = Run::start(0, LONG);
    run.send(0, 0, 1);
    run.send(0, 0, 2);
    let first = run.outputs[0].recv_timeout(5 * SOON);
    ensure(
        first.is_ok(),
        "a message waited though there was room",
        "The output has a capacity of 0, and somebody received from it. A message for \
         it had come, but it was not passed on.",
    );
    in_order("message", first, [1]);
    run.inputs.clear();
    run.ends(End::Closed, [&[2], &[], &[]]);
}

/// The inputs are closed in turn, beginning with this one.
fn closed(first: usize) {
    let mut run = Run::start(9, LONG);
    run.close(first);
    // Of two kinds: who looks from time to time finds both at once, in any order.
    for (kind, value) in [(0, 1), (1, 2)] {
        thread::sleep(SOON);
        let input = (first + kind + 1) % 3;
        run.send(input, kind, value);
        run.close(input);
    }
    run.ends(End::Closed, [&[1], &[2], &[]]);
}

/// This input gets three messages of one kind, another one a message of another kind. The
/// third gets one after the shutdown.
fn shutdown(most: usize) {
    // Who takes one input after the other, from the first or from the last, comes by the
    // late message before the other one.
    let other = if most == 2 { 0 } else { 2 };
    let mut run = Run::start(1, LONG);
    for value in 1..=3 {
        run.send(most, 0, value);
    }
    run.send(other, 1, 4);
    run.shutdown.send(()).unwrap();
    thread::sleep(SOON);
    let late = Message { kind: 2, value: 5 };
    run.inputs[3 - most - other].as_ref().unwrap().send(late).unwrap();
    // It may be passed on or not: there is room for it, and nobody reads it.
    let _late = run.outputs.pop();
    run.ends(End::Shutdown, [&[1, 2, 3], &[4], &[]]);
}

/// Nobody need have seen that this input is closed when the shutdown comes.
fn closed_and_stops(first: usize) {
    let mut run = Run::start(1, LONG);
    run.send(first, 2, 5);
    run.close(first);
    stops_beside(run, first, &[5]);
}

/// Whoever looks has seen that this input is closed.
fn stops_without_one(first: usize) {
    let mut run = Run::start(1, LONG);
    run.close(first);
    thread::sleep(SOON);
    stops_beside(run, first, &[]);
}

/// The other inputs get messages, more than there is room for, and then the shutdown
/// comes.
fn stops_beside(run: Run, closed: usize, last: &[u32]) {
    for value in 1..=3 {
        run.send((closed + 1) % 3, 0, value);
    }
    run.send((closed + 2) % 3, 1, 4);
    run.shutdown.send(()).unwrap();
    run.ends(End::Shutdown, [&[1, 2, 3], &[4], last]);
}

fn idle(_: usize) {
    renews(0);
}

/// A message comes, although nobody gets it.
fn idle_beside_gone(_: usize) {
    renews(2);
}

/// The idle time begins anew with each message, of kind 0 and then of this kind; nobody
/// receives those of kind 2.
fn renews(kind: usize) {
    let idle = SOON * 10;
    let begun = Instant::now();
    let mut run = Run::start(9, idle);
    if kind == 2 {
        run.outputs.pop();
    }
    thread::sleep(idle * 6 / 10);
    run.send(1, 0, 1);
    thread::sleep(idle * 6 / 10);
    run.send(2, kind, 2);
    let both: [&[u32]; 3] = [&[1, 2], &[], &[]];
    run.ends(End::Idle, if kind == 2 { [&[1], &[], &[]] } else { both });
    let waited = begun.elapsed();
    let detail = format!(
        "The last message came after 240 ms, and `idle` is 200 ms. `route` returned \
         after {waited:?}."
    );
    // A quarter is left to those that look from time to time.
    let right = idle * 21 / 10..=idle * 245 / 100;
    ensure(right.contains(&waited), "the idle time is wrong", detail);
}
