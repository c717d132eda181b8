//! What the destructors of a task's own values may do.

use std::cell::RefCell;
use std::time::Duration;

use explore::channel::{select, unbounded};
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::mpsc::{Sender, channel};
use explore::thread::{self, JoinHandle};
use explore::{Cause, Report, sync::Arc};

use crate::waits;

/// What a task collects for itself, and gives to another task.
struct Hub {
    events: Option<Sender<u32>>,
    flusher: Option<JoinHandle<u32>>,
    sum: Option<Arc<AtomicU32>>,
    in_order: bool,
}

impl Drop for Hub {
    fn drop(&mut self) {
        if self.in_order {
            drop(self.events.take());
        }
        if let Some(flusher) = self.flusher.take() {
            let sum = flusher.join().unwrap();
            self.sum.take().unwrap().store(sum, SeqCst);
        }
    }
}

explore::thread_local! {
    static HUB: RefCell<Option<Hub>> = const { RefCell::new(None) };
}

fn capture(event: u32, in_order: bool, sum: &Arc<AtomicU32>) {
    HUB.with_borrow_mut(|hub| {
        let hub = hub.get_or_insert_with(|| {
            let (events, inbox) = channel();
            Hub {
                events: Some(events),
                flusher: Some(thread::spawn(move || inbox.iter().sum())),
                sum: Some(sum.clone()),
                in_order,
            }
        });
        hub.events.as_ref().unwrap().send(event).unwrap();
    });
}

fn flushed(in_order: bool) -> Report {
    explore::every(move || {
        let sum = Arc::new(AtomicU32::new(0));
        let of_task = sum.clone();
        let task = thread::spawn(move || {
            capture(1, in_order, &of_task);
            capture(2, in_order, &of_task);
        });
        task.join().unwrap();
        assert_eq!(sum.load(SeqCst), 3);
    })
}

/// The end of a task comes after the destructors of its values, whatever they wait for.
#[test]
fn a_destructor_joins_another_task() {
    flushed(true).clean_in_all();
}

#[test]
fn a_destructor_that_waits_in_vain_is_found() {
    let report = flushed(false);
    assert_eq!(report.found().cause, Cause::Deadlock);
    assert!(waits(report.found())[1].1.starts_with("waits for task"), "{report}");
}

#[test]
fn a_destructor_waits_sends_and_receives() {
    struct Last(u32);

    impl Drop for Last {
        fn drop(&mut self) {
            let (sender, receiver) = unbounded::<u32>();
            select! {
                recv(receiver) -> _ => panic!("nobody sends"),
                default(Duration::from_millis(10)) => {}
            }
            sender.send(self.0).unwrap();
            assert_eq!(receiver.recv(), Ok(self.0));
        }
    }

    explore::thread_local! {
        static FIRST: Last = const { Last(1) };
        static SECOND: Last = const { Last(2) };
    }

    explore::every(|| {
        let task = thread::spawn(|| {
            FIRST.with(|_| ());
            SECOND.with(|_| ());
        });
        FIRST.with(|_| ());
        task.join().unwrap();
    })
    .clean_in_all();
}

/// Nor is what it would have made dropped.
#[test]
fn a_value_that_is_set_first_is_not_made() {
    use std::cell::{Cell, RefCell};

    explore::thread_local! {
        static NUMBER: Cell<u32> = panic!("set it first");
        static TEXT: RefCell<&'static str> = panic!("set it first");
    }

    explore::every(|| {
        let tasks = [1, 2].map(|number| {
            thread::spawn(move || {
                NUMBER.set(number);
                TEXT.set("set");
                assert_eq!((NUMBER.get(), TEXT.take()), (number, "set"));
                NUMBER.set(7);
                TEXT.set("again");
                assert_eq!((NUMBER.replace(8), TEXT.replace("")), (7, "again"));
            })
        });
        for task in tasks {
            task.join().unwrap();
        }
    })
    .clean_in_all();
}
