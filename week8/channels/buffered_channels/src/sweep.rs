//! What room costs and what it brings.

use std::thread;
use std::time::{Duration, Instant};

use crossbeam::channel;
use shared::Log;
use shared::heap::{HEAP, Region};

/// Messages in each trial: enough to fill the largest channel twice.
const MESSAGES: u32 = 2_000;

/// The same stream between two threads, over more and more room. Without room every
/// message costs a meeting; with some, the threads meet less often, and each message is
/// cheaper. But a message that waits behind a thousand others is old when it arrives,
/// and the room is memory, used or not. Measured here: time for a message, the mean age
/// at arrival, and the bytes that the channel took from the heap.
pub fn capacity_sweep(log: &Log) {
    let main = log.task("main");
    let cores = thread::available_parallelism().map_or(1, usize::from);

    main.axes("capacity + 1", "microseconds");
    writeln!(main, "2 threads, {MESSAGES} messages, {cores} cores");
    writeln!(main, "room      us each    us of age        bytes");
    for room in [0, 1, 10, 100, 1000] {
        let Trial { each, age, bytes } = send_all(room);
        writeln!(main, "{room:4} {each:12.2} {age:12.2} {bytes:12}");
        main.point("each message", room as f64 + 1.0, each);
        main.point("its age", room as f64 + 1.0, age);
    }
}

struct Trial {
    each: f64,
    age: f64,
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
    let mut age = Duration::ZERO;
    for (wanted, (number, sent)) in (0..).zip(receiver) {
        assert_eq!(number, wanted, "a message is out of order");
        age += sent.elapsed();
    }
    sending.join().unwrap();
    let micros = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(MESSAGES);
    Trial { each: micros(start.elapsed()), age: micros(age), bytes }
}
