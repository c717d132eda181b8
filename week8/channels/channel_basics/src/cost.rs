//! What a message costs: this week's table.

use std::hint::black_box;
use std::sync::mpsc as std_mpsc;
use std::thread;
use std::time::Instant;

use crossbeam::channel;
use shared::Log;
use tokio::sync::{mpsc, oneshot};

/// A round trip is two messages, a question and its answer; the times are in
/// us (microseconds), with 1/500 of the start of the thread or runtime. A
/// thread that has nothing to do goes to sleep, and the operating system has
/// to wake it. With room for one, crossbeam first looks several times: on two
/// free cores it seldom sleeps, and is about as fast as tasks. Tasks on one
/// thread take turns, but each turn runs code of the runtime, slow in a debug
/// build. Every channel costs far more than a plain call: put many small
/// exchanges into few larger messages. `make compare ROWS=pingpong_threads`
/// compares crossbeam's channel with room for 0 to the same program in Go.
pub fn cost(log: &Log) {
    let main = log.task("main");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let build = if cfg!(debug_assertions) { "debug" } else { "release" };
    let ways: [(&str, Way); 7] = [
        ("a plain call", plain_call),
        ("one thread, crossbeam, 1", one_thread),
        ("tasks, mpsc, 1", tasks),
        ("tasks, oneshot each", tasks_oneshot),
        ("threads, std, 0", std_threads),
        ("threads, crossbeam, 0", || crossbeam_threads(0)),
        ("threads, crossbeam, 1", || crossbeam_threads(1)),
    ];

    writeln!(main, "us a round trip, median of 5, {cores} cores, {build} build:");
    for (name, way) in ways {
        writeln!(main, "{name:25} {:9.3}", median_micros(way));
    }
    writeln!(main, "every question got its answer");
}

/// Round trips of each way: enough to measure, few enough to wait for.
const TRIPS: u32 = 500;

/// Makes the round trips and returns the sum of the answers.
type Way = fn() -> u64;

/// Microseconds a round trip.
fn median_micros(way: Way) -> f64 {
    let mut micros = [0.0; 5];
    for sample in &mut micros {
        let start = Instant::now();
        let sum = way();
        *sample = start.elapsed().as_secs_f64() * 1e6 / f64::from(TRIPS);
        assert_eq!(sum, u64::from(TRIPS) * u64::from(TRIPS + 1) / 2);
    }
    micros.sort_by(f64::total_cmp);
    micros[2]
}

fn plain_call() -> u64 {
    let mut sum = 0;
    for n in 1..=TRIPS {
        sum += u64::from(answer_to(black_box(n)));
    }
    sum
}

/// Not inlined, so that it is a call.
#[inline(never)]
fn answer_to(n: u32) -> u32 {
    n
}

/// Nobody to wait for: what the two channels themselves cost.
fn one_thread() -> u64 {
    let (ask, asked) = channel::bounded(1);
    let (answer, answers) = channel::bounded(1);
    let mut sum = 0;
    for n in 1..=TRIPS {
        ask.send(n).unwrap();
        answer.send(asked.recv().unwrap()).unwrap();
        sum += u64::from(answers.recv().unwrap());
    }
    sum
}

fn std_threads() -> u64 {
    let (ask, asked) = std_mpsc::sync_channel(0);
    let (answer, answers) = std_mpsc::sync_channel(0);
    let server = thread::spawn(move || {
        for n in asked {
            answer.send(n).unwrap();
        }
    });
    let mut sum = 0;
    for n in 1..=TRIPS {
        ask.send(n).unwrap();
        sum += u64::from(answers.recv().unwrap());
    }
    drop(ask);
    server.join().unwrap();
    sum
}

fn crossbeam_threads(capacity: usize) -> u64 {
    let (ask, asked) = channel::bounded(capacity);
    let (answer, answers) = channel::bounded(capacity);
    let server = thread::spawn(move || {
        for n in asked {
            answer.send(n).unwrap();
        }
    });
    let mut sum = 0;
    for n in 1..=TRIPS {
        ask.send(n).unwrap();
        sum += u64::from(answers.recv().unwrap());
    }
    drop(ask);
    server.join().unwrap();
    sum
}

#[tokio::main(flavor = "current_thread")]
async fn tasks() -> u64 {
    let (ask, mut asked) = mpsc::channel(1);
    let (answer, mut answers) = mpsc::channel(1);
    let server = tokio::spawn(async move {
        while let Some(n) = asked.recv().await {
            answer.send(n).await.unwrap();
        }
    });
    let mut sum = 0;
    for n in 1..=TRIPS {
        ask.send(n).await.unwrap();
        sum += u64::from(answers.recv().await.unwrap());
    }
    drop(ask);
    server.await.unwrap();
    sum
}

#[tokio::main(flavor = "current_thread")]
async fn tasks_oneshot() -> u64 {
    let (ask, mut asked) = mpsc::channel::<(u32, oneshot::Sender<u32>)>(1);
    let server = tokio::spawn(async move {
        while let Some((n, reply)) = asked.recv().await {
            reply.send(n).unwrap(); // the asker waits for it
        }
    });
    let mut sum = 0;
    for n in 1..=TRIPS {
        let (reply, answer) = oneshot::channel();
        ask.send((n, reply)).await.unwrap();
        sum += u64::from(answer.await.unwrap());
    }
    drop(ask);
    server.await.unwrap();
    sum
}
