// cargo add async-channel@2.5
// cargo add crossbeam@0.8.5
// cargo add tokio@1.54 --features sync

use std::panic::catch_unwind;
use std::sync::mpsc as std_mpsc;

use crossbeam::channel;
use tokio::sync::{broadcast, mpsc};

fn main() {
    // Without room `try_send` fails as if the channel were full, unless somebody is
    // receiving.
    let (sender, _receiver) = std_mpsc::sync_channel(0);
    println!("std, room for 0: {}", sender.try_send(1).unwrap_err());
    let (sender, _receiver) = channel::bounded(0);
    println!("crossbeam, room for 0: {}", sender.try_send(1).unwrap_err());
    println!("the next call panics: that is planned");
    let panic = catch_unwind(|| mpsc::channel::<u32>(0)).unwrap_err();
    if let Some(text) = panic.downcast_ref::<&str>() {
        println!("tokio mpsc, room for 0: {text}");
    }
    two_receivers(); // who gets the messages 1 and 2
}

/// Sends 1 and 2 where there are two receivers.
fn two_receivers() {
    let (sender, first) = channel::unbounded();
    let second = first.clone();
    sender.send(1).unwrap();
    sender.send(2).unwrap();
    let got = (first.recv().unwrap(), second.recv().unwrap());
    println!("crossbeam, two receivers share: {got:?}");

    let (sender, first) = async_channel::unbounded();
    let second = first.clone();
    sender.try_send(1).unwrap();
    sender.try_send(2).unwrap();
    let got = (first.try_recv().unwrap(), second.try_recv().unwrap());
    println!("async-channel, two receivers share: {got:?}");

    let (sender, mut first) = broadcast::channel(2);
    let mut second = sender.subscribe(); // hears what is sent from now on
    sender.send(1).unwrap();
    sender.send(2).unwrap();
    let got = [&mut first, &mut second]
        .map(|one| (one.try_recv().unwrap(), one.try_recv().unwrap()));
    println!("broadcast, each receiver gets all: {got:?}");
}
