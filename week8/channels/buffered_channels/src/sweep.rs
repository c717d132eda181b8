//! What a buffer costs, and what it is good for.

use std::thread;
use std::time::{Duration, Instant};

use crossbeam::channel;
use shared::Log;
use shared::heap::{HEAP, Region};

/// The same messages go from one thread to another, over more and more room.
/// Without room the two threads have to meet for every message, and more room
/// means less waiting: how much less depends on the machine. But a message
/// has to wait until those before it in the buffer are taken, so a full
/// buffer makes it older. crossbeam takes the memory for the whole buffer
/// when the channel is made, and so does Go; tokio's `mpsc` takes it as
/// messages come. Each row shows the time for a message, its mean age at its
/// arrival, and the bytes that the new channel took. The time for a message
/// includes two readings of the clock and its part of the thread's start.
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
