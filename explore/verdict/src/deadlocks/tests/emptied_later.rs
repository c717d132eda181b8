//! Who joins the task that waits for room would make that room.

extern crate conc_tokio as tokio;

use explore::channel::bounded;
use explore::sync::Arc;
use explore::sync::mpsc::{Receiver, sync_channel};
use explore::tasks::block_on;
use explore::thread::{self, JoinHandle};
use tokio::sync::{Mutex, mpsc};

use crate::races::tests::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("emptied_later.rs");

/// The title and the sentence.
fn told(program: fn()) -> (String, String) {
    told_with_calls(TEXT, Sources(&[(file!(), TEXT)]), program)
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

fn collects(tasks: Vec<JoinHandle<()>>, all: &Receiver<u32>) -> Vec<u32> {
    for task in tasks {
        task.join().unwrap();
    }
    all.iter().collect() // under another name
}

fn in_a_function() {
    let (out, results) = sync_channel(1);
    let tasks = [1, 2].map(|number| {
        let out = out.clone();
        thread::spawn(move || out.send(number).unwrap())
    });
    drop(out);
    collects(tasks.into(), &results);
}

fn after_a_scope() {
    let (out, results) = bounded(0);
    thread::scope(|scope| {
        for number in 0..2 {
            let out = out.clone();
            scope.spawn(move || out.send(number).unwrap());
        }
    });
    drop(out);
    results.iter().sum::<u32>(); // after the scope
}

fn after_a_set() {
    block_on(async {
        let (out, mut inbox) = mpsc::channel(1);
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..2_u32 {
            let out = out.clone();
            tasks.spawn(async move { out.send(number).await.unwrap() });
        }
        drop(out);
        while tasks.join_next().await.is_some() {}
        inbox.recv().await; // after the set
    });
}

#[test]
fn who_receives_after_a_join_is_told() {
    for (program, end) in [
        (in_a_function as fn(), "// under another name"),
        (after_a_scope, "// after the scope"),
        (after_a_set, "// after the set"),
    ] {
        let (_, sentence) = told(program);
        let later = format!(" in line {}, ", line(end));
        let (_, receives) = sentence.split_once(" main receives from ").unwrap();
        assert!(receives.contains(&later), "{sentence}");
        assert!(receives.contains("after its "), "{sentence}");
    }
}

/// The receiver that the function is given may be another one.
fn gives_another() {
    let (out, results) = sync_channel(1);
    let (_other, others) = sync_channel(1);
    let task =
        thread::spawn(move || (0..2).for_each(|number| out.send(number).unwrap()));
    collects(vec![task], &others);
    drop(results);
}

/// Nobody joins the task that waits for room.
fn joins_nobody() {
    let (out, results) = sync_channel(0);
    thread::spawn(move || out.send(1).unwrap());
    thread::park();
    drop(results);
}

#[test]
fn who_receives_elsewhere_is_not_told() {
    for program in [gives_another as fn(), joins_nobody] {
        let (title, sentence) = told(program);
        assert!(!sentence.contains("only after its wait"), "{title}: {sentence}");
        assert!(!sentence.contains("has received that message"), "{sentence}");
    }
}

#[derive(Clone)]
struct Slots {
    take: explore::channel::Sender<()>,
    give: explore::channel::Receiver<()>,
}

fn works(slots: &Slots, depth: u32) {
    slots.take.send(()).unwrap(); // takes
    if depth > 0 {
        let inner = slots.clone();
        thread::spawn(move || works(&inner, depth - 1)).join().unwrap();
    }
    leaves(slots);
}

fn leaves(slots: &Slots) {
    slots.give.recv().unwrap();
}

fn works_inside() {
    let (take, give) = bounded(2);
    works(&Slots { take, give }, 2);
}

/// A task has had its turn before, and has ended.
fn works_after_another() {
    let (take, give) = bounded(1);
    let slots = Slots { take, give };
    for depth in [0, 1] {
        let own = slots.clone();
        thread::spawn(move || works(&own, depth)).join().unwrap();
    }
}

struct Permits {
    take: mpsc::Sender<()>,
    give: Mutex<mpsc::Receiver<()>>,
}

async fn fetches(permits: Arc<Permits>) {
    permits.take.send(()).await.unwrap(); // takes
    let own = Arc::clone(&permits);
    let task = tokio::spawn(async move { own.take.send(()).await });
    task.await.unwrap().unwrap();
    permits.give.lock().await.recv().await.unwrap();
}

fn fetches_inside() {
    let (take, give) = mpsc::channel(1);
    let permits = Permits { take, give: Mutex::new(give) };
    block_on(async { fetches(Arc::new(permits)).await });
}

#[test]
fn who_keeps_its_own_message_in_the_channel_is_told() {
    for (program, keepers) in
        [(works_inside as fn(), 2), (works_after_another, 1), (fetches_inside, 1)]
    {
        let (title, sentence) = told(program);
        assert_eq!(title, "nobody empties the full channel", "{sentence}");
        let kept =
            sentence.matches("and nobody has received that message. Now").count();
        assert_eq!(kept, keepers, "{sentence}");
    }
}

/// A third task, which has received before, waits for something else.
fn another_would_receive() {
    let (out, results) = sync_channel(1);
    let taker = thread::spawn(move || {
        results.recv().unwrap();
        thread::park();
        drop(results);
    });
    out.send(0).unwrap();
    let task =
        thread::spawn(move || (0..2).for_each(|number| out.send(number).unwrap()));
    task.join().unwrap();
    taker.join().unwrap();
}

#[test]
fn who_keeps_no_message_there_is_not_told() {
    let (_, sentence) = told(another_would_receive);
    assert!(!sentence.contains("has received that message"), "{sentence}");
}
