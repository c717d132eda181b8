//! A result is read while messages for the task that makes it still lie in its channel.

extern crate conc_tokio as tokio;

use explore::channel::{Receiver, unbounded};
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Barrier, Mutex, mpsc};
use explore::tasks::block_on;
use explore::thread;
use tokio::sync::{Notify, mpsc as tokio_mpsc};

use crate::sources::Sources;

const TEXT: &str = include_str!("not_awaited.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const TITLE: &str = "a result was read before its task had ended";

/// The title and the sentence.
fn told(program: impl Fn() + Clone + Send + Sync + 'static) -> (String, String) {
    super::told_with_calls(TEXT, ANSWER, program)
}

enum Message {
    Line(u32),
    Stop,
}

fn writes(inbox: &Receiver<Message>, lines: &Mutex<Vec<u32>>) {
    while let Ok(Message::Line(line)) = inbox.recv() {
        lines.lock().unwrap().push(line);
    }
}

/// To tell a task to stop is not to wait for its end.
fn tells_it_to_stop() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let (log, inbox) = unbounded();
    let own = Arc::clone(&lines);
    thread::spawn(move || writes(&inbox, &own));
    log.send(Message::Line(1)).unwrap();
    log.send(Message::Stop).unwrap();
    assert_eq!(lines.lock().unwrap().len(), 1, "all is written");
}

fn drops_its_sender(joins: bool) {
    let sum = Arc::new(AtomicU32::new(0));
    let (numbers, inbox) = mpsc::channel();
    let own = Arc::clone(&sum);
    let task = thread::spawn(move || {
        for number in inbox {
            own.fetch_add(number, SeqCst);
        }
    });
    numbers.send(1).unwrap();
    numbers.send(2).unwrap();
    drop(numbers);
    if joins {
        task.join().unwrap();
        assert_eq!(sum.load(SeqCst), 4, "all is added");
    } else {
        assert_eq!(sum.load(SeqCst), 3, "all is added");
    }
}

fn stops_by_another_way() {
    block_on(async {
        let (saved, stops) = (Arc::new(Mutex::new(0)), Arc::new(Notify::new()));
        let (items, mut inbox) = tokio_mpsc::unbounded_channel();
        let (own, stopped) = (Arc::clone(&saved), Arc::clone(&stops));
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    biased;
                    Some(item) = inbox.recv() => *own.lock().unwrap() += item,
                    () = stopped.notified() => break,
                }
            }
        });
        items.send(1).unwrap();
        stops.notify_one();
        tokio::task::yield_now().await;
        assert_eq!(*saved.lock().unwrap(), 1, "all is saved");
    });
}

#[test]
fn who_does_not_wait_for_the_end_reads_too_early() {
    for (title, sentence) in [
        told(tells_it_to_stop),
        told(|| drops_its_sender(false)),
        told(stops_by_another_way),
    ] {
        assert_eq!(title, TITLE, "{sentence}");
        assert!(sentence.contains(" had not received "), "{sentence}");
        assert!(sentence.contains("main had not waited for the end"), "{sentence}");
    }
}

/// What is looked at has nothing to do with the task that has messages.
fn looks_at_something_else() {
    let (count, sum) = (AtomicU32::new(0), Arc::new(AtomicU32::new(0)));
    let (numbers, inbox) = mpsc::channel();
    let own = Arc::clone(&sum);
    thread::spawn(move || {
        for number in inbox {
            own.fetch_add(number, SeqCst);
        }
    });
    numbers.send(1).unwrap();
    assert_eq!(count.load(SeqCst), 1, "it is counted");
}

#[test]
fn who_waits_or_looks_elsewhere_has_made_another_mistake() {
    for (title, sentence) in
        [told(|| drops_its_sender(true)), told(looks_at_something_else)]
    {
        assert_ne!(title, TITLE, "{sentence}");
    }
}

/// Whoever comes last to the barrier adds all of them up.
fn shares(part: u32, meets: &Barrier, total: &AtomicU32) -> u32 {
    if meets.wait().is_leader() {
        total.store(2 * part, SeqCst);
    }
    part.checked_div(total.load(SeqCst)).expect("a share of something")
}

/// In two lines or in one.
fn share(are_alike: bool) {
    let (meets, total) = (Barrier::new(2), AtomicU32::new(0));
    thread::scope(|scope| {
        if are_alike {
            for _ in 0..2 {
                scope.spawn(|| shares(1, &meets, &total));
            }
        } else {
            scope.spawn(|| shares(1, &meets, &total));
            scope.spawn(|| shares(1, &meets, &total));
        }
    });
}

#[test]
fn who_does_the_same_is_not_to_be_awaited() {
    for are_alike in [true, false] {
        let (title, sentence) = told(move || share(are_alike));
        assert_ne!(title, TITLE, "{sentence}");
        assert!(!sentence.contains("had not come to"), "{sentence}");
    }
}
