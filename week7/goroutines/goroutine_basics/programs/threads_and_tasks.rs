// cargo add tokio@1.54 --features rt-multi-thread,sync

use std::collections::HashSet;
use std::sync::{Barrier, mpsc};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::{JoinSet, yield_now};

fn main() {
    let runtime = Builder::new_multi_thread().worker_threads(2).build().unwrap();

    let start = Instant::now();
    let ids = ids_of_threads();
    let threads = start.elapsed() / THREADS;
    println!("{THREADS} threads run on {} OS threads", ids.len());

    let start = Instant::now();
    let ids = runtime.block_on(ids_of_tasks());
    let tasks = start.elapsed() / TASKS;
    println!("{TASKS} tasks run on {} of 2 OS threads", ids.len());

    let cores = thread::available_parallelism().map_or(1, usize::from);
    println!("measured on {cores} cores:");
    println!("{:24}{:>10}{:>10}", "in us", "thread", "task");
    let row = |what: &str, thread: Duration, task: Duration| {
        let [thread, task] = [thread, task].map(|each| each.as_secs_f64() * 1e6);
        println!("{what:24}{thread:10.2}{task:10.2}");
    };
    row("start, run and join one", threads, tasks);
    row("hand a value over", thread_hand_over(), task_hand_over(&runtime));
}

const THREADS: u32 = 50;

const TASKS: u32 = 1_000;

/// A `Barrier` holds each thread until all have come. So all are alive at
/// once, and each has an OS thread of its own.
fn ids_of_threads() -> HashSet<ThreadId> {
    let all = Barrier::new(THREADS as usize);
    let mut ids = HashSet::new();
    thread::scope(|scope| {
        let mut threads = Vec::new();
        for _ in 0..THREADS {
            threads.push(scope.spawn(|| {
                all.wait();
                thread::current().id()
            }));
        }
        for thread in threads {
            ids.insert(thread.join().unwrap());
        }
    });
    ids
}

async fn ids_of_tasks() -> HashSet<ThreadId> {
    // a group of tasks; the lesson waitgroups shows it
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        tasks.spawn(async {
            yield_now().await; // another worker may take it up again
            thread::current().id()
        });
    }
    tasks.join_all().await.into_iter().collect()
}

const ROUNDS: u32 = 200;

/// Half the time that a value takes to another thread and back.
fn thread_hand_over() -> Duration {
    let (ask, asked) = mpsc::channel();
    let (reply, replies) = mpsc::channel();
    let echo = thread::spawn(move || {
        for round in asked {
            reply.send(round).unwrap();
        }
    });
    let start = Instant::now();
    for round in 0..ROUNDS {
        ask.send(round).unwrap();
        assert_eq!(replies.recv(), Ok(round));
    }
    let cost = start.elapsed() / ROUNDS / 2;
    drop(ask); // the echo's loop ends
    echo.join().unwrap();
    cost
}

/// The same between two tasks.
fn task_hand_over(runtime: &Runtime) -> Duration {
    let (ask, mut asked) = unbounded_channel();
    let (reply, mut replies) = unbounded_channel();
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
