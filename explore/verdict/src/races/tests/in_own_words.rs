//! A claim in the program's own words, and a panic after what came in between.

use std::collections::VecDeque;

use explore::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering::SeqCst};
use explore::sync::mpsc::{channel, sync_channel};
use explore::sync::{Arc, Mutex};
use explore::{Explore, thread};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("in_own_words.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// The title, the cause besides, the sentence and the end.
fn told(program: impl Fn() + Send + Sync + 'static) -> [String; 4] {
    let report = Explore::every().run(program);
    let failure = report.found().named(TEXT);
    let Diagnosis { title, cause, sentence, end, .. } =
        Diagnosis::new(&failure, ANSWER);
    [title, cause.unwrap_or_default(), sentence, end.unwrap_or_default()]
}

/// Two tasks do this to the value, and then the first one does the other thing.
fn both<T: Default + Send + Sync + 'static>(act: fn(&T), then: fn(&T)) {
    let value = Arc::new(T::default());
    let other = Arc::clone(&value);
    let task = thread::spawn(move || act(&other));
    act(&value);
    task.join().unwrap();
    then(&value);
}

#[test]
fn an_assertion_says_what_it_likes() {
    fn takes(account: &Mutex<i32>) {
        let has = *account.lock().unwrap();
        *account.lock().unwrap() = has - 1;
    }
    let [title, _, _, end] = told(|| {
        both::<Mutex<i32>>(takes, |account| {
            let left = *account.lock().unwrap();
            assert!(left == -2, "{left} is left");
        });
    });
    assert_eq!(title, "the lock was released too early");
    assert!(end.ends_with(": -1 is left"), "{end}");
    fn adds(count: &AtomicI32) {
        let before = count.load(SeqCst);
        count.store(before + 1, SeqCst);
    }
    let [title, _, _, end] = told(|| {
        both::<AtomicI32>(adds, |count| {
            assert_eq!(count.load(SeqCst), 2, "visitors");
        });
    });
    assert_eq!(title, "an update was lost");
    assert!(end.contains("visitors"), "{end}");
}

/// A seat is sold twice, and one of the two panics: the claim of main has one cause.
#[test]
fn an_assertion_has_one_cause() {
    fn books(seats: &Mutex<u32>) {
        if *seats.lock().unwrap() > 0 {
            *seats.lock().unwrap() -= 1;
        }
    }
    let [title, cause, sentence, _] = told(|| {
        let seats = Arc::new(Mutex::new(1));
        let tasks = [0, 1].map(|_| {
            let seats = Arc::clone(&seats);
            thread::spawn(move || books(&seats))
        });
        let failed = tasks.into_iter().filter_map(|task| task.join().err());
        assert!(failed.count() == 0, "sold twice");
    });
    assert_eq!(title, "the lock was released too early", "{sentence}");
    assert_eq!(cause, "", "{sentence}");
}

#[derive(Default)]
struct Door {
    is_closed: AtomicBool,
    bell: Mutex<Option<u32>>,
}

/// The panic is what came of it.
#[test]
fn a_panic_has_the_cause_of_what_its_task_did_last() {
    fn pops(queue: &Mutex<VecDeque<u32>>) {
        let is_empty = queue.lock().unwrap().is_empty();
        if !is_empty {
            queue.lock().unwrap().pop_front().unwrap();
        }
    }
    let [title, cause, sentence, _] = told(|| {
        let queue = Arc::new(Mutex::new(VecDeque::from([1])));
        let other = Arc::clone(&queue);
        let task = thread::spawn(move || pops(&other));
        pops(&queue);
        task.join().unwrap();
    });
    assert_eq!(title, "a task panicked", "{sentence}");
    assert_eq!(cause, "the lock was released too early", "{sentence}");
    fn closes(door: &Door) {
        if !door.is_closed.load(SeqCst) {
            door.is_closed.store(true, SeqCst);
            door.bell.lock().unwrap().take().expect("is closed once");
        }
    }
    let [title, cause, sentence, _] = told(|| {
        let bell = Mutex::new(Some(1));
        let door = Arc::new(Door { bell, ..Door::default() });
        let other = Arc::clone(&door);
        let task = thread::spawn(move || closes(&other));
        closes(&door);
        task.join().unwrap();
    });
    assert_eq!(title, "a task panicked", "{sentence}");
    assert_eq!(cause, "two tasks passed the same flag", "{sentence}");
}

/// What others did to something else is no cause of it.
#[test]
fn a_panic_without_a_race_has_no_cause() {
    let [title, cause, sentence, _] = told(|| {
        let count = Arc::new(AtomicI32::new(0));
        let adds = |count: &AtomicI32| {
            let before = count.load(SeqCst);
            count.store(before + 1, SeqCst);
        };
        let tasks = [0, 1].map(|_| {
            let count = Arc::clone(&count);
            thread::spawn(move || adds(&count))
        });
        for task in tasks {
            task.join().unwrap();
        }
        let numbers: Vec<u32> = Vec::new();
        numbers.first().unwrap();
    });
    assert_eq!((&*title, &*cause), ("a task panicked", ""), "{sentence}");
}

#[test]
fn who_closed_the_channel_is_the_cause_of_a_panic_there() {
    let sends = || {
        let (sender, inbox) = channel();
        let task = thread::spawn(move || {
            sender.send(1).unwrap();
            sender.send(2).unwrap();
        });
        assert_eq!(inbox.recv(), Ok(1));
        drop(inbox);
        task.join().unwrap();
    };
    let receives = || {
        let (sender, inbox) = sync_channel::<u32>(1);
        let task = thread::spawn(move || drop(sender));
        inbox.recv().unwrap();
        task.join().unwrap();
    };
    for (program, who) in [
        (sends as fn(), "main dropped the last receiver of sender"),
        (receives, "task 1 dropped the last sender of sender"),
    ] {
        let [title, cause, sentence, _] = told(program);
        assert_eq!(title, "a task panicked");
        assert_eq!(cause, "a channel was closed before it was used");
        assert!(sentence.contains(who), "{sentence}");
    }
}

#[derive(Default)]
struct Log {
    length: AtomicUsize,
    entry: Mutex<Option<u32>>,
}

impl Log {
    fn announces_first(&self) {
        self.length.fetch_add(1, SeqCst);
        *self.entry.lock().unwrap() = Some(4);
    }

    fn announces_last(&self) {
        *self.entry.lock().unwrap() = Some(4);
        self.length.fetch_add(1, SeqCst);
    }

    fn reads(&self) {
        if self.length.load(SeqCst) > 0 {
            self.entry.lock().unwrap().expect("an entry");
        }
    }
}

#[test]
fn what_is_announced_is_not_there_yet() {
    let program = |writes: fn(&Log)| {
        move || {
            let log = Arc::new(Log::default());
            let other = Arc::clone(&log);
            let task = thread::spawn(move || writes(&other));
            log.reads();
            task.join().unwrap();
        }
    };
    let [_, cause, sentence, _] = told(program(Log::announces_first));
    assert_eq!(cause, "work was announced before it was done", "{sentence}");
    assert!(sentence.contains("came to entry in line"), "{sentence}");
    Explore::every().run(program(Log::announces_last)).clean_in_all();
}

#[derive(Default)]
struct Traffic {
    sent: AtomicI32,
    received: AtomicI32,
}

#[test]
fn two_values_are_read_in_turn() {
    let [title, _, sentence, _] = told(|| {
        let traffic = Arc::new(Traffic::default());
        let other = Arc::clone(&traffic);
        let task = thread::spawn(move || {
            other.sent.fetch_add(1, SeqCst);
            other.received.fetch_add(1, SeqCst);
        });
        let sent = traffic.sent.load(SeqCst);
        let open = sent - traffic.received.load(SeqCst);
        assert!(open >= 0, "{open} are open");
        task.join().unwrap();
    });
    assert_eq!(title, "two values do not belong together");
    assert!(
        sentence.contains("Between the two, task 1 changed both"),
        "{sentence}"
    );
}

#[derive(Default)]
struct Histogram {
    total: AtomicI32,
    count: AtomicI32,
}

impl Histogram {
    fn record(&self, value: i32) {
        self.total.fetch_add(value, SeqCst);
        self.count.fetch_add(1, SeqCst);
    }

    fn mean(&self) -> i32 {
        let count = self.count.load(SeqCst);
        self.total.load(SeqCst) / count
    }
}

/// What main has recorded before it started the other task has to do with none of this.
#[test]
fn two_values_are_read_in_the_middle_of_a_change() {
    let [title, _, sentence, _] = told(|| {
        let all = Arc::new(Histogram::default());
        all.record(10);
        let other = Arc::clone(&all);
        let task = thread::spawn(move || other.record(10));
        let mean = all.mean();
        assert_eq!(mean, 10, "all values are 10");
        task.join().unwrap();
    });
    assert_eq!(title, "two values do not belong together", "{sentence}");
    assert!(sentence.contains("reads 20 from total"), "{sentence}");
}

/// Under a lock each, and not under one: money seems to appear.
#[test]
fn two_values_are_locked_in_turn() {
    let program = |at_once: bool| {
        move || {
            let bank = Arc::new((Mutex::new(50), Mutex::new(50)));
            let other = Arc::clone(&bank);
            let task = thread::spawn(move || {
                let mut from = other.0.lock().unwrap();
                let mut to = other.1.lock().unwrap();
                *from -= 10;
                *to += 10;
            });
            let from = bank.0.lock().unwrap();
            let (first, kept) = (*from, at_once.then_some(from));
            let total = first + *bank.1.lock().unwrap();
            drop(kept);
            assert!(total == 100, "{total} in all");
            task.join().unwrap();
        }
    };
    let [title, _, sentence, _] = told(program(false));
    assert_eq!(title, "two values do not belong together", "{sentence}");
    Explore::every().run(program(true)).clean_in_all();
}

/// A cell is closed by its last user, and somebody uses it again just before that.
#[test]
fn a_decision_is_out_of_date() {
    let program = |in_one: bool| {
        move || {
            let users = Arc::new(AtomicI32::new(1));
            let is_open = Arc::new(Mutex::new(true));
            let (other_users, other_open) =
                (Arc::clone(&users), Arc::clone(&is_open));
            let task = thread::spawn(move || {
                let open = other_open.lock().unwrap();
                let enters = *open;
                if enters {
                    other_users.fetch_add(1, SeqCst);
                }
                drop(open);
                if enters {
                    assert!(*other_open.lock().unwrap(), "it is closed");
                }
            });
            let held = in_one.then(|| is_open.lock().unwrap());
            let is_last = users.fetch_sub(1, SeqCst) == 1;
            match held {
                Some(mut open) => *open = !is_last,
                None if is_last => *is_open.lock().unwrap() = false,
                None => {}
            }
            task.join().unwrap();
        }
    };
    let [title, _, sentence, _] = told(program(false));
    assert_eq!(title, "a decision was out of date", "{sentence}");
    assert!(sentence.contains("which held is_open, adds 1 to 0"), "{sentence}");
    Explore::every().run(program(true)).clean_in_all();
}
