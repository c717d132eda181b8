//! What room does.

use std::thread;
use std::time::Duration;

use crossbeam::channel::{self, TryRecvError, TrySendError};
use shared::Log;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};

/// `make(chan int, 3)` in Go, `bounded(3)` here, and `asyncio.Queue(3)` in Python: three
/// sends succeed with nobody there to receive, the fourth waits until there is room.
pub fn capacity(log: &Log) {
    let main = log.task("main");
    let (sender, receiver) = channel::bounded(3);

    for item in 1..=4 {
        let fits = sender.try_send(item).is_ok();
        writeln!(main, "item {item} fits: {fits}");
    }
    thread::scope(|scope| {
        let producer = main.starts("producer");
        scope.spawn(|| {
            let producer = producer;
            producer.sends(4);
            producer.waits_for("room");
            sender.send(4).unwrap();
            writeln!(producer, "sent 4");
        });
        writeln!(main, "makes room");
        main.receives(receiver.recv().unwrap());
    });
    receiver.try_iter().for_each(|item| main.receives(item));
}

/// Without room a hand-over needs both at once, so whoever comes first waits. With room
/// for everything the sender never waits; it also never learns whether anybody is there.
/// Each side tries first and counts when it has to wait.
pub fn buffered_or_not(log: &Log) {
    let main = log.task("main");
    for room in [0, 10] {
        let (sender_waits, receiver_waits) = hand_over_ten(room);
        let somebody = sender_waits + receiver_waits;
        writeln!(main, "room for {room}: the sender waited {sender_waits} times");
        writeln!(main, "room for {room}: one of the two waited {somebody} times");
    }
}

/// How often the sender had to wait, and the receiver.
fn hand_over_ten(room: usize) -> (u32, u32) {
    let (sender, receiver) = channel::bounded(room);
    let sending = thread::spawn(move || {
        let mut waits = 0;
        for item in 1..=10 {
            if let Err(TrySendError::Full(item)) = sender.try_send(item) {
                waits += 1;
                sender.send(item).unwrap();
            }
        }
        waits
    });
    let mut waits = 0;
    for item in 1..=10 {
        let received = receiver.try_recv().or_else(|error| {
            assert_eq!(error, TryRecvError::Empty);
            waits += 1;
            receiver.recv()
        });
        assert_eq!(received, Ok(item));
    }
    (sending.join().unwrap(), waits)
}

/// The producer has nothing to do but to send, the consumer has work. What holds the
/// producer back is the full channel: backpressure. An unbounded channel has none, and
/// there the difference between the two becomes memory.
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

/// Room is for unevenness, not for slowness. Where both keep pace, room for one will do.
/// A burst needs room for the burst. Where the consumer is slower, no room is enough:
/// more of it only hides the fact, and makes every item older when it is taken.
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
    /// How long the sender waited, in all.
    waited: u128,
    /// How long an item was in the channel at most.
    oldest: u128,
}

/// Before each item the producer pauses for its gap; the consumer works on each.
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
