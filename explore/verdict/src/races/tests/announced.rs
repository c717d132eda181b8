//! A message is sent before what it announces is there.

extern crate conc_tokio as tokio;

use std::collections::BTreeMap;

use explore::channel::{Receiver, Sender, unbounded};
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex, mpsc};
use explore::tasks::block_on;
use explore::thread;

use crate::sources::Sources;

const TEXT: &str = include_str!("announced.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// The cause besides, or else the title, and the sentence.
fn told(program: fn()) -> (String, String) {
    let told = super::with_its_calls(TEXT, ANSWER, program);
    (told.cause.unwrap_or(told.title), told.sentence)
}

fn stores(orders: &Mutex<Vec<u32>>, order: u32) {
    orders.lock().unwrap().push(order);
}

fn places(orders: &Mutex<Vec<u32>>, queue: &Sender<u32>, order: u32) {
    queue.send(order).unwrap();
    stores(orders, order);
}

fn serves(orders: &Mutex<Vec<u32>>, queue: &Receiver<u32>) {
    for order in queue.iter() {
        let is_there = orders.lock().unwrap().contains(&order);
        assert!(is_there, "order {order} is there");
    }
}

/// The function comes to it by a call, and has done so before.
fn sends_before_it_stores() {
    let orders = Mutex::new(Vec::new());
    let (queue, inbox) = unbounded();
    thread::scope(|scope| {
        scope.spawn(|| serves(&orders, &inbox));
        places(&orders, &queue, 1);
        places(&orders, &queue, 2);
        drop(queue);
    });
}

fn tells_the_name_first() {
    let sizes = Arc::new(Mutex::new(BTreeMap::new()));
    let (names, named) = mpsc::channel();
    let own = Arc::clone(&sizes);
    let reads = thread::spawn(move || {
        let name = named.recv().unwrap();
        *own.lock().unwrap().get(&name).expect("it has a size")
    });
    names.send("one").unwrap();
    sizes.lock().unwrap().insert("one", 1);
    assert_eq!(reads.join().unwrap(), 1);
}

fn pays_later() {
    block_on(async {
        let balance = Arc::new(tokio::sync::Mutex::new(0));
        let (events, mut inbox) = tokio::sync::mpsc::channel(1);
        let own = Arc::clone(&balance);
        let task = tokio::spawn(async move {
            let paid: u32 = inbox.recv().await.unwrap();
            assert_eq!(*own.lock().await, paid, "it is paid");
        });
        events.send(5).await.unwrap();
        *balance.lock().await += 5;
        task.await.unwrap();
    });
}

#[test]
fn what_is_announced_comes_after_its_message() {
    for program in
        [sends_before_it_stores as fn(), tells_the_name_first, pays_later]
    {
        let (cause, sentence) = told(program);
        assert_eq!(cause, "work was announced before it was done", "{sentence}");
        assert!(sentence.contains("main sends message "), "{sentence}");
        assert!(sentence.contains(", before main did."), "{sentence}");
    }
}

/// It was there before, and so was the second time: another task takes it out.
fn takes_it_out() {
    let orders = Arc::new(Mutex::new(vec![1]));
    let (queue, inbox) = unbounded();
    let tasks = [0, 1].map(|_| {
        let (own, inbox) = (Arc::clone(&orders), inbox.clone());
        thread::spawn(move || {
            inbox.recv().unwrap();
            own.lock().unwrap().pop().expect("it is there")
        })
    });
    queue.send(1).unwrap();
    queue.send(2).unwrap();
    for task in tasks {
        task.join().unwrap();
    }
}

/// The one who has sent comes to something else.
fn counts_elsewhere() {
    let (count, sent) = (Arc::new(AtomicU32::new(0)), AtomicU32::new(0));
    let (queue, inbox) = mpsc::channel();
    let own = Arc::clone(&count);
    let task = thread::spawn(move || {
        inbox.recv().unwrap();
        assert_eq!(own.load(SeqCst), 1, "one is counted");
    });
    queue.send(1).unwrap();
    sent.fetch_add(1, SeqCst);
    task.join().unwrap();
}

#[test]
fn a_message_that_announces_nothing_is_not_the_cause() {
    for program in [takes_it_out as fn(), counts_elsewhere] {
        let (cause, sentence) = told(program);
        assert_ne!(cause, "work was announced before it was done", "{sentence}");
    }
}
