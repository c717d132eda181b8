//! A flag that says whether somebody has to be woken, and says it too late.

extern crate conc_tokio as tokio;

use explore::sync::atomic::{AtomicBool, Ordering::SeqCst};
use explore::sync::{Arc, Mutex};
use explore::tasks::block_on;
use explore::{Explore, thread};
use tokio::sync::{Notify, watch};

use super::told_of;
use crate::sources::Sources;

const TEXT: &str = include_str!("flagged.rs");

/// The title and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String) {
    let (title, sentence, _) = told_of(TEXT, Sources(&[(file!(), TEXT)]), program);
    (title, sentence)
}

#[track_caller]
fn is_clean(program: impl Fn() + Send + Sync + 'static) {
    Explore::every().run(program).clean_in_all();
}

#[derive(Default)]
struct Letters {
    box_of: Mutex<Vec<u32>>,
    asleep: AtomicBool,
}

impl Letters {
    fn take(&self, again: bool) -> u32 {
        loop {
            if let Some(letter) = self.box_of.lock().unwrap().pop() {
                return letter;
            }
            self.asleep.store(true, SeqCst);
            if !again || self.box_of.lock().unwrap().is_empty() {
                thread::park();
            }
            self.asleep.store(false, SeqCst);
        }
    }

    fn put(&self, letter: u32, reader: &thread::Thread) {
        self.box_of.lock().unwrap().push(letter);
        if self.asleep.load(SeqCst) {
            reader.unpark();
        }
    }

    /// Looks at the flag, and wakes nobody whatever it says.
    fn put_only(&self, letter: u32) -> bool {
        self.box_of.lock().unwrap().push(letter);
        self.asleep.load(SeqCst)
    }
}

fn parked(again: bool) {
    let letters = Arc::new(Letters::default());
    let own = Arc::clone(&letters);
    let reader = thread::spawn(move || own.take(again));
    letters.put(7, reader.thread());
    reader.join().unwrap();
}

#[test]
fn who_says_too_late_that_it_sleeps_is_not_woken() {
    let (title, sentence) = told(|| parked(false));
    assert_eq!(title, "a wakeup was lost", "{sentence}");
    for part in [
        "task 1 looks at box_of in line",
        "Then main comes to box_of",
        "reads false from asleep",
        "Then task 1 writes true to asleep",
    ] {
        assert!(sentence.contains(part), "{part}: {sentence}");
    }
    is_clean(|| parked(true));
}

#[test]
fn a_flag_after_which_nobody_wakes_anybody_is_not_the_cause() {
    let (title, sentence) = told(|| {
        let letters = Arc::new(Letters::default());
        let own = Arc::clone(&letters);
        let reader = thread::spawn(move || own.take(false));
        letters.put_only(7);
        reader.join().unwrap();
    });
    assert_eq!(title, "nobody woke the waiting task", "{sentence}");
}

/// A batch is taken, and the flag is cleared when it is done.
struct Batches {
    pending: Mutex<u32>,
    scheduled: AtomicBool,
    wake: Notify,
    done: watch::Sender<u32>,
}

impl Batches {
    fn touch(&self) {
        *self.pending.lock().unwrap() += 1;
        if !self.scheduled.swap(true, SeqCst) {
            self.wake.notify_one();
        }
    }

    async fn run(&self) {
        loop {
            self.wake.notified().await;
            let batch = std::mem::take(&mut *self.pending.lock().unwrap());
            tokio::task::yield_now().await;
            self.done.send_modify(|done| *done += batch);
            self.scheduled.store(false, SeqCst);
        }
    }
}

fn batches() {
    block_on(async {
        let batches = Arc::new(Batches {
            pending: Mutex::default(),
            scheduled: AtomicBool::new(false),
            wake: Notify::new(),
            done: watch::Sender::new(0),
        });
        let [runs, touches] = [(); 2].map(|()| Arc::clone(&batches));
        let runs = tokio::spawn(async move { runs.run().await });
        let touch = tokio::spawn(async move { touches.touch() });
        batches.touch();
        touch.await.unwrap();
        let mut done = batches.done.subscribe();
        done.wait_for(|done| *done == 2).await.unwrap();
        runs.abort();
        let _ = runs.await;
    });
}

/// Who waits for a value that it looks at itself has not subscribed too late.
#[test]
fn a_flag_that_is_cleared_too_late_keeps_a_change_back() {
    let (title, sentence) = told(batches);
    assert_eq!(title, "a wakeup was lost", "{sentence}");
    assert!(sentence.contains("swaps true for true in scheduled"), "{sentence}");
    assert!(sentence.contains("another look at pending"), "{sentence}");
}

/// The message was received before, by another receiver of the same task.
#[test]
fn who_has_received_the_message_has_not_subscribed_too_late() {
    let (title, sentence) = told(|| {
        block_on(async {
            let (events, mut first) = watch::channel(0);
            events.send(1).unwrap();
            first.changed().await.unwrap();
            drop(first);
            let mut second = events.subscribe();
            second.changed().await.unwrap();
        });
    });
    assert_eq!(title, "the last sender was never dropped", "{sentence}");
}
