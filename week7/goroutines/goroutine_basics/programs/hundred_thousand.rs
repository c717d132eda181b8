// cargo add stats_alloc@0.1.10
// cargo add tokio@1.54 --features macros,rt,sync

use std::alloc::System;
use std::fs;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Barrier};
use std::thread;

use stats_alloc::Region;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use tokio::runtime::Handle;

fn main() {
    let sum = meet();
    println!("main: all have ended; the sum of their numbers: {sum}");

    match memory_of_a_parked_thread() {
        Some(memory) => println!("main: for each thread: {memory}"),
        None => println!("main: for each thread: not measured on this system"),
    }
}

const TASKS: u64 = 100_000;

#[tokio::main(flavor = "current_thread")]
async fn meet() -> u64 {
    let meeting = Arc::new(Meeting {
        arrived: AtomicU64::new(0),
        all: tokio::sync::Barrier::new(TASKS as usize),
        heap: Region::new(HEAP),
        last_to_come: "last to come",
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
    last_to_come: &'static str,
}

impl Meeting {
    fn count(&self) {
        let alive = Handle::current().metrics().num_alive_tasks();
        println!("{}: tasks alive: {alive}", self.last_to_come);
        let heap = self.heap.change();
        let taken = heap.bytes_allocated.saturating_sub(heap.bytes_deallocated);
        let each = taken as u64 / TASKS;
        println!("{}: heap for each: {each} bytes", self.last_to_come);
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

/// Counts every byte that the program takes from the heap and gives back.
#[global_allocator]
static HEAP: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;
