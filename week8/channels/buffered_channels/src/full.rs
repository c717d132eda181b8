//! When it is full, and what can be known of that.

use std::thread;

use crossbeam::channel::{self, Receiver, Sender};
use crossbeam::queue::ArrayQueue;
use shared::Log;

/// What happens when items are sent faster than they are received? Here five
/// items are sent into room for three, and there are four answers. The producer
/// waits, the newest item is dropped, the oldest item is dropped, or the
/// channel grows without a limit. A Go channel waits, or drops the newest in a
/// `select` with `default`; to drop the oldest, the sender itself has to
/// receive it. Which answer is right depends on the work: a measurement may be
/// dropped when a newer one is there, an order may not.
pub fn overflow(log: &Log) {
    let main = log.task("main");

    let (sender, receiver) = channel::bounded(3);
    thread::spawn(move || {
        for item in 1..=5 {
            sender.send(item).unwrap(); // waits while there is no room
        }
    });
    writeln!(main, "wait:        {:?}", receiver.iter().collect::<Vec<_>>());

    let (sender, receiver) = channel::bounded(3);
    let mut dropped = Vec::new();
    for item in 1..=5 {
        if let Err(refused) = sender.try_send(item) {
            dropped.push(refused.into_inner());
        }
    }
    drop(sender);
    let kept: Vec<_> = receiver.iter().collect();
    writeln!(main, "drop newest: {kept:?}, without {dropped:?}");

    let latest = ArrayQueue::new(3); // a queue without waiting
    let mut dropped = Vec::new();
    for item in 1..=5 {
        dropped.extend(latest.force_push(item)); // the item that it pushed out, if any
    }
    let kept: Vec<_> = latest.into_iter().collect();
    writeln!(main, "drop oldest: {kept:?}, without {dropped:?}");

    let (sender, receiver) = channel::unbounded();
    for item in 1..=5 {
        sender.send(item).unwrap();
    }
    writeln!(main, "grow:        {} in the channel", receiver.len());
}

/// `len()` is Go's `len(ch)`: it was right when it was read, and may be wrong
/// when you use it. It still tells you something. Only a receive makes `len`
/// smaller, so the only receiver still finds all the messages that it has
/// counted. Only a send makes `len` larger, so the only sender still finds the
/// room that it has seen. With two receivers the first is not true, and with
/// two senders the second is not. The same holds for `is_empty` and `is_full`.
pub fn introspection(log: &Log) {
    let main = log.task("main");
    let (sender, receiver) = channel::bounded(10);

    thread::scope(|scope| {
        let producer = main.starts("producer");
        scope.spawn(move || {
            let sent = send_into_room_seen(&sender);
            writeln!(producer, "sent {sent}, each into room that was seen before");
        });
        let received = receive_what_was_seen(&receiver);
        writeln!(main, "received {received}, all that `len` counted was there");
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
