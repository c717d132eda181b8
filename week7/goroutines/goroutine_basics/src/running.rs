//! Who runs what, and when the next one gets a turn.

use std::collections::HashSet;
use std::future::ready;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Barrier, mpsc};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use shared::{Log, Task};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::{JoinSet, spawn_blocking, unconstrained, yield_now};

/// A Rust thread is a thread of the operating system, as a thread of Python is.
/// Each has a stack of its own, and the kernel schedules it, so it is costly to
/// start and to wake. Go runs many goroutines on few threads. tokio does the
/// same: a task is a small piece of heap memory, and a few threads, the workers,
/// run all tasks, now one and now another. Two costs are measured here: to start
/// one and join it (threads also meet at a barrier), and to hand one value over
/// through a channel. The page shows a release build; a debug build is slower.
pub fn threads_and_tasks(log: &Log) {
    let main = log.task("main");
    let runtime = Builder::new_multi_thread().worker_threads(2).build().unwrap();

    let start = Instant::now();
    let ids = ids_of_threads();
    let threads = start.elapsed() / THREADS;
    writeln!(main, "{THREADS} threads run on {} OS threads", ids.len());

    let start = Instant::now();
    let ids = runtime.block_on(ids_of_tasks());
    let tasks = start.elapsed() / TASKS;
    writeln!(main, "{TASKS} tasks run on {} of 2 OS threads", ids.len());

    let cores = thread::available_parallelism().map_or(1, usize::from);
    writeln!(main, "measured on {cores} cores:");
    writeln!(main, "{:24}{:>10}{:>10}", "in us", "thread", "task");
    let row = |what: &str, thread: Duration, task: Duration| {
        let [thread, task] = [thread, task].map(|each| each.as_secs_f64() * 1e6);
        writeln!(main, "{what:24}{thread:10.2}{task:10.2}");
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
    let mut tasks = JoinSet::new(); // a group of tasks; the lesson waitgroups shows it
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

/// Go preempts: it can take the thread away from a goroutine that only
/// computes. A task of tokio or Python's asyncio gives its thread back only at
/// an await that has to wait. An await on something ready goes straight on;
/// `budget` shows the exception. `yield_now` here lets the other task run
/// first, but tokio promises no order, so do not build on one. In tokio 1.54,
/// when no other task is ready, those that have yielded are woken, the last one
/// first: so B begins the second round. A call that blocks belongs on another
/// thread: `spawn_blocking` lends one.
#[tokio::main(flavor = "current_thread")]
pub async fn scheduling(log: &Log) {
    let main = log.task("main");

    for manner in ["greedy", "polite"] {
        let tasks = ["A", "B"].map(|name| {
            let task = main.starts(format!("{manner} {name}"));
            tokio::spawn(async move {
                for round in 0..3 {
                    writeln!(task, "{name}{round}");
                    ready(()).await; // is ready: no other task gets a turn
                    if manner == "polite" {
                        yield_now().await; // lets the other task run
                    }
                }
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
    }

    // The runtime has one thread: if that blocked in `recv`, the sender would never run.
    let workers_thread = thread::current().id();
    let (send, receive) = mpsc::channel();
    let blocked = spawn_blocking(move || {
        let elsewhere = thread::current().id() != workers_thread;
        (elsewhere, receive.recv().unwrap())
    });
    tokio::spawn(async move { send.send("paper").unwrap() }).await.unwrap();
    let (elsewhere, value) = blocked.await.unwrap();
    writeln!(main, "blocked on another thread: {elsewhere}; it received {value}");
}

/// A queue that is never empty is always ready, so a task that reads from
/// it would never give its worker back. tokio prevents that for its own
/// channels, locks, timers and sockets, with a budget. After some number
/// of ready awaits on these in one turn (128 in tokio 1.54), the next one
/// makes the task wait once. `unconstrained` switches the budget off. Go
/// needs no budget, because it preempts by time. Python's asyncio has
/// none, so there the other task waits until the queue is empty.
#[tokio::main(flavor = "current_thread")]
pub async fn budget(log: &Log) {
    let main = log.task("main");

    for budget in [true, false] {
        let manner = if budget { "budget" } else { "unconstrained" };
        let (sender, letters) = unbounded_channel();
        for letter in 1..=1_000 {
            sender.send(letter).unwrap();
        }
        drop(sender); // the reader's loop ends with the last letter
        let read = Arc::new(AtomicU32::new(0)); // a number that tasks may share

        let reading = read_all(letters, Arc::clone(&read));
        let reader = if budget {
            tokio::spawn(reading)
        } else {
            tokio::spawn(unconstrained(reading))
        };
        let other = main.starts(format!("beside {manner}"));
        let other = tokio::spawn(first_turn(other, Arc::clone(&read)));
        reader.await.unwrap();
        other.await.unwrap();
        writeln!(main, "{manner}: read {} letters in all", read.load(Relaxed));
    }
}

async fn read_all(mut letters: UnboundedReceiver<u32>, read: Arc<AtomicU32>) {
    while letters.recv().await.is_some() {
        read.fetch_add(1, Relaxed);
    }
}

async fn first_turn(other: Task, read: Arc<AtomicU32>) {
    writeln!(other, "has a turn after {} letters", read.load(Relaxed));
}
