//! Why a value or a message was lost, of programs with threads.

use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;

use explore::panic::catch_unwind;
use explore::sync::{
    Arc, Condvar, LockResult, Mutex, MutexGuard, PoisonError, RwLock,
};
use explore::thread;

use crate::sources::Sources;

const TEXT: &str = include_str!("lost.rs");
/// The programs claim what they do, and are told as an answer is.
const CLAIMS: Sources = Sources(&[("answer", ""), (file!(), TEXT)]);
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// The title, the cause besides, and the sentence.
fn told_of(
    sources: Sources,
    program: impl Fn() + Send + Sync + 'static,
) -> (String, String, String) {
    super::told_of(TEXT, sources, program)
}

fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String, String) {
    told_of(CLAIMS, program)
}

fn adds(count: &Mutex<u32>, by: u32) {
    if let Ok(mut count) = count.lock() {
        assert_ne!(by, 0);
        *count += by;
    }
}

fn appends(names: &Mutex<VecDeque<u32>>, name: u32) {
    let Ok(mut names) = names.lock() else { return };
    names.push_back(name);
    assert_ne!(name, 0);
}

fn inserts(table: &RwLock<Vec<u32>>, entry: u32) {
    let mut table = table.write().unwrap();
    assert_ne!(entry, 0);
    table.push(entry);
}

fn entries(table: &RwLock<Vec<u32>>) -> usize {
    table.read().map_or(0, |table| table.len())
}

fn takes(names: &Mutex<VecDeque<u32>>) -> VecDeque<u32> {
    names.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Runs this in a task that catches its panic.
fn panics(body: impl FnOnce() + Send + 'static) {
    let task = thread::spawn(|| drop(catch_unwind(AssertUnwindSafe(body))));
    task.join().unwrap();
}

#[test]
fn who_passes_over_a_poisoned_lock_is_named() {
    let counts = || {
        let count = Arc::new(Mutex::new(0));
        let other = Arc::clone(&count);
        panics(move || adds(&other, 0));
        adds(&count, 2);
        let count = *count.lock().unwrap_or_else(PoisonError::into_inner);
        crate::equal("the count", count, 2);
    };
    let names = || {
        let names = Arc::new(Mutex::default());
        let other = Arc::clone(&names);
        panics(move || appends(&other, 0));
        appends(&names, 7);
        crate::equal("names", takes(&names).len(), 2);
    };
    let table = || {
        let table = Arc::new(RwLock::default());
        inserts(&table, 1);
        let other = Arc::clone(&table);
        panics(move || inserts(&other, 0));
        crate::equal("entries", entries(&table), 1);
    };
    for (program, found) in [
        (counts as fn(), "main found count poisoned in line"),
        (names, "main found names poisoned in line"),
        (table, "main found table poisoned in line"),
    ] {
        let (title, _, sentence) = told(program);
        assert_eq!(title, "a poisoned lock was passed over", "{sentence}");
        assert!(sentence.contains(found), "{sentence}");
    }
}

fn pushes(names: &Mutex<VecDeque<u32>>, name: u32) {
    let mut names = names.lock().unwrap();
    names.push_back(name);
    assert_ne!(name, 0);
}

/// It went on with nothing: a panic led to another one.
#[test]
fn who_unwraps_a_poisoned_lock_does_not_pass_over_it() {
    let (title, _, sentence) = told(|| {
        let names = Arc::new(Mutex::default());
        for name in [0, 7] {
            let own = Arc::clone(&names);
            panics(move || pushes(&own, name));
        }
        crate::equal("names", takes(&names).len(), 2);
    });
    assert_eq!(title, "a lock was poisoned", "{sentence}");
    assert!(sentence.contains("task 2 found that in line"), "{sentence}");
    assert!(sentence.ends_with("and panicked too."), "{sentence}");
}

#[test]
fn who_takes_what_a_poisoned_lock_protects_passes_over_nothing() {
    let (title, _, sentence) = told(|| {
        let names = Arc::new(Mutex::default());
        let other = Arc::clone(&names);
        panics(move || appends(&other, 0));
        crate::equal("names", takes(&names).len(), 2);
    });
    assert_eq!(title, "the result is wrong", "{sentence}");
}

fn open<T>(locked: LockResult<T>) -> T {
    match locked {
        Ok(guard) => guard,
        Err(poisoned) => poisoned.into_inner(),
    }
}

fn opens(names: &Mutex<VecDeque<u32>>) {
    open(names.lock()).push_back(7);
}

fn is_given(names: &Mutex<VecDeque<u32>>) {
    locked(names).unwrap_or_else(PoisonError::into_inner).push_back(7);
}

fn locked(
    names: &Mutex<VecDeque<u32>>,
) -> LockResult<MutexGuard<'_, VecDeque<u32>>> {
    names.lock()
}

/// What is protected is taken in a function that is given the result of the lock,
/// or in the one that it is returned to.
#[test]
fn who_takes_what_is_protected_elsewhere_passes_over_nothing() {
    for adds in [opens as fn(&Mutex<VecDeque<u32>>), is_given] {
        let (title, _, sentence) = told(move || {
            let names = Arc::new(Mutex::default());
            let other = Arc::clone(&names);
            panics(move || appends(&other, 0));
            adds(&names);
            crate::equal("names", takes(&names).len(), 3);
        });
        assert_eq!(title, "the result is wrong", "{sentence}");
    }
}

#[test]
fn who_panics_because_of_poison_is_told_who_poisoned_it() {
    let (title, cause, sentence) = told_of(ANSWER, || {
        let table = Arc::new(RwLock::default());
        let other = Arc::clone(&table);
        panics(move || inserts(&other, 0));
        inserts(&table, 1);
    });
    assert_eq!((&*title, &*cause), ("a task panicked", "a lock was poisoned"));
    assert!(sentence.contains("task 1 panicked while it held table"), "{sentence}");
}

#[derive(Default)]
struct Mailbox {
    letter: Mutex<Option<u32>>,
    letters: Mutex<VecDeque<u32>>,
    price: RwLock<u32>,
    changed: Condvar,
}

impl Mailbox {
    fn puts(&self, letter: u32) {
        let mut slot = self.letter.lock().unwrap();
        *slot = Some(letter);
        drop(slot);
        self.changed.notify_one();
    }

    fn waits(&self) -> u32 {
        let slot = self.letter.lock().unwrap();
        let mut slot =
            self.changed.wait_while(slot, |slot| slot.is_none()).unwrap();
        slot.take().unwrap()
    }

    fn writes(&self, price: u32) {
        *self.price.write().unwrap() = price;
    }

    fn adds(&self, letter: u32) {
        self.letters.lock().unwrap().push_back(letter);
    }
}

/// What a task that waits for the last value has seen.
fn seen(
    write: fn(&Mailbox, u32),
    next: fn(&Mailbox, u32) -> u32,
) -> impl Fn() + Send + Sync + 'static {
    move || {
        let mailbox = Arc::new(Mailbox::default());
        let other = Arc::clone(&mailbox);
        let writer =
            thread::spawn(move || [1, 2].map(|value| write(&other, value)));
        let mut seen = vec![0];
        while *seen.last().unwrap() < 2 {
            seen.push(next(&mailbox, *seen.last().unwrap()));
        }
        writer.join().unwrap();
        crate::each_once("value", seen, [0, 1, 2]);
    }
}

#[test]
fn a_value_is_overwritten_unread() {
    fn polls(mailbox: &Mailbox, last: u32) -> u32 {
        loop {
            let price = *mailbox.price.read().unwrap();
            if price != last {
                return price;
            }
            thread::yield_now();
        }
    }
    fn state() {
        let pair = Arc::new((Mutex::new(0), Condvar::new()));
        let other = Arc::clone(&pair);
        let counts = thread::spawn(move || {
            for value in 1..=2 {
                *other.0.lock().unwrap() = value;
                other.1.notify_one();
            }
        });
        let mut seen = Vec::new();
        let mut value = pair.0.lock().unwrap();
        while *value < 2 {
            let before = *value;
            value = pair.1.wait_while(value, |value| *value == before).unwrap();
            seen.push(*value);
        }
        drop(value);
        counts.join().unwrap();
        crate::each_once("value", seen, [1, 2]);
    }
    for (title, cause, sentence) in [
        told(state),
        told(seen(Mailbox::puts, |mailbox, _| mailbox.waits())),
        told(seen(Mailbox::writes, polls)),
    ] {
        assert_eq!(title, "a value was lost", "{sentence}");
        assert_eq!(
            cause, "a value was overwritten before it was read",
            "{sentence}"
        );
    }
}

/// What is added to a list is not overwritten, whatever else is lost.
#[test]
fn a_list_keeps_each_value() {
    fn last(mailbox: &Mailbox, _: u32) -> u32 {
        loop {
            let last = mailbox.letters.lock().unwrap().pop_back();
            if let Some(last) = last {
                return last;
            }
            thread::yield_now();
        }
    }
    let (title, cause, _) = told(seen(Mailbox::adds, last));
    assert_eq!((&*title, &*cause), ("a value was lost", ""));
}
