//! The kinds of channels.

use std::panic::catch_unwind;
use std::sync::mpsc as std_mpsc;

use crossbeam::channel;
use shared::{Log, Task};
use tokio::sync::{broadcast, mpsc};

/// Go has one kind of channel. In Rust, ask first who waits: a thread (std,
/// crossbeam), or a task of a runtime (tokio, async-channel). Then ask who
/// receives: one (`mpsc`: many producers, one consumer), several that share
/// the messages (crossbeam, async-channel), or several with a copy each
/// (tokio's `broadcast`). crossbeam's channel does all that Go's does,
/// except `close` and a send to nil. A bounded channel of tokio needs room
/// for at least one message, while one of std or crossbeam may have room
/// for 0. A receiver of std or of tokio's `mpsc` cannot be cloned:
///
/// ```compile_fail,E0599
/// let (sender, receiver) = std::sync::mpsc::channel();
/// receiver.clone(); // error[E0599]: no method named `clone` found
/// # sender.send(1);
/// ```
pub fn which_channel(log: &Log) {
    let table = log.task("table");

    // Without room `try_send` fails as if the channel were full, unless somebody is
    // receiving.
    let (sender, _receiver) = std_mpsc::sync_channel(0);
    writeln!(table, "std, room for 0: {}", sender.try_send(1).unwrap_err());
    let (sender, _receiver) = channel::bounded(0);
    writeln!(table, "crossbeam, room for 0: {}", sender.try_send(1).unwrap_err());
    writeln!(table, "the next call panics: that is planned");
    let panic = catch_unwind(|| mpsc::channel::<u32>(0)).unwrap_err();
    if let Some(text) = panic.downcast_ref::<&str>() {
        writeln!(table, "tokio mpsc, room for 0: {text}");
    }
    two_receivers(&table); // who gets the messages 1 and 2
}

/// Sends 1 and 2 where there are two receivers.
fn two_receivers(table: &Task) {
    let (sender, first) = channel::unbounded();
    let second = first.clone();
    sender.send(1).unwrap();
    sender.send(2).unwrap();
    let got = (first.recv().unwrap(), second.recv().unwrap());
    writeln!(table, "crossbeam, two receivers share: {got:?}");

    let (sender, first) = async_channel::unbounded();
    let second = first.clone();
    sender.try_send(1).unwrap();
    sender.try_send(2).unwrap();
    let got = (first.try_recv().unwrap(), second.try_recv().unwrap());
    writeln!(table, "async-channel, two receivers share: {got:?}");

    let (sender, mut first) = broadcast::channel(2);
    let mut second = sender.subscribe(); // hears what is sent from now on
    sender.send(1).unwrap();
    sender.send(2).unwrap();
    let got = [&mut first, &mut second]
        .map(|one| (one.try_recv().unwrap(), one.try_recv().unwrap()));
    writeln!(table, "broadcast, each receiver gets all: {got:?}");
}
