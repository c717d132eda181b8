//! What a buffer changes.

use std::thread;
use std::time::Duration;

use crossbeam::channel;
use shared::Log;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

/// A channel with room for three takes three messages while nobody receives. The
/// fourth send waits until a receive has made room. In Go this channel is
/// `make(chan int, 3)`, in Python `asyncio.Queue(3)`, and between threads it is
/// crossbeam's `bounded(3)`. The room is called the capacity, or the buffer. Here
/// main takes three items before the fourth is in: both tasks run on one thread,
/// and main goes on until it has to wait.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn capacity(log: &Log) {
    // `current_thread`: all tasks run on this thread. `start_paused`: when every task
    // waits, the clock jumps to the next moment at which one can go on. So the times
    // are exact, and nobody waits for them.
    log.clock(Instant::now);
    let main = log.task("main");
    let (sender, mut receiver) = mpsc::channel(3);

    let producer = main.starts("producer");
    tokio::spawn(async move {
        for item in 1..=4 {
            producer.sends(item);
            sender.send(item).await.unwrap();
            writeln!(producer, "item {item} is in");
        }
    });
    main.waits_for("10 ms");
    sleep(Duration::from_millis(10)).await; // the producer fills the channel
    while let Some(item) = receiver.recv().await {
        main.receives(item);
    }
}

/// Without room, both sides have to be there at the same time. So for each item the
/// side that comes first waits for the other, in Go too. With room for all ten
/// items the sender never waits. But then a send says little: the item is in the
/// channel, and perhaps nobody will ever read it. Here each side first tries, and
/// notes for which item it had to wait. The program counts the items for which the
/// sender, the receiver or both had to wait.
pub fn buffered_or_not(log: &Log) {
    let main = log.task("main");
    for room in [0, 10] {
        let (sender_waited, receiver_waited) = hand_over_ten(room);
        let sender_waits = sender_waited.iter().filter(|waited| **waited).count();
        let mut somebody_waited = 0;
        for (sender, receiver) in sender_waited.into_iter().zip(receiver_waited) {
            if sender || receiver {
                somebody_waited += 1;
            }
        }
        writeln!(main, "room for {room}: items with a wait: {somebody_waited}");
        writeln!(main, "room for {room}: of the sender: {sender_waits}");
    }
}

/// For each of the ten items, whether the sender had to wait, and whether the
/// receiver.
fn hand_over_ten(room: usize) -> (Vec<bool>, Vec<bool>) {
    let (sender, receiver) = channel::bounded(room);
    let sending = thread::spawn(move || {
        let mut waited = Vec::new();
        for item in 1..=10 {
            let full = sender.try_send(item).is_err();
            if full {
                sender.send(item).unwrap();
            }
            waited.push(full);
        }
        waited
    });
    let mut waited = Vec::new();
    for item in 1..=10 {
        let taken = receiver.try_recv();
        waited.push(taken.is_err());
        assert_eq!(taken.or_else(|_| receiver.recv()), Ok(item));
    }
    (sending.join().unwrap(), waited)
}

/// The producer only sends, and the consumer has to work on each item. When
/// the channel is full, the producer waits: this is called backpressure. In
/// the lines below, the producer is ahead by the capacity and one more item
/// at most. The consumer may have taken that item out and not yet printed
/// it. A channel without a limit has no backpressure, and its memory grows
/// for as long as the producer is faster. Go's channels always have a
/// limit; Python's `queue.Queue()` has none unless you give it a `maxsize`.
pub fn fast_producer(log: &Log) {
    let main = log.task("main");
    let (sender, receiver) = channel::bounded(2);

    let producer = main.starts("producer");
    thread::spawn(move || {
        for item in 1..=6 {
            producer.sends(item);
            if sender.is_full() {
                producer.waits_for("room");
            }
            sender.send(item).unwrap();
            writeln!(producer, "{item} is in");
        }
    });
    let consumer = main.starts("consumer");
    for item in receiver {
        consumer.receives(item);
        thread::sleep(Duration::from_millis(1)); // its work
    }
}

/// A buffer helps if the load is uneven, not if one side is slow, in Go
/// and Python too. Where both sides take the same time for each item, room
/// for one is enough. A burst needs room for the burst, or the sender
/// waits. Where the consumer is slower on average, any buffer fills up if
/// the work goes on, and in a larger one the items get older. The depth is
/// the most items that were in the channel at once. The age counts from
/// the moment when the item is made, so the wait for room counts too.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn sizing(log: &Log) {
    let main = log.task("main");
    let even = |_| 10;
    let burst = |item| if item % 8 == 0 { 80 } else { 0 };

    writeln!(main, "                          depth  sender waits  oldest item");
    for (name, gap, work, room) in [
        ("in step, room for 1", even as fn(u64) -> u64, 10, 1),
        ("bursts of 8, room for 1", burst, 10, 1),
        ("bursts of 8, room for 8", burst, 10, 8),
        ("too slow, room for 1", even, 15, 1),
        ("too slow, room for 100", even, 15, 100),
    ] {
        let Trial { depth, waited, oldest } = try_out(gap, work, room).await;
        writeln!(main, "{name:25} {depth:5} {waited:10} ms {oldest:9} ms");
    }
}

/// What was seen while 32 items went through.
struct Trial {
    /// The most items that were in the channel when one was taken.
    depth: usize,
    /// How long the sender waited for room, in all, in milliseconds.
    waited: u128,
    /// The most milliseconds from the making of an item until it was taken.
    oldest: u128,
}

/// Before each item the producer pauses for its gap, and the consumer works on each
/// item; both are in milliseconds.
async fn try_out(gap: fn(u64) -> u64, work: u64, room: usize) -> Trial {
    let (sender, mut items) = mpsc::channel::<Instant>(room);
    let producing = tokio::spawn(async move {
        let mut waited = 0;
        for item in 0..32 {
            sleep(Duration::from_millis(gap(item))).await;
            let made = Instant::now();
            sender.send(made).await.unwrap();
            waited += made.elapsed().as_millis();
        }
        waited
    });
    let (mut depth, mut oldest) = (0, 0);
    while let Some(made) = items.recv().await {
        depth = depth.max(items.len() + 1);
        oldest = oldest.max(made.elapsed().as_millis());
        sleep(Duration::from_millis(work)).await;
    }
    Trial { depth, waited: producing.await.unwrap(), oldest }
}
