//! The kinds of channels.

use std::sync::mpsc as std_mpsc;
use std::time::Duration;

use crossbeam::channel;
use shared::Log;
use tokio::sync::{broadcast, mpsc, oneshot, watch};

/// Whether a type can be cloned, as the compiler knows: `Clones::<T>::YES` is the
/// constant below if `T: Clone`, else the trait's.
struct Clones<T>(std::marker::PhantomData<T>);

trait DoesNotClone {
    const YES: bool = false;
}

impl<T> DoesNotClone for Clones<T> {}

impl<T: Clone> Clones<T> {
    const YES: bool = true;
}

/// Go has one kind of channel. Here the first question is who waits: a thread (std,
/// crossbeam) or a task (tokio). The second is who receives: one, several who share the
/// work (crossbeam's receivers can be cloned), or several who each get a copy
/// (`broadcast`). Only the blocking ones have a capacity of 0, where the two meet. std's
/// is enough for many senders and one receiver; crossbeam's has all that Go's has.
pub fn which_channel(log: &Log) {
    let table = log.task("table");
    let row = |name: &str, clones: bool, zero: bool, shares: &str| {
        let receivers = if clones { "several" } else { "one" };
        let zero = if zero { "meets" } else { "refused" };
        writeln!(table, "{name:18} {receivers:9} {zero:9} {shares}");
    };
    writeln!(table, "{:18} receivers capacity 0 2 values, 2 receivers", "");
    row("std, blocks", Clones::<std_mpsc::Receiver<u32>>::YES, meets_in_std(), "-");
    row(
        "crossbeam, blocks",
        Clones::<channel::Receiver<u32>>::YES,
        meets_in_crossbeam(),
        &shared_in_crossbeam(),
    );
    row("tokio, awaits", Clones::<mpsc::Receiver<u32>>::YES, meets_in_tokio(), "-");
    row("broadcast, awaits", true, room_in_broadcast(), &copied_by_broadcast());
}

fn meets_in_std() -> bool {
    let (sender, receiver) = std_mpsc::sync_channel(0);
    std::thread::spawn(move || sender.send(1));
    receiver.recv() == Ok(1)
}

fn meets_in_crossbeam() -> bool {
    let (sender, receiver) = channel::bounded(0);
    std::thread::spawn(move || sender.send(1));
    receiver.recv() == Ok(1)
}

fn meets_in_tokio() -> bool {
    explore::quietly(|| drop(mpsc::channel::<u32>(0))).is_ok()
}

fn room_in_broadcast() -> bool {
    explore::quietly(|| drop(broadcast::channel::<u32>(0))).is_ok()
}

fn shared_in_crossbeam() -> String {
    let (sender, one) = channel::unbounded();
    let other = one.clone();
    (1..=2).for_each(|value| sender.send(value).unwrap());
    format!("{} and {}: shared", one.recv().unwrap(), other.recv().unwrap())
}

fn copied_by_broadcast() -> String {
    let (sender, mut one) = broadcast::channel(2);
    let mut other = sender.subscribe();
    (1..=2).for_each(|value| drop(sender.send(value)));
    let [a, b] =
        [&mut one, &mut other].map(|receiver| receiver.try_recv().unwrap());
    format!("{a} and {b}: copied")
}

/// tokio has four, each for one purpose. `mpsc`: many senders, one taker, with room for
/// so many, so that senders wait. `oneshot`: one value once, an answer. `broadcast`:
/// every receiver gets every value, and one that is too slow is told how many it missed.
/// `watch`: only the latest value counts, a setting or a state. Go builds the last three
/// from channels and locks.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn async_channels(log: &Log) {
    let main = log.task("main");

    let (sender, mut jobs) = mpsc::channel(1);
    let sending = tokio::spawn(async move {
        for job in 1..=3 {
            sender.send(job).await.unwrap(); // waits until the one before it is taken
        }
    });
    let mut taken = Vec::new();
    while let Some(job) = jobs.recv().await {
        taken.push(job);
    }
    sending.await.unwrap();
    writeln!(main, "mpsc: one taker got {taken:?}");

    let (reply, answer) = oneshot::channel();
    tokio::spawn(async move { reply.send("yes") });
    writeln!(main, "oneshot: the answer is {}", answer.await.unwrap());

    let (sender, mut news) = broadcast::channel(4);
    (1..=10).for_each(|item| drop(sender.send(item)));
    let missed = news.recv().await.unwrap_err();
    let next = news.recv().await.unwrap();
    writeln!(main, "broadcast: {missed}, then comes {next}");

    let (setting, mut changes) = watch::channel(20);
    for degrees in [21, 25, 19] {
        setting.send(degrees).unwrap();
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    changes.changed().await.unwrap();
    writeln!(main, "watch: {} degrees", *changes.borrow_and_update());
    writeln!(main, "watch: more to see: {}", changes.has_changed().unwrap());
}
