// cargo add crossbeam@0.8.5
// cargo add stats_alloc@0.1.10

use std::alloc::System;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam::channel;
use stats_alloc::Region;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

fn main() {
    let cores = thread::available_parallelism().map_or(1, usize::from);

    println!("2 threads, {MESSAGES} messages, {cores} cores");
    println!("room      us each    us of age        bytes");
    for room in [0, 1, 10, 100, 1000] {
        let Trial { each, age, bytes } = send_all(room);
        println!("{room:4} {each:12.2} {age:12.2} {bytes:12}");
    }
}

/// Messages in each trial: enough to fill the largest channel twice.
const MESSAGES: u32 = 2_000;

/// What one trial took.
struct Trial {
    /// Microseconds for a message.
    each: f64,
    /// The mean age of a message at its arrival, in microseconds.
    age: f64,
    /// What the channel took from the heap when it was made.
    bytes: usize,
}

fn send_all(room: usize) -> Trial {
    let heap = Region::new(HEAP);
    let (sender, receiver) = channel::bounded::<(u32, Instant)>(room);
    let bytes = heap.change().bytes_allocated;

    let start = Instant::now();
    let sending = thread::spawn(move || {
        for number in 0..MESSAGES {
            sender.send((number, Instant::now())).unwrap();
        }
    });
    let (mut age, mut wanted) = (Duration::ZERO, 0);
    for (number, sent) in receiver {
        assert_eq!(number, wanted, "a message is out of order");
        wanted += 1;
        age += sent.elapsed();
    }
    assert_eq!(wanted, MESSAGES, "a message is lost");
    sending.join().unwrap();
    let micros = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(MESSAGES);
    Trial { each: micros(start.elapsed()), age: micros(age), bytes }
}

/// Counts every byte that the program takes from the heap and gives back.
#[global_allocator]
static HEAP: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;
