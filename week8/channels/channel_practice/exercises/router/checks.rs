//! What is checked of `router`.

use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam::channel::{Receiver, Sender, bounded, unbounded};
use verdict::{Check, Show, ensure, fault, in_order};

use super::answer::{End, Message, route};

pub const CHECKS: &[Check] = &[
    Check::new("kinds", "three messages, two kinds, then all is closed", kinds)
        .needs(2, 4),
    Check::new("leaves", "nobody takes one of the kinds", leaves).needs(2, 4),
    Check::new("full", "the reader has room for 1 and comes a second later", full)
        .needs(2, 4),
    Check::new(
        "closed",
        "an input is closed, another sends a second later",
        closed,
    )
    .needs(2, 4),
    Check::new("shutdown", "two messages were sent before the shutdown", shutdown)
        .needs(2, 4),
    Check::new("idle", "a message comes when most of the idle time is over", idle)
        .needs(2, 3),
];

const SECOND: Duration = Duration::from_secs(1);
/// Longer than a check.
const LONG: Duration = Duration::from_secs(60);

/// A router that runs, and the other ends of its channels.
struct Run {
    inputs: Vec<Option<Sender<Message>>>,
    outputs: Vec<Receiver<u32>>,
    stop: Sender<()>,
    router: JoinHandle<End>,
}

impl Run {
    fn start(room: usize, idle: Duration) -> Run {
        let [first, second, third] = [unbounded(), unbounded(), unbounded()];
        let outs = [bounded(room), bounded(room), bounded(room)];
        let (stop, stops) = bounded(1);
        let theirs = [first.1, second.1, third.1];
        let (to, outputs) = {
            let [one, two, three] = outs;
            ([one.0, two.0, three.0], vec![one.1, two.1, three.1])
        };
        let router = thread::spawn(move || route(theirs, to, stops, idle));
        let inputs = vec![Some(first.0), Some(second.0), Some(third.0)];
        Run { inputs, outputs, stop, router }
    }

    fn send(&self, input: usize, kind: usize, value: u32) {
        let message = Message { kind, value };
        let sent = self.inputs[input].as_ref().map(|input| input.send(message));
        if sent.is_none_or(|sent| sent.is_err()) {
            let detail =
                format!("Message {value} was sent, and nobody could receive it.");
            fault("the router ended too early", detail, Show::Messages);
        }
    }

    fn close(&mut self, input: usize) {
        self.inputs[input] = None;
    }

    /// Reads all outputs to their ends; then the router has to have ended so.
    #[track_caller]
    fn ends(self, expected: End, messages: [&[u32]; 3]) {
        for (output, messages) in self.outputs.iter().zip(messages) {
            let found: Vec<u32> = output.iter().collect();
            in_order("message", found, messages.to_vec());
        }
        let end = self.router.join().unwrap();
        let detail = format!("It ended as {end:?}, expected {expected:?}.");
        ensure(end == expected, "the router ended for the wrong reason", detail);
        drop(self.stop);
    }
}

fn kinds(_: usize) {
    let mut run = Run::start(9, LONG);
    run.send(0, 2, 1);
    run.send(0, 0, 2);
    run.send(1, 2, 3);
    run.inputs.clear();
    let end: Vec<u32> = run.outputs.remove(2).iter().collect();
    let mut sorted = end.clone();
    sorted.sort_unstable();
    in_order("message", sorted, [1, 3]);
    let (_, nobody) = bounded(0);
    run.outputs.push(nobody);
    run.ends(End::Closed, [&[2], &[], &[]]);
}

fn leaves(_: usize) {
    let mut run = Run::start(9, LONG);
    let (_, nobody) = bounded(0);
    run.outputs[1] = nobody;
    run.send(0, 1, 1);
    run.send(0, 0, 2);
    run.inputs.clear();
    run.ends(End::Closed, [&[2], &[], &[]]);
}

fn full(_: usize) {
    let mut run = Run::start(1, LONG);
    for value in 1..=3 {
        run.send(0, 0, value);
    }
    run.inputs.clear();
    // Time passes only when nobody can go on: now there is no room.
    thread::sleep(SECOND);
    run.ends(End::Closed, [&[1, 2, 3], &[], &[]]);
}

fn closed(_: usize) {
    let mut run = Run::start(9, LONG);
    run.close(0);
    thread::sleep(SECOND);
    run.send(1, 0, 1);
    run.close(1);
    thread::sleep(SECOND);
    run.send(2, 0, 2);
    run.close(2);
    run.ends(End::Closed, [&[1, 2], &[], &[]]);
}

fn shutdown(_: usize) {
    let run = Run::start(9, LONG);
    run.send(0, 0, 1);
    run.send(1, 1, 2);
    run.stop.send(()).unwrap();
    run.ends(End::Shutdown, [&[1], &[2], &[]]);
}

fn idle(_: usize) {
    let begun = Instant::now();
    let run = Run::start(9, SECOND);
    thread::sleep(SECOND * 6 / 10);
    run.send(1, 0, 1);
    thread::sleep(SECOND * 6 / 10);
    run.send(2, 0, 2);
    run.ends(End::Idle, [&[1, 2], &[], &[]]);
    let waited = begun.elapsed();
    let detail = format!(
        "The last message came after 1.2 s, a second may pass without one, and it \
         ended after {waited:?}."
    );
    // A tenth is left to those that look from time to time.
    let right = SECOND * 21 / 10..=SECOND * 23 / 10;
    ensure(right.contains(&waited), "the idle time is wrong", detail);
}
