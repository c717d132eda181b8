// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel;
use crossbeam::queue::ArrayQueue;

fn main() {
    let (sender, receiver) = channel::bounded(3);
    thread::spawn(move || {
        for item in 1..=5 {
            sender.send(item).unwrap(); // waits while there is no room
        }
    });
    println!("wait:        {:?}", receiver.iter().collect::<Vec<_>>());

    let (sender, receiver) = channel::bounded(3);
    let mut dropped = Vec::new();
    for item in 1..=5 {
        if let Err(refused) = sender.try_send(item) {
            dropped.push(refused.into_inner());
        }
    }
    drop(sender);
    let kept: Vec<_> = receiver.iter().collect();
    println!("drop newest: {kept:?}, without {dropped:?}");

    let latest = ArrayQueue::new(3); // a queue without waiting
    let mut dropped = Vec::new();
    for item in 1..=5 {
        // the item that it pushed out, if any
        dropped.extend(latest.force_push(item));
    }
    let kept: Vec<_> = latest.into_iter().collect();
    println!("drop oldest: {kept:?}, without {dropped:?}");

    let (sender, receiver) = channel::unbounded();
    for item in 1..=5 {
        sender.send(item).unwrap();
    }
    println!("grow:        {} in the channel", receiver.len());
}
