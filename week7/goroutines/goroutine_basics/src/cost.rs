//! What is gained by doing more at once, and what it costs.

use std::alloc::System;
use std::fs;
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use shared::heap::{HEAP, Region};
use shared::{Log, Task};
use tokio::runtime::Handle;
use tokio::task::JoinSet;

/// Waits overlap even on one thread, if all of them are started before the first is
/// awaited; two awaits in turn do not overlap. Computing gets faster only on
/// several cores, if they are free and the work is large. Goroutines and the
/// threads of Rust use all cores. In the usual build of Python, the interpreter
/// lock lets one thread at a time run Python code. Work that is too small gets
/// slower: starting a thread for it costs more than it saves.
pub fn speedup(log: &Log) {
    let main = log.task("main");

    let together = five_errands(&main);
    writeln!(main, "5 errands of 20 ms, all at once: {} ms", together.as_millis());

    rayon::join(|| (), || ()); // starts its threads, which are not to be measured
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let (serial, in_turn) = timed(|| (1..=PAGES).map(checksum).sum::<u64>());
    let (split, at_once) = timed(|| split_over(cores));
    let (pooled, by_rayon) =
        timed(|| (1..=PAGES).into_par_iter().map(checksum).sum::<u64>());
    let [in_turn, at_once, by_rayon] =
        [in_turn, at_once, by_rayon].map(|time| time.as_secs_f64() * 1e3);
    writeln!(main, "{PAGES} checksums, on {cores} cores, in ms:");
    writeln!(main, "in turn {in_turn:.0}, split {at_once:.0}, rayon {by_rayon:.0}");

    // One addition is far quicker than that: `here` takes what the clock takes.
    let (here, plain) = timed(|| black_box(1) + black_box(2));
    let (apart, threads) = timed(|| add_on_two_threads(1, 2));
    let [plain, threads] = [plain, threads].map(|time| time.as_secs_f64() * 1e6);
    writeln!(main, "1 + 2, in us: here {plain:.1}, on two threads {threads:.1}");
    let equal = serial == split && split == pooled && here == apart;
    writeln!(main, "equal results: {equal}");
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    (work(), start.elapsed())
}

/// On paused time, on this one thread: the clock jumps when all five wait.
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn five_errands(main: &Task) -> Duration {
    let start = tokio::time::Instant::now();
    let mut errands = JoinSet::new(); // a group of tasks; the lesson waitgroups shows it
    for id in 1..=5 {
        let courier = main.starts(format!("courier {id}"));
        errands.spawn(async move {
            writeln!(courier, "sets out");
            tokio::time::sleep(Duration::from_millis(20)).await;
            writeln!(courier, "is back");
        });
    }
    errands.join_all().await;
    start.elapsed()
}

const PAGES: u64 = 4_000;

fn checksum(page: u64) -> u64 {
    (0..3_000).fold(page, |sum, word| (sum * 31 + word) % 65_521)
}

/// As many threads as there are cores; the operating system decides which core runs
/// which thread.
fn split_over(cores: usize) -> u64 {
    thread::scope(|scope| {
        let mut workers = Vec::new();
        for first in 1..=cores as u64 {
            let part = (first..=PAGES).step_by(cores);
            workers.push(scope.spawn(move || part.map(checksum).sum::<u64>()));
        }
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    })
}

/// `black_box` keeps the compiler from adding the two numbers beforehand.
fn add_on_two_threads(a: u64, b: u64) -> u64 {
    let [a, b] = [a, b].map(|n| thread::spawn(move || black_box(n)));
    a.join().unwrap() + b.join().unwrap()
}

/// There can be as many goroutines or tasks as the memory holds. A goroutine
/// begins with a small stack that grows. A tokio task has no stack: it has a
/// header, and room for its largest await (what the task keeps meanwhile, and
/// what it awaits). A thread, in Rust as in Python, has a whole stack set
/// aside, though only what it uses takes up memory. Here 100,000 tasks wait
/// for each other, and the last one measures the heap memory of each. The last
/// line shows the memory of a waiting thread, without what the kernel keeps.
pub fn hundred_thousand(log: &Log) {
    let main = log.task("main");

    let sum = meet(&main);
    writeln!(main, "all have ended; the sum of their numbers: {sum}");

    match memory_of_a_parked_thread() {
        Some(memory) => writeln!(main, "for each thread: {memory}"),
        None => writeln!(main, "for each thread: not measured on this system"),
    }
}

const TASKS: u64 = 100_000;

#[tokio::main(flavor = "current_thread")]
async fn meet(main: &Task) -> u64 {
    let meeting = Arc::new(Meeting {
        arrived: AtomicU64::new(0),
        all: tokio::sync::Barrier::new(TASKS as usize),
        heap: Region::new(HEAP),
        last_to_come: main.starts("last to come"),
    });
    let mut tasks = Vec::new();
    for n in 1..=TASKS {
        let meeting = Arc::clone(&meeting);
        tasks.push(tokio::spawn(async move {
            // Adds one, and gives the number before: no two tasks get the same.
            if meeting.arrived.fetch_add(1, Relaxed) + 1 == TASKS {
                meeting.count(); // all the others wait in the next line
            }
            meeting.all.wait().await; // until all 100,000 have come
            n
        }));
    }
    let mut sum = 0;
    for task in tasks {
        sum += task.await.unwrap();
    }
    sum
}

struct Meeting {
    arrived: AtomicU64,
    all: tokio::sync::Barrier,
    heap: Region<'static, System>,
    last_to_come: Task,
}

impl Meeting {
    fn count(&self) {
        let alive = Handle::current().metrics().num_alive_tasks();
        writeln!(self.last_to_come, "tasks alive: {alive}");
        let heap = self.heap.change();
        let taken = heap.bytes_allocated.saturating_sub(heap.bytes_deallocated);
        let each = taken as u64 / TASKS;
        writeln!(self.last_to_come, "heap for each: {each} bytes");
    }
}

const THREADS: u64 = 50;

fn memory_of_a_parked_thread() -> Option<String> {
    let here = Barrier::new(THREADS as usize + 1);
    let leave = Barrier::new(2 * THREADS as usize + 1);
    thread::scope(|scope| {
        let fifty_more = || {
            let before = Memory::now();
            for _ in 0..THREADS {
                scope.spawn(|| {
                    here.wait();
                    leave.wait();
                });
            }
            here.wait(); // all of them have started
            Some(Memory::now()?.per_thread_since(&before?))
        };
        // The first fifty may get the stacks of threads that have ended. The second
        // fifty come while the first still have them, so they get new ones.
        fifty_more();
        let memory = fifty_more();
        leave.wait();
        memory
    })
}

/// What Linux says of this process, in kB: the memory in use, and the memory set
/// aside.
struct Memory {
    resident: u64,
    data: u64,
}

impl Memory {
    fn now() -> Option<Self> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let field = |name| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.trim().strip_suffix(" kB")?.parse().ok()
        };
        Some(Self { resident: field("VmRSS:")?, data: field("VmData:")? })
    }

    fn per_thread_since(&self, before: &Self) -> String {
        let resident = self.resident.saturating_sub(before.resident) / THREADS;
        let data = self.data.saturating_sub(before.data) / THREADS;
        format!("{resident} kB of memory in use, {data} kB set aside")
    }
}
