//! Who has taken what others wait for, and does not give it back.

use explore::sync::atomic::{AtomicBool, Ordering::SeqCst};
use explore::sync::mpsc::{Receiver, SyncSender, sync_channel};
use explore::sync::{Arc, Condvar, Mutex};
use explore::thread;

use super::told_of;
use crate::sources::Sources;

const TEXT: &str = include_str!("taken.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const KEPT: &str = "It has ended, and has ";

/// The sentence, where two tasks do this and main does the other thing.
fn told<T: Send + Sync + 'static>(
    make: fn() -> T,
    act: fn(&T),
    then: fn(&T),
) -> String {
    let (_, sentence, _) = told_of(TEXT, ANSWER, move || {
        let value = Arc::new(make());
        let tasks = [0, 1].map(|_| {
            let value = Arc::clone(&value);
            thread::spawn(move || act(&value))
        });
        then(&value);
        for task in tasks {
            task.join().unwrap();
        }
    });
    sentence
}

#[derive(Default)]
struct Slots {
    taken: Mutex<u32>,
    freed: Condvar,
    cancelled: AtomicBool,
}

impl Slots {
    fn acquire(&self) {
        let mut taken = self.taken.lock().unwrap();
        while *taken == 1 {
            taken = self.freed.wait(taken).unwrap();
        }
        *taken += 1;
    }

    fn release(&self) {
        *self.taken.lock().unwrap() -= 1;
        self.freed.notify_one();
    }

    fn uses(&self) {
        self.acquire();
        if self.cancelled.load(SeqCst) {
            return;
        }
        self.release();
    }

    fn tries(&self) -> bool {
        self.acquire();
        if self.cancelled.load(SeqCst) {
            return false;
        }
        self.release();
        true
    }

    fn tries_again(&self) {
        while !self.tries() {}
    }

    fn uses_twice(&self) {
        self.acquire(); // outer
        self.uses();
        self.release();
    }

    fn cancels_for_a_while(&self) {
        self.cancelled.store(true, SeqCst);
        self.cancelled.store(false, SeqCst);
    }
}

#[test]
fn a_slot_is_kept_by_who_has_ended() {
    let sentence = told(Slots::default, Slots::uses, Slots::cancels_for_a_while);
    let words = [KEPT, "neither locked taken again nor notified anybody"];
    for words in words {
        assert!(sentence.contains(words), "{sentence}");
    }
}

/// It waits for what it has kept itself, in a try before or further out.
#[test]
fn who_comes_again_waits_for_its_own() {
    let words =
        "neither locked taken in another line nor notified anybody, and now";
    for uses in [Slots::tries_again, Slots::uses_twice] {
        let sentence = told(Slots::default, uses, Slots::cancels_for_a_while);
        assert!(sentence.contains(words), "{sentence}");
    }
}

#[derive(Default)]
struct Rounds {
    come: Mutex<u32>,
    full: Condvar,
}

impl Rounds {
    /// Two make a round.
    fn meet(&self) {
        let mut come = self.come.lock().unwrap();
        *come += 1;
        let round = come.div_ceil(2);
        if come.is_multiple_of(2) {
            self.full.notify_all();
        }
        while *come < 2 * round {
            come = self.full.wait(come).unwrap();
        }
    }

    fn meets_twice(&self) {
        self.meet();
        self.meet();
    }
}

/// Who has gone on before has taken nothing, and has notified.
#[test]
fn who_meets_others_again_keeps_nothing() {
    let sentence = told(Rounds::default, Rounds::meets_twice, Rounds::meet);
    assert!(sentence.contains("waits for a notification on full"), "{sentence}");
    assert!(!sentence.contains("nor notified"), "{sentence}");
}

struct Pool {
    put: SyncSender<u32>,
    get: Mutex<Receiver<u32>>,
    stopped: AtomicBool,
}

impl Pool {
    fn with_one() -> Pool {
        let (put, get) = sync_channel(1);
        put.send(1).unwrap();
        Pool { put, get: Mutex::new(get), stopped: AtomicBool::new(false) }
    }

    fn uses(&self) {
        let connection = self.get.lock().unwrap().recv().unwrap();
        if self.stopped.load(SeqCst) {
            return;
        }
        self.put.send(connection).unwrap();
    }

    fn stops(&self) {
        self.stopped.store(true, SeqCst);
    }

    /// A job is nothing to give back.
    fn works(&self) {
        let _ = self.get.lock().unwrap().recv();
    }
}

#[test]
fn what_came_from_a_channel_is_not_sent_back() {
    let sentence = told(Pool::with_one, Pool::uses, Pool::stops);
    let words = [KEPT, "sent nothing to put after that"];
    for words in words {
        assert!(sentence.contains(words), "{sentence}");
    }
    let sentence = told(Pool::with_one, Pool::works, Pool::stops);
    assert!(!sentence.contains(KEPT), "{sentence}");
}

#[derive(Default)]
struct Queue {
    jobs: Mutex<u32>,
    added: Condvar,
}

impl Queue {
    fn takes(&self) {
        let mut jobs = self.jobs.lock().unwrap();
        while *jobs == 0 {
            jobs = self.added.wait(jobs).unwrap();
        }
        *jobs -= 1;
    }

    fn puts(&self) {
        *self.jobs.lock().unwrap() += 1;
        self.added.notify_one();
    }
}

/// Others put in what is taken.
#[test]
fn who_takes_what_others_make_keeps_nothing() {
    let sentence = told(Queue::default, Queue::takes, Queue::puts);
    assert!(!sentence.contains(KEPT), "{sentence}");
}
