//! Who looks anew has given nothing up, and who claims that a flag is not set does not stop
//! for it.

use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex};
use explore::thread;

use crate::sources::Sources;

const TEXT: &str = include_str!("decided_anew.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// The cause besides, or else the title, and the sentence.
fn told(program: fn()) -> (String, String) {
    let told = super::with_its_calls(TEXT, ANSWER, program);
    (told.cause.unwrap_or(told.title), told.sentence)
}

const CLOSED: u32 = 1 << 8;

/// Counts itself, unless the gate is closed by then.
fn enters(gate: &AtomicU32) -> bool {
    loop {
        let inside = gate.load(SeqCst);
        if inside >= CLOSED {
            return false;
        }
        let next = inside + 1;
        if gate.compare_exchange(inside, next, SeqCst, SeqCst).is_ok() {
            return true;
        }
    }
}

fn closes_early() {
    let gate = Arc::new(AtomicU32::new(0));
    let own = Arc::clone(&gate);
    let task = thread::spawn(move || enters(&own));
    gate.fetch_or(CLOSED, SeqCst);
    assert!(task.join().unwrap(), "it is inside");
}

#[test]
fn who_goes_round_again_has_not_given_up() {
    let (cause, sentence) = told(closes_early);
    assert_ne!(cause, "a failed exchange was not tried again", "{sentence}");
}

/// It looks again, and tries no more.
fn adds_in_vain() {
    let count = Arc::new(AtomicU32::new(0));
    let own = Arc::clone(&count);
    let task = thread::spawn(move || {
        for is_first in [true, false] {
            let before = own.load(SeqCst);
            if is_first {
                let _ = own.compare_exchange(before, before + 1, SeqCst, SeqCst);
            }
        }
    });
    count.fetch_add(1, SeqCst);
    task.join().unwrap();
    assert_eq!(count.load(SeqCst), 2, "all are counted");
}

#[test]
fn a_turn_that_is_over_is_not_tried_again() {
    let (cause, sentence) = told(adds_in_vain);
    assert_eq!(cause, "a failed exchange was not tried again", "{sentence}");
}

struct Service {
    users: Mutex<u32>,
    is_closed: AtomicBool,
}

impl Service {
    fn closes(&self) {
        *self.users.lock().unwrap() = 0;
        self.is_closed.store(true, SeqCst);
    }

    fn enters(&self) {
        *self.users.lock().unwrap() += 1;
    }

    fn serves(&self) {
        thread::yield_now();
        let is_closed = self.is_closed.load(SeqCst);
        assert!(!is_closed, "it is closed while it serves");
    }
}

fn closes_what_is_used() {
    let service = Arc::new(Service {
        users: Mutex::new(0),
        is_closed: AtomicBool::new(false),
    });
    let own = Arc::clone(&service);
    let task = thread::spawn(move || own.closes());
    service.enters();
    service.serves();
    task.join().unwrap();
}

#[test]
fn who_claims_that_a_flag_is_not_set_does_not_stop_for_it() {
    let (cause, sentence) = told(closes_what_is_used);
    assert_ne!(cause, "a task stopped before the rest was done", "{sentence}");
}
