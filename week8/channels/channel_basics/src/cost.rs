//! What a message costs: this week's table.

use std::hint::black_box;
use std::sync::mpsc as std_mpsc;
use std::thread;
use std::time::Instant;

use crossbeam::channel;
use shared::Log;
use tokio::sync::{mpsc, oneshot};

/// Round trips of each kind: enough to drown the clock, few enough to wait for.
const TRIPS: u32 = 500;

/// Makes the round trips and returns the sum of the answers.
type Way = fn() -> u64;

/// A question and its answer, over each kind of channel: microseconds a round trip. Two
/// OS threads that wait for each other go through the kernel twice each time, to sleep
/// and to be woken; two tasks on one thread only take turns. So a thread is the wrong
/// carrier for many small exchanges, and a channel between tasks costs little. Measured
/// here, in this build; `make compare ROWS=pingpong,pingpong_threads` has Go beside it.
pub fn cost(log: &Log) {
    let main = log.task("main");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let ways: [(&str, Way); 7] = [
        ("a plain call", plain_call),
        ("threads, std, 0", std_threads),
        ("threads, crossbeam, 0", || crossbeam_threads(0)),
        ("threads, crossbeam, 1", || crossbeam_threads(1)),
        ("tasks, mpsc, 1", tasks),
        ("tasks, oneshot each", tasks_oneshot),
        ("one thread, crossbeam", one_thread),
    ];

    writeln!(main, "us a round trip, median of 5, on {cores} cores:");
    for (name, way) in ways {
        let mut micros = [0.0; 5].map(|_: f64| {
            let start = Instant::now();
            let sum = way();
            assert_eq!(sum, u64::from(TRIPS) * u64::from(TRIPS + 1) / 2, "{name}");
            start.elapsed().as_secs_f64() * 1e6 / f64::from(TRIPS)
        });
        micros.sort_by(f64::total_cmp);
        writeln!(main, "{name:22} {:9.3}", micros[2]);
    }
    writeln!(main, "every message arrived");
}

fn plain_call() -> u64 {
    (1..=TRIPS).map(|n| u64::from(black_box(n))).sum()
}

fn std_threads() -> u64 {
    let (ask, asked) = std_mpsc::sync_channel(0);
    let (answer, answers) = std_mpsc::sync_channel(0);
    let server = thread::spawn(move || {
        asked.iter().for_each(|n: u32| answer.send(n).unwrap());
    });
    let trip = |n| {
        ask.send(n).unwrap();
        u64::from(answers.recv().unwrap())
    };
    let sum = (1..=TRIPS).map(trip).sum();
    drop(ask);
    server.join().unwrap();
    sum
}

fn crossbeam_threads(capacity: usize) -> u64 {
    let (ask, asked) = channel::bounded(capacity);
    let (answer, answers) = channel::bounded(capacity);
    let server = thread::spawn(move || {
        asked.iter().for_each(|n: u32| answer.send(n).unwrap());
    });
    let trip = |n| {
        ask.send(n).unwrap();
        u64::from(answers.recv().unwrap())
    };
    let sum = (1..=TRIPS).map(trip).sum();
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
            reply.send(n).unwrap();
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

/// No other thread and nobody to wait for: what the channel itself costs.
fn one_thread() -> u64 {
    let (ask, asked) = channel::bounded(1);
    let trip = |n| {
        ask.send(n).unwrap();
        ask_back(&asked)
    };
    (1..=TRIPS).map(trip).sum()
}

fn ask_back(asked: &channel::Receiver<u32>) -> u64 {
    u64::from(asked.recv().unwrap())
}
