//! The steps whose order decides are told.

mod turns;

use std::future::Future;

use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Condvar, Mutex, mpsc};
use explore::thread;

extern crate conc_tokio as tokio;

use crate::search::Search;
use crate::{Check, Gauge, Outcome, Sources, Wrong, claims};

const SOURCES: Sources = Sources(&[(file!(), include_str!("tests.rs"))]);

fn wrong(program: fn(usize)) -> Wrong {
    wrong_of(SOURCES, program)
}

/// The same of a program in another file.
fn wrong_of(sources: Sources, program: fn(usize)) -> Wrong {
    let search = Search::new(500, sources, None, None);
    match search.judge(&[Check::new("decides", "", program)], 1).1 {
        Outcome::Wrong(wrong) => *wrong,
        other => panic!("no failure: {other:?}"),
    }
}

/// What decides, and the sentence about it.
fn decided(program: fn(usize)) -> (Option<String>, String) {
    let wrong = wrong(program);
    (wrong.cause, wrong.sentence)
}

#[track_caller]
fn is_told(program: fn(usize), title: &str, parts: &[&str]) {
    is_told_of(SOURCES, program, title, parts);
}

/// The same of a program in another file.
#[track_caller]
fn is_told_of(sources: Sources, program: fn(usize), title: &str, parts: &[&str]) {
    let Wrong { cause, sentence, .. } = wrong_of(sources, program);
    assert_eq!(cause.as_deref(), Some(title), "{sentence}");
    for part in parts {
        assert!(sentence.contains(part), "{part}: {sentence}");
    }
}

/// Two tasks close what can be closed once.
fn closes_twice(_: usize) {
    let closed = Arc::new(AtomicBool::new(false));
    let sender = Arc::new(Mutex::new(Some(())));
    let close = {
        let (closed, sender) = (closed.clone(), sender.clone());
        move || {
            if !closed.load(SeqCst) {
                sender.lock().unwrap().take().unwrap();
                closed.store(true, SeqCst);
            }
        }
    };
    let other = thread::spawn(close.clone());
    close();
    other.join().unwrap();
}

/// Two halves are added, and taken between the two.
fn takes_a_half(_: usize) {
    let halves = Arc::new(AtomicU32::new(0));
    let theirs = halves.clone();
    let takes = thread::spawn(move || theirs.swap(0, SeqCst));
    halves.fetch_add(1, SeqCst);
    halves.fetch_add(1, SeqCst);
    let taken = takes.join().unwrap();
    assert_ne!(taken, 1);
}

/// A task is started before what it needs is there.
fn starts_too_soon(_: usize) {
    let slot = Arc::new(Mutex::new(None));
    let theirs = slot.clone();
    let task = thread::spawn(move || theirs.lock().unwrap().unwrap());
    *slot.lock().unwrap() = Some(1);
    task.join().unwrap();
}

/// A task queues up where it has seen nothing, and another one has put something there.
fn queues_too_late(_: usize) {
    let (idle, waiters) = (Arc::new(Mutex::new(Vec::new())), Arc::default());
    let (theirs, their_waiters) = (idle.clone(), Arc::clone(&waiters));
    let gives = thread::spawn(move || {
        let mut idle = theirs.lock().unwrap();
        let waiters: &Mutex<Vec<mpsc::Sender<u8>>> = &their_waiters;
        match waiters.lock().unwrap().pop() {
            Some(waiter) => waiter.send(1).unwrap(),
            None => idle.push(1),
        }
    });
    let found = idle.lock().unwrap().pop();
    if found.is_none() {
        let (gives, gets) = mpsc::channel();
        waiters.lock().unwrap().push(gives);
        gets.recv().unwrap();
    }
    gives.join().unwrap();
}

/// An arm of a select is taken though another one is ready.
fn stops_too_late(_: usize) {
    explore::tasks::block_on(async {
        let stops = tokio::sync::Notify::new();
        let (ticks, mut ticked) = tokio::sync::mpsc::channel(1);
        stops.notify_one();
        ticks.try_send(()).unwrap();
        tokio::select! {
            _ = stops.notified() => {}
            tick = ticked.recv() => assert_eq!(tick, None),
        }
    });
}

/// What a future tells the others before and after a wait.
async fn tells(events: tokio::sync::mpsc::Sender<u8>) {
    events.send(1).await.unwrap(); // tells of the begin
    tokio::task::yield_now().await; // waits
    events.send(2).await.unwrap();
}

/// Waits first, and tells then.
async fn tells_late(events: tokio::sync::mpsc::Sender<u8>) {
    tokio::task::yield_now().await;
    events.send(1).await.unwrap();
}

/// What is told by a future that may be dropped half-way.
async fn all_told<F: Future<Output = ()> + Send + 'static>(
    tells: fn(tokio::sync::mpsc::Sender<u8>) -> F,
) -> Vec<u8> {
    let (events, mut seen) = tokio::sync::mpsc::channel(4);
    let (stops, stopped) = tokio::sync::oneshot::channel();
    let task = tokio::spawn(async move {
        tokio::select! { // drops it
            () = tells(events) => {}
            _ = stopped => {}
        }
    });
    let _ = stops.send(());
    task.await.unwrap();
    let mut all = Vec::new();
    while let Some(event) = seen.recv().await {
        all.push(event);
    }
    all
}

/// A future is dropped between two messages.
fn tells_half(_: usize) {
    explore::tasks::block_on(async {
        let all = all_told(tells).await;
        assert!(all.is_empty() || all == [1, 2]);
    });
}

/// A future is dropped before it has begun.
fn tells_nothing(_: usize) {
    explore::tasks::block_on(async {
        assert_eq!(all_told(tells_late).await, [1]);
    });
}

#[test]
fn a_future_that_was_dropped_half_way_is_told_where_that_decides() {
    let line = |end: &str| {
        let mut lines = include_str!("tests.rs").lines();
        1 + lines.position(|line| line.ends_with(end)).expect("a line")
    };
    let [begun, waits, drops] =
        ["// tells of the begin", "// waits", "// drops it"].map(line);
    let parts = [
        &*format!("sends message 1 to events in line {begun}"),
        &*format!("waited in line {waits}"),
        &*format!("dropped in line {drops}"),
        &*format!("What comes after line {waits} was never done"),
    ];
    is_told(tells_half, "something was left half-way", &parts);
    let (cause, sentence) = decided(tells_nothing);
    assert_ne!(cause.as_deref(), Some("something was left half-way"), "{sentence}");
}

#[test]
fn what_came_between_two_steps_or_before_one_is_told() {
    let parts = ["reads false from closed", "Before it has come to", "passes."];
    is_told(closes_twice, "an atomicity violation", &parts);
    let parts =
        ["and adds 1 to 0 in line", "Between the two, task 1 swaps 1", "passes."];
    is_told(takes_a_half, "an atomicity violation", &parts);
    let parts = ["locks slot", "before main locks slot", "the other way round"];
    is_told(starts_too_soon, "an order violation", &parts);
}

#[test]
fn why_a_wait_has_no_end_is_told_besides() {
    let (cause, sentence) = decided(queues_too_late);
    assert_eq!(cause.as_deref(), Some("an order violation"), "{sentence}");
    assert!(sentence.starts_with("main waits for a message"), "{sentence}");
    assert!(sentence.contains("before main locks waiters"), "{sentence}");
}

#[test]
fn an_arm_is_told_that_was_ready_as_well() {
    let parts = ["receives message 1 from ticks", "It can go on in another way"];
    is_told(stops_too_late, "more than one way was open", &parts);
}

/// Fails in each order.
fn fails_anyway(_: usize) {
    let slot = Arc::new(Mutex::new(None::<u8>));
    let theirs = slot.clone();
    let task = thread::spawn(move || theirs.lock().unwrap().is_some());
    task.join().unwrap();
    slot.lock().unwrap().unwrap();
}

/// The notification comes before the wait: that is told as it is.
fn notifies_too_soon(_: usize) {
    let pair = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = pair.clone();
    let task = thread::spawn(move || theirs.1.notify_one());
    let guard = pair.0.lock().unwrap();
    drop(pair.1.wait(guard).unwrap());
    task.join().unwrap();
}

#[test]
fn no_order_is_told_where_it_decides_nothing_or_more_is_known() {
    assert_eq!(decided(fails_anyway).0, None);
    assert_eq!(decided(notifies_too_soon).0, None);
}

/// Nobody waits for the task, which ends in time if it comes first.
fn waits_for_nobody(_: usize) {
    let gauge = Gauge::new("stage");
    let (end, ended) = mpsc::channel();
    let stage = gauge.clone();
    thread::spawn(move || {
        let _inside = stage.enter(1);
        end.send(()).unwrap();
        let _ = end.send(());
    });
    ended.recv().unwrap();
    gauge.all_ended(1);
}

#[test]
fn who_was_not_waited_for_is_cause_enough() {
    let Wrong { title, cause, .. } = wrong(waits_for_nobody);
    assert_eq!((&*title, cause), (claims::LEFT_BEHIND, None));
}
