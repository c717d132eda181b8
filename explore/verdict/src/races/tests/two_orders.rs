//! Two things that are changed in different orders.

use std::collections::BTreeMap;

use explore::sync::atomic::{AtomicU64, Ordering::SeqCst};
use explore::sync::mpsc::{Sender, channel};
use explore::sync::{Arc, Mutex};
use explore::thread;

use crate::sources::Sources;

const TEXT: &str = include_str!("two_orders.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const ORDERS: &str = "two things were changed in different orders";

/// The title and the sentence, of a schedule whose calls are known.
fn told(program: impl Fn() + Clone + Send + Sync + 'static) -> (String, String) {
    super::told_with_calls(TEXT, ANSWER, program)
}

/// Two tasks do this to the value, with 1 and with 2, and then main does the other thing.
fn both<T: Default + Send + Sync + 'static>(
    act: fn(&T, u64),
    then: fn(&T),
) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        let value = Arc::new(T::default());
        let tasks = [1, 2].map(|number| {
            let value = Arc::clone(&value);
            thread::spawn(move || act(&value, number))
        });
        for task in tasks {
            task.join().unwrap();
        }
        then(&value);
    }
}

#[derive(Default)]
struct Prices {
    rows: Mutex<BTreeMap<u32, u64>>,
    log: Mutex<Vec<u64>>,
    calls: AtomicU64,
    next: AtomicU64,
}

impl Prices {
    fn write_row(&self, price: u64) {
        self.rows.lock().unwrap().insert(7, price);
    }

    fn write_log(&self, price: u64) {
        self.log.lock().unwrap().push(price);
    }

    fn reprice(&self, price: u64) {
        self.write_row(price);
        self.write_log(price);
    }

    fn rows_are_as_logged(&self) {
        let last = self.log.lock().unwrap().last().copied();
        assert_eq!(self.rows.lock().unwrap().get(&7).copied(), last);
    }

    /// Fails later if they are not.
    fn rows_are_as_logged_or_not(&self) {
        let last = self.log.lock().unwrap().last().copied();
        if self.rows.lock().unwrap().get(&7).copied() == last {
            self.calls.store(1, SeqCst);
        }
    }

    fn append(&self, _: u64) {
        let number = self.next.fetch_add(1, SeqCst);
        self.log.lock().unwrap().push(number);
    }

    fn log_goes_up(&self) {
        let log = self.log.lock().unwrap();
        assert!(log.windows(2).all(|pair| pair[0] < pair[1]));
    }

    fn count(&self, price: u64) {
        self.calls.fetch_add(1, SeqCst);
        self.next.fetch_add(price, SeqCst);
    }

    /// So they add up, in every order; nobody has added so much.
    fn sums_are_right(&self) {
        assert_eq!(self.calls.load(SeqCst) + self.next.load(SeqCst), 6);
    }
}

#[test]
fn what_was_changed_in_one_order_is_logged_in_another_one() {
    for (act, then) in [
        (
            Prices::reprice as fn(&Prices, u64),
            Prices::rows_are_as_logged as fn(&Prices),
        ),
        (Prices::append, Prices::log_goes_up),
    ] {
        let (title, sentence) = told(both(act, then));
        assert_eq!(title, ORDERS, "{sentence}");
        assert!(sentence.contains("and to log in line"), "{sentence}");
    }
}

#[test]
fn a_version_is_sent_after_a_later_one() {
    #[derive(Clone)]
    struct Feed {
        version: Arc<Mutex<u32>>,
        out: Sender<u32>,
    }
    impl Feed {
        fn next(&self) -> u32 {
            let mut version = self.version.lock().unwrap();
            *version += 1;
            *version
        }

        fn publish(&self) {
            let version = self.next();
            self.out.send(version).unwrap();
        }
    }
    let (title, sentence) = told(|| {
        let (out, inbox) = channel();
        let feed = Feed { version: Arc::default(), out };
        for _ in 0..2 {
            let feed = feed.clone();
            thread::spawn(move || feed.publish());
        }
        drop(feed);
        let mut last = 0;
        for version in inbox {
            assert!(version > last, "{version} is stale");
            last = version;
        }
    });
    assert_eq!(title, ORDERS, "{sentence}");
}

/// Both were changed in two orders, and neither is what it is about.
#[test]
fn a_claim_about_something_else_is_not_told_so() {
    let then: fn(&Prices) = |prices| {
        prices.rows_are_as_logged_or_not();
        assert!(prices.calls.load(SeqCst) > 0, "nobody has called");
    };
    let (title, sentence) = told(both(Prices::reprice, then));
    assert_eq!(title, "a claim does not hold", "{sentence}");
}

#[test]
fn sums_are_the_same_in_every_order() {
    let (title, sentence) = told(both(Prices::count, Prices::sums_are_right));
    assert_ne!(title, ORDERS, "{sentence}");
}
