//! The rows, declared once: what is measured, how large, and what a tuned way gives up.

use std::collections::HashMap;

/// One kind of work that every side does.
#[derive(Debug)]
pub struct Row {
    /// As it is called on the command line.
    pub name: &'static str,
    /// What is done.
    pub what: &'static str,
    /// Of the measured value: `ns` for each, `ms` for all, bytes, tasks.
    pub unit: &'static str,
    /// How many, for Rust and Go.
    pub size: u64,
    /// How many for Python; 0 if it has no such thing.
    pub python: u64,
    /// How many for a test.
    pub tiny: u64,
    /// How long a round of all sides took on two cores, in seconds. The time that is left
    /// is estimated from it.
    pub seconds: f64,
    /// What the tuned ways do, and what that gives up; empty if there are none.
    pub tuned: &'static str,
    /// If plain Rust is behind: the reason, as far as it is known, and what was tried.
    pub behind: &'static str,
    /// What every side has to find for this size.
    pub check: fn(u64) -> u64,
}

impl Row {
    /// Whether a larger value is better.
    pub fn more_is_better(&self) -> bool {
        self.unit == "tasks"
    }
}

/// A way to write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// What a good programmer writes first.
    Plain,
    /// Batches, shards or one core.
    Tuned,
}

impl Way {
    /// As it is called on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Way::Plain => "plain",
            Way::Tuned => "tuned",
        }
    }
}

/// Room for messages, and the messages of a batch.
pub const BATCH: usize = 128;

/// The bytes in which as many tasks as can be wait.
pub const ROOM: u64 = 2 << 30;

const ONE_CORE: &str = "One core on both sides. It gives up the other cores.";
const BATCHES: &str = "Batches of 128 on both sides. The first message of a batch waits for the last.";
const SHARDS: &str = "A number for each task on both sides. Whoever reads the total has to read them \
     all.";

const SPAWN: &str = "Go gives a new goroutine the stack of one that has ended. tokio allocates each \
     task. A worker has a queue for 256 tasks; what does not fit goes to one queue \
     that all workers lock. Tried, each in relation to this program's time: \
     spawning from `block_on` (1.18), a yield after each 128 (1.16), one worker \
     thread (0.57), async-executor (0.63), rayon's `scope` (0.33, but its tasks \
     cannot wait), and handles in a `Vec` instead of a `TaskTracker` (no better).";

const THREADS: &str = "std gives each thread a second stack with a guard page, so that it can report a \
     stack overflow. That takes eight system calls more than a bare `pthread_create` \
     (counted with strace). Tried, each in relation to this program's time: a stack \
     of 32 KiB (0.98), `thread::scope` (0.91), and `pthread_create` without std \
     (0.58).";

const SELECT: &str = "Both workers need the locks of the two channels, and a receive that has lost is \
     polled again each time. Tried: tokio's `mpsc`, which needs no receive that is \
     kept (the next row), and one core, the tuned way.";

const MPSC: &str = "Each message takes a permit from a semaphore and gives it back, and a receiver \
     that keeps up sleeps often and has to be woken. Tried: kanal (the row before); \
     flume (73 ns one way, 297 with four senders) and async-channel (240 and 255), \
     neither ahead of Go; `reserve_many` and `recv_many` (75 and 81 ns, but a sender \
     that wants all of the room waits until the channel is empty); slices, the tuned \
     way.";

const SELECT_MPSC: &str = "Each message takes a permit from a semaphore and gives it back. Tried: a receive \
     that is kept, over kanal (the row before), and one core, the tuned way.";

const LOOP: &str =
    "It is the same loop on both sides, and its divisions take the time.";

const ATOMIC: &str = "It is the same instruction on the same cache line on both sides. What is \
     measured is how often the line moves from one core to another.";

const WORDS: &str = "std's maps hash with SipHash. It is slower than Go's hash, and safer if somebody \
     chooses keys that collide. Tried: foldhash (20.9 ns). It is not a column, \
     because Go's maps cannot change their hash.";

/// All rows, in the order of the table.
pub static ROWS: &[Row] = &[
    Row {
        name: "spawn",
        what: "spawn and join a task",
        unit: "ns",
        size: 1_000_000,
        python: 5_000,
        tiny: 100,
        seconds: 4.1,
        tuned: ONE_CORE,
        behind: SPAWN,
        check: |n| n,
    },
    Row {
        name: "spawn_threads",
        what: "spawn and join a thread of the system, one after the other",
        unit: "ns",
        size: 20_000,
        python: 5_000,
        tiny: 100,
        seconds: 2.8,
        tuned: "",
        behind: THREADS,
        check: |n| n,
    },
    Row {
        name: "memory",
        what: "memory of a task that waits",
        unit: "bytes",
        size: 100_000,
        python: 1_000,
        tiny: 100,
        seconds: 0.9,
        tuned: "",
        behind: "",
        check: |n| n,
    },
    Row {
        name: "alive",
        what: "tasks that wait within 2 GiB, by doubling",
        unit: "tasks",
        size: 1 << 16,
        python: 0,
        tiny: 16,
        seconds: 6.6,
        tuned: "",
        behind: "",
        check: |_| 1,
    },
    Row {
        name: "cpu1",
        what: "find the primes below 200,000 on one core",
        unit: "ms",
        size: 200_000,
        python: 200_000,
        tiny: 1_000,
        seconds: 1.1,
        tuned: "",
        behind: LOOP,
        check: primes_below,
    },
    Row {
        name: "cpu",
        what: "find the primes below 200,000 on all cores",
        unit: "ms",
        size: 200_000,
        python: 200_000,
        tiny: 1_000,
        seconds: 1.0,
        tuned: "",
        behind: LOOP,
        check: primes_below,
    },
    Row {
        name: "pingpong",
        what: "round trip between tasks, no room",
        unit: "ns",
        size: 300_000,
        python: 10_000,
        tiny: 20,
        seconds: 1.0,
        tuned: ONE_CORE,
        behind: "",
        check: sum_below,
    },
    Row {
        name: "pingpong_threads",
        what: "round trip between threads, no room",
        unit: "ns",
        size: 50_000,
        python: 0,
        tiny: 20,
        seconds: 1.9,
        tuned: "",
        behind: "",
        check: sum_below,
    },
    Row {
        name: "oneway",
        what: "one way, no room",
        unit: "ns",
        size: 1_000_000,
        python: 0,
        tiny: 20,
        seconds: 1.0,
        tuned: ONE_CORE,
        behind: "",
        check: sum_below,
    },
    Row {
        name: "oneway128",
        what: "one way, room for 128",
        unit: "ns",
        size: 2_000_000,
        python: 50_000,
        tiny: 300,
        seconds: 0.6,
        tuned: BATCHES,
        behind: "",
        check: sum_below,
    },
    Row {
        name: "oneway128_mpsc",
        what: "the same over tokio's mpsc",
        unit: "ns",
        size: 2_000_000,
        python: 0,
        tiny: 300,
        seconds: 0.5,
        tuned: BATCHES,
        behind: MPSC,
        check: sum_below,
    },
    Row {
        name: "fanin",
        what: "four senders, one receiver, room for 128",
        unit: "ns",
        size: 2_000_000,
        python: 50_000,
        tiny: 300,
        seconds: 0.6,
        tuned: BATCHES,
        behind: "",
        check: sum_below,
    },
    Row {
        name: "fanin_mpsc",
        what: "the same over tokio's mpsc",
        unit: "ns",
        size: 2_000_000,
        python: 0,
        tiny: 300,
        seconds: 0.5,
        tuned: BATCHES,
        behind: MPSC,
        check: sum_below,
    },
    Row {
        name: "pool",
        what: "four workers, jobs and results, room for 128",
        unit: "ns",
        size: 1_000_000,
        python: 20_000,
        tiny: 300,
        seconds: 0.6,
        tuned: BATCHES,
        behind: "",
        check: sum_below,
    },
    Row {
        name: "select",
        what: "select over two channels, no room",
        unit: "ns",
        size: 500_000,
        python: 0,
        tiny: 20,
        seconds: 0.8,
        tuned: ONE_CORE,
        behind: "",
        check: sum_below,
    },
    Row {
        name: "select128",
        what: "select over two channels, room for 128",
        unit: "ns",
        size: 1_000_000,
        python: 0,
        tiny: 300,
        seconds: 0.5,
        tuned: ONE_CORE,
        behind: SELECT,
        check: sum_below,
    },
    Row {
        name: "select128_mpsc",
        what: "the same over tokio's mpsc",
        unit: "ns",
        size: 1_000_000,
        python: 0,
        tiny: 300,
        seconds: 0.4,
        tuned: ONE_CORE,
        behind: SELECT_MPSC,
        check: sum_below,
    },
    Row {
        name: "daisy",
        what: "a chain of 100,000 tasks, each adds one",
        unit: "ns",
        size: 100_000,
        python: 1_000,
        tiny: 20,
        seconds: 1.8,
        tuned: ONE_CORE,
        behind: "",
        check: |n| n,
    },
    Row {
        name: "sieve",
        what: "the 1000th prime by a chain of filters",
        unit: "ms",
        size: 1_000,
        python: 0,
        tiny: 10,
        seconds: 0.5,
        tuned: ONE_CORE,
        behind: "",
        check: nth_prime,
    },
    Row {
        name: "mutex",
        what: "four tasks count under a lock",
        unit: "ns",
        size: 4_000_000,
        python: 400_000,
        tiny: 40,
        seconds: 0.4,
        tuned: SHARDS,
        behind: "",
        check: |n| n,
    },
    Row {
        name: "atomic",
        what: "four tasks count in an atomic",
        unit: "ns",
        size: 8_000_000,
        python: 0,
        tiny: 40,
        seconds: 0.5,
        tuned: SHARDS,
        behind: ATOMIC,
        check: |n| n,
    },
    Row {
        name: "sum",
        what: "add a number to a sum",
        unit: "ns",
        size: 8_000_000,
        python: 200_000,
        tiny: 1_000,
        seconds: 0.5,
        tuned: "",
        behind: "",
        check: |n| numbers(n).into_iter().fold(0, u64::wrapping_add),
    },
    Row {
        name: "sort",
        what: "sort a number among 2 million",
        unit: "ns",
        size: 2_000_000,
        python: 100_000,
        tiny: 1_000,
        seconds: 1.0,
        tuned: "",
        behind: "",
        check: |n| {
            let mut numbers = numbers(n);
            numbers.sort_unstable();
            checksum(&numbers)
        },
    },
    Row {
        name: "wordcount",
        what: "count a word of 2 million",
        unit: "ns",
        size: 2_000_000,
        python: 100_000,
        tiny: 1_000,
        seconds: 1.2,
        tuned: "",
        behind: WORDS,
        check: |n| {
            let text = text(n);
            let mut counts = HashMap::new();
            for word in text.split_ascii_whitespace() {
                *counts.entry(word).or_insert(0) += 1;
            }
            words_check(counts.into_values())
        },
    },
];

fn sum_below(n: u64) -> u64 {
    (0..n).sum()
}

/// By trial, so that the work is the same on every side.
pub fn is_prime(n: u64) -> bool {
    let mut divisor = 3;
    while divisor * divisor <= n {
        if n.is_multiple_of(divisor) {
            return false;
        }
        divisor += 2;
    }
    n == 2 || n > 2 && n % 2 == 1
}

fn primes_below(n: u64) -> u64 {
    (0..n).filter(|&n| is_prime(n)).count() as u64
}

fn nth_prime(n: u64) -> u64 {
    let mut primes = (2..).filter(|&n| is_prime(n));
    primes.nth(n as usize - 1).unwrap_or(0)
}

/// Numbers without order: Knuth's linear congruential generator (MMIX), from 1 on.
pub fn numbers(size: u64) -> Vec<u64> {
    let next = |n: &u64| {
        Some(
            n.wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407),
        )
    };
    std::iter::successors(Some(1), next).take(size as usize).collect()
}

/// Depends on the order.
pub fn checksum(numbers: &[u64]) -> u64 {
    let at = |(place, &n): (usize, &u64)| n.wrapping_mul(place as u64 + 1);
    numbers.iter().enumerate().map(at).fold(0, u64::wrapping_add)
}

/// So many words, of 5,000 kinds.
pub fn text(words: u64) -> String {
    let mut text = String::new();
    for n in numbers(words) {
        text += &format!("word{} ", (n >> 33) % 5_000);
    }
    text
}

/// The squares of the counts, summed.
pub fn words_check(counts: impl Iterator<Item = u64>) -> u64 {
    counts.map(|count| count * count).sum()
}
