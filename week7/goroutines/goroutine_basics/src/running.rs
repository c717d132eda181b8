//! Who runs what, and when it changes hands.

use std::collections::HashSet;
use std::future::ready;
use std::sync::{Barrier, mpsc};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use shared::Log;
use tokio::runtime::Runtime;
use tokio::task::{JoinSet, spawn_blocking, yield_now};

/// A Rust thread is a thread of the operating system, one to one, as Python's is; its
/// stack and its place in the kernel make it costly. Go runs many goroutines on few
/// threads, M to N, and so does tokio: a task is a small piece of heap, which the few
/// workers take up in turns. Starting one and handing a value over (through a channel,
/// there and back, halved) are measured here; a release build is faster.
pub fn threads_and_tasks(log: &Log) {
    let main = log.task("main");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build()
        .unwrap();

    let (ids, threads) = median_of_5(ids_of_threads);
    writeln!(main, "{THREADS} threads run on {} OS threads", ids.len());
    let (ids, tasks) = median_of_5(|| runtime.block_on(ids_of_tasks()));
    writeln!(main, "{TASKS} tasks run on {} of 2 OS threads", ids.len());

    writeln!(main, "measured on {cores} cores:");
    writeln!(main, "{:24}{:>10}{:>10}", "in us", "thread", "task");
    let row = |what: &str, thread: Duration, task: Duration| {
        let [thread, task] = [thread, task].map(|each| each.as_secs_f64() * 1e6);
        writeln!(main, "{what:24}{thread:10.2}{task:10.2}");
    };
    row("start, run and join one", threads / THREADS, tasks / TASKS);
    row("hand a value over", thread_hand_over(), task_hand_over(&runtime));
}

const THREADS: u32 = 50;
const TASKS: u32 = 1_000;

/// An answer, and how long the work usually takes.
fn median_of_5<T>(work: impl Fn() -> T) -> (T, Duration) {
    let mut times = [Duration::ZERO; 5].map(|_| {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed()
    });
    times.sort();
    (work(), times[2])
}

/// They are all alive at once: nobody passes the barrier before the last has come.
fn ids_of_threads() -> HashSet<ThreadId> {
    let all = Barrier::new(THREADS as usize);
    thread::scope(|scope| {
        let start = |_| {
            scope.spawn(|| {
                all.wait();
                thread::current().id()
            })
        };
        let threads: Vec<_> = (0..THREADS).map(start).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

async fn ids_of_tasks() -> HashSet<ThreadId> {
    let tasks = (0..TASKS).map(|_| async {
        yield_now().await; // it may go on with another worker
        thread::current().id()
    });
    let ids = tasks.collect::<JoinSet<_>>().join_all().await;
    ids.into_iter().collect()
}

const ROUNDS: u32 = 200;

fn thread_hand_over() -> Duration {
    let (ask, asked) = mpsc::channel();
    let (reply, replies) = mpsc::channel();
    let echo = thread::spawn(move || asked.iter().try_for_each(|n| reply.send(n)));
    let start = Instant::now();
    for round in 0..ROUNDS {
        ask.send(round).unwrap();
        assert_eq!(replies.recv(), Ok(round));
    }
    let cost = start.elapsed() / ROUNDS / 2;
    drop(ask); // the echo's loop ends
    echo.join().unwrap().unwrap();
    cost
}

fn task_hand_over(runtime: &Runtime) -> Duration {
    let (ask, mut asked) = tokio::sync::mpsc::unbounded_channel();
    let (reply, mut replies) = tokio::sync::mpsc::unbounded_channel();
    let echo = runtime.spawn(async move {
        while let Some(round) = asked.recv().await {
            reply.send(round).unwrap();
        }
    });
    let asker = runtime.spawn(async move {
        let start = Instant::now();
        for round in 0..ROUNDS {
            ask.send(round).unwrap();
            assert_eq!(replies.recv().await, Some(round));
        }
        start.elapsed() / ROUNDS / 2
    });
    let cost = runtime.block_on(asker).unwrap();
    runtime.block_on(echo).unwrap();
    cost
}

/// Go preempts: it can take the thread from a goroutine that only computes. A tokio task
/// gives its worker back only at an await that has to wait: one on something that is
/// ready goes straight on. `yield_now` lets others run first. A call that blocks belongs
/// on a thread that may block: `spawn_blocking` lends one. Here the runtime has a single
/// thread; if that thread were blocked in `receive`, the sender could never run.
#[tokio::main(flavor = "current_thread")]
pub async fn scheduling(log: &Log) {
    let main = log.task("main");

    for polite in [false, true] {
        let tasks = ["A", "B"].map(|name| {
            let manner = if polite { "polite" } else { "greedy" };
            let task = main.starts(format!("{manner} {name}"));
            tokio::spawn(async move {
                for round in 0..3 {
                    writeln!(task, "{name}{round}");
                    ready(()).await; // is ready: nobody else gets a turn
                    if polite {
                        yield_now().await;
                    }
                }
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
    }

    let workers_thread = thread::current().id();
    let (send, receive) = mpsc::channel();
    let blocked = spawn_blocking(move || {
        let elsewhere = thread::current().id() != workers_thread;
        (elsewhere, receive.recv().unwrap())
    });
    tokio::spawn(async move { send.send("paper") }).await.unwrap().unwrap();
    let (elsewhere, value) = blocked.await.unwrap();
    writeln!(main, "blocked on another thread: {elsewhere}; it received {value}");
}
