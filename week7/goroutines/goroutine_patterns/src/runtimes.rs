//! What blocks a runtime, how to cross its border, how to look into it.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use shared::{Log, Task};
use tokio::runtime::{Builder, Handle};
use tokio::sync::{mpsc, oneshot};
use tokio::task::yield_now;
use tokio_util::sync::CancellationToken;

use crate::blocking::{Doors, blocking_call};
use crate::panics;

/// When a goroutine blocks in a system call, Go starts another OS thread for the rest.
/// tokio cannot: a task gives its worker back only at an await, so two blocking calls
/// stop a runtime of two workers, everything on it; Python's asyncio stops at the first.
/// `spawn_blocking` runs the call on a thread kept for that, and the workers stay free.
/// What runs there has no await to be dropped at: once begun, `abort` does not reach it.
pub fn blocked_executor(log: &Log) {
    let main = log.task("main");
    let two_workers =
        || Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let (blocked, cured) = (two_workers(), two_workers());
    let doors = Doors::for_main_and(4);

    for name in ["task A", "task B"] {
        let call = blocking_call(main.starts(name), &doors);
        blocked.spawn(async { call() }); // no await: it keeps its worker
    }
    let calls = ["call A", "call B"].map(|name| {
        let call = blocking_call(main.starts(name), &doors);
        cured.spawn_blocking(call)
    });
    doors.inside.wait(); // all four wait now

    let (beats_1, heart_1) = heart(main.starts("heart 1"));
    let (beats_2, heart_2) = heart(main.starts("heart 2"));
    let heart_1 = blocked.spawn(heart_1);
    cured.block_on(cured.spawn(heart_2)).unwrap();
    writeln!(main, "beside spawn_blocking, beats: {}", beats_2.load(Relaxed));
    writeln!(main, "meanwhile, both workers blocked: {}", beats_1.load(Relaxed));

    calls.iter().for_each(|call| call.abort());
    doors.out.wait();
    blocked.block_on(heart_1).unwrap();
    writeln!(main, "a worker is free again, beats: {}", beats_1.load(Relaxed));
    let ended = calls.map(|call| cured.block_on(call).is_ok());
    writeln!(main, "aborted, and ran to their end: {ended:?}");
}

/// Five beats, an await after each, and their count.
fn heart(heart: Task) -> (Arc<AtomicU32>, impl Future<Output = ()> + Send) {
    let beats = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&beats);
    heart.waits_for("a worker");
    let beating = async move {
        for _ in 0..5 {
            let beat = counted.fetch_add(1, Relaxed) + 1;
            writeln!(heart, "beat {beat}");
            yield_now().await;
        }
    };
    (beats, beating)
}

/// Go has one kind of function, Rust and Python have two, and `.await` stands only in one
/// of them. Three bridges: `block_on` enters the runtime, at the edge of the program;
/// `blocking_send` hands a thread's values to a task; a oneshot channel (one value, once)
/// brings rayon's answer back to an await. No bridge: `block_on` inside a runtime panics,
/// because it would block a worker, and an await in a plain function is refused:
///
/// ```compile_fail,E0728
/// fn answer() -> u32 {
///     // error[E0728]: `await` is only allowed inside `async` functions
///     std::future::ready(10).await
/// }
/// ```
pub fn bridges(log: &Log) {
    let main = log.task("main");
    let runtime = Builder::new_current_thread().build().unwrap();

    let sum = runtime.block_on(async { (1..=4).sum::<u32>() });
    writeln!(main, "from a function into the runtime: {sum}");

    let (sender, mut numbers) = mpsc::channel(1);
    let thread = thread::spawn(move || {
        (1..=4).for_each(|n: u32| sender.blocking_send(n).unwrap());
    });
    let sum = runtime.block_on(async {
        let mut sum = 0;
        while let Some(n) = numbers.recv().await {
            sum += n;
        }
        sum
    });
    thread.join().unwrap();
    writeln!(main, "from a thread to a task: {sum}");

    let (sender, answer) = oneshot::channel();
    let sum = runtime.block_on(async {
        rayon::spawn(|| {
            let sum = (1..=4).into_par_iter().sum::<u32>();
            let _ = sender.send(sum); // refused if nobody waits any more
        });
        answer.await.unwrap() // the worker is free meanwhile
    });
    writeln!(main, "from rayon to a task: {sum}");

    let nested = runtime.spawn(async { Handle::current().block_on(async { 10 }) });
    let panic = runtime.block_on(nested).unwrap_err().into_panic();
    let text = panics::text(&*panic).split_inclusive('.').next().unwrap();
    writeln!(main, "from a task into the runtime, a panic:");
    writeln!(main, "{text}");
}

/// Go has pprof, Python cProfile; tokio has tokio-console, and each runtime tells its
/// metrics. A stopped async program hides its cause: no task says that it does not await.
/// A wrapper does: it notes when a poll (a run up to the next await) begins and ends. A
/// task that has stayed in one poll while each of the others had two holds its worker;
/// here it holds it until it has been named.
pub fn profiling(log: &Log) {
    let main = log.task("main");
    let runtime = Builder::new_multi_thread().worker_threads(2).build().unwrap();
    let board = Arc::new(Board::default());
    let stop = CancellationToken::new();
    let doors = Doors::for_main_and(1);

    let call = blocking_call(main.starts("printer"), &doors);
    let printer = runtime.spawn(board.watch("printer", async { call() }));
    // It begins first: a task that has yielded on its worker would be held with it.
    doors.inside.wait();
    let mut tasks = vec![printer];
    for name in ["reader", "parser", "writer"] {
        let stop = stop.clone();
        let work = async move {
            while !stop.is_cancelled() {
                yield_now().await;
            }
        };
        tasks.push(runtime.spawn(board.watch(name, work)));
    }

    let culprit = board.culprit();
    writeln!(main, "holds its worker: {culprit}");
    let metrics = runtime.metrics();
    let (workers, alive) = (metrics.num_workers(), metrics.num_alive_tasks());
    writeln!(main, "workers: {workers}, tasks alive: {alive}");
    writeln!(main, "waiting in the shared queue: {}", metrics.global_queue_depth());

    doors.out.wait();
    stop.cancel();
    for task in tasks {
        runtime.block_on(task).unwrap();
    }
    for (name, Polls { begun, longest, .. }) in board.look() {
        let longest = longest.as_secs_f64() * 1e6;
        writeln!(main, "{name:7} {begun:6} polls, the longest {longest:8.1} us");
    }
}

#[derive(Default)]
struct Board(Mutex<BTreeMap<&'static str, Polls>>);

#[derive(Clone, Copy, Default)]
struct Polls {
    begun: u64,
    /// When the one that runs now was begun.
    since: Option<Instant>,
    longest: Duration,
}

impl Board {
    /// The same future, but each of its polls is noted.
    fn watch<F: Future>(
        self: &Arc<Self>,
        name: &'static str,
        work: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        let board = Arc::clone(self);
        board.note(name, |_| {}); // on the board before its first poll
        async move {
            let mut work = pin!(work);
            poll_fn(|context| {
                board.note(name, Polls::begin);
                let polled = work.as_mut().poll(context);
                board.note(name, Polls::end);
                polled
            })
            .await
        }
    }

    fn note(&self, name: &'static str, change: impl FnOnce(&mut Polls)) {
        change(self.0.lock().unwrap().entry(name).or_default());
    }

    fn look(&self) -> BTreeMap<&'static str, Polls> {
        self.0.lock().unwrap().clone()
    }

    /// Looks until a task is still in the poll of an earlier look, while each of the
    /// others has begun two since. No figure of time is in it: a task that is only slow
    /// makes the watcher wait.
    fn culprit(&self) -> &'static str {
        let mut before = self.look();
        loop {
            let now = self.look();
            let since = |name| now[name].begun - before[name].begun;
            let slow: Vec<_> =
                now.keys().filter(|name| since(**name) < 2).collect();
            if let [name] = slow[..] {
                let inside = before[name].since.and(now[name].since).is_some();
                if inside && since(name) == 0 {
                    return name;
                }
                before = now;
            }
            thread::yield_now();
        }
    }
}

impl Polls {
    fn begin(&mut self) {
        self.begun += 1;
        self.since = Some(Instant::now());
    }

    fn end(&mut self) {
        let took =
            self.since.take().map_or(Duration::ZERO, |since| since.elapsed());
        self.longest = self.longest.max(took);
    }
}
