//! When it is full, and what can be known of that.

use std::thread;

use crossbeam::channel::{self, Receiver, Sender};
use crossbeam::queue::ArrayQueue;
use shared::Log;

/// Five items for a place with room for three, and the consumer comes late. Somebody has
/// to give: the producer (it waits), the newest item, the oldest, or the memory. Go's
/// channels wait, or drop the newest in a `select` with `default`. Which is right is a
/// question to the work: measurements may drop the oldest, orders may not.
pub fn overflow(log: &Log) {
    let main = log.task("main");

    let (sender, receiver) = channel::bounded(3);
    let producing =
        thread::spawn(move || (1..=5).for_each(|n| sender.send(n).unwrap()));
    writeln!(main, "wait:        {:?}", receiver.iter().collect::<Vec<_>>());
    producing.join().unwrap();

    let (sender, receiver) = channel::bounded(3);
    let refused: Vec<_> =
        (1..=5).filter(|n| sender.try_send(*n).is_err()).collect();
    drop(sender);
    let kept: Vec<_> = receiver.iter().collect();
    writeln!(main, "drop newest: {kept:?}, without {refused:?}");

    let latest = ArrayQueue::new(3);
    let pushed_out: Vec<_> = (1..=5).filter_map(|n| latest.force_push(n)).collect();
    let kept: Vec<_> = latest.into_iter().collect();
    writeln!(main, "drop oldest: {kept:?}, without {pushed_out:?}");

    let (sender, receiver) = channel::unbounded();
    (1..=5).for_each(|n| sender.send(n).unwrap());
    writeln!(main, "grow:        {} in the channel, room for 3", receiver.len());
}

/// `len(ch)` in Go, `len()` here: true when it was read, and old when you use it. Still,
/// it bounds. Only a receive makes it less, so what the only receiver has seen is there;
/// only a send makes it more, so the room that the only sender has seen is there. With
/// two of a kind neither holds.
pub fn introspection(log: &Log) {
    let main = log.task("main");
    let (sender, receiver) = channel::bounded(10);

    thread::scope(|scope| {
        let producer = main.starts("producer");
        scope.spawn(move || {
            let sent = send_into_room_seen(&sender);
            writeln!(producer, "sent {sent}, never without room seen before");
        });
        let received = receive_what_was_seen(&receiver);
        writeln!(main, "received {received}, never more than seen before");
    });
}

fn send_into_room_seen(sender: &Sender<usize>) -> usize {
    let mut sent = 0;
    while sent < 1000 {
        let room = sender.capacity().unwrap() - sender.len();
        for _ in 0..room.min(1000 - sent) {
            sender.try_send(sent).expect("the room that was seen is still there");
            sent += 1;
        }
        thread::yield_now();
    }
    sent
}

fn receive_what_was_seen(receiver: &Receiver<usize>) -> usize {
    let mut received = 0;
    while let Ok(_first) = receiver.recv() {
        let seen = receiver.len();
        for _ in 0..seen {
            receiver.try_recv().expect("what was seen is still there");
        }
        received += 1 + seen;
    }
    received
}
