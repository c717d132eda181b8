//! Who waits for whom is told as it is.

mod asleep;
mod circles;
mod condition;
mod emptied_later;
mod ended;
mod given_up;
mod half_done;
mod held_in_select;
mod keeps;
mod looked;
mod not_why;
mod panicked;
mod queues;
mod registered;
mod senders;
mod silence;
mod spent;
mod stopped;
mod taken;
mod to_come;
mod unchanged;
mod unheard;
mod unread;
mod woken;

use std::time::Duration;

use explore::Explore;
use explore::sync::mpsc::{Receiver, channel, sync_channel};
use explore::sync::{Barrier, Condvar, Mutex, OnceLock, RwLock};
use explore::thread;

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("tests.rs");

/// The title, the sentence and the end of the diagnosis.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String, String) {
    told_of(TEXT, Sources(&[(file!(), TEXT)]), program)
}

/// The same of a program in another file.
fn told_of(
    text: &str,
    sources: Sources,
    program: impl Fn() + Send + Sync + 'static,
) -> (String, String, String) {
    let report = Explore::every().run(program);
    let failure = report.found().named(text);
    let told = Diagnosis::new(&failure, sources);
    (told.title, told.sentence, told.end.unwrap_or_default())
}

/// Takes all that comes.
fn drains(inbox: &Receiver<u32>) {
    while inbox.recv().is_ok() {}
}

#[test]
fn a_writer_between_two_reads_holds_nothing() {
    let (title, sentence, end) = told(|| {
        let table = RwLock::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *table.write().unwrap() += 1);
            let first = table.read().unwrap();
            let second = table.read().unwrap();
            drop((first, second));
        });
    });
    assert_eq!(title, "a task takes a read lock twice");
    assert!(sentence.starts_with("main holds a read guard of table"), "{sentence}");
    assert!(sentence.contains("task 1 came in between"), "{sentence}");
    assert_eq!(end, "the cycle: main -> table -> task 1 -> table -> main");
}

#[test]
fn a_writer_can_close_the_circle_of_two_orders() {
    let (title, sentence, _) = told(|| {
        let table = RwLock::new(0);
        let log = Mutex::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *table.write().unwrap() += 1);
            scope.spawn(|| {
                let mut log = log.lock().unwrap();
                *log += *table.read().unwrap();
            });
            let table = table.read().unwrap();
            *log.lock().unwrap() += *table;
        });
    });
    assert_eq!(title, "locks are taken in different orders");
    assert_eq!(
        sentence,
        "main holds table and waits for log. task 2 holds log and waits for table \
         behind task 1, which waits to write it."
    );
}

#[test]
fn who_reads_and_wants_to_write_waits_for_itself() {
    let (title, sentence, _) = told(|| {
        let table = RwLock::new(0);
        let reads = table.read().unwrap();
        *table.write().unwrap() += *reads;
    });
    assert_eq!(title, "a task waits for itself");
    assert_eq!(sentence, "main waits for table but already holds table.");
}

#[test]
fn a_wait_that_nobody_ends_has_a_name() {
    for (program, expected) in [
        (meets as fn(), "too few tasks reach the barrier"),
        (waits_for_a_value, "the value is never initialized"),
    ] {
        let (title, sentence, _) = told(program);
        assert_eq!(title, expected, "{sentence}");
    }
}

fn meets() {
    Barrier::new(2).wait();
}

fn waits_for_a_value() {
    OnceLock::<u32>::new().wait();
}

/// Two workers and one notification, and a receiver that waits for both.
#[test]
fn a_worker_that_nobody_woke_is_why_a_message_does_not_come() {
    let (title, sentence, _) = told(|| {
        let (stops, changed) = (Mutex::new(false), Condvar::new());
        let (sender, results) = channel::<u32>();
        thread::scope(|scope| {
            for _ in 0..2 {
                let sender = sender.clone();
                let (stops, changed) = (&stops, &changed);
                scope.spawn(move || {
                    let _sender = sender;
                    let stops = stops.lock().unwrap();
                    drop(changed.wait_while(stops, |stops| !*stops).unwrap());
                });
            }
            drop(sender);
            *stops.lock().unwrap() = true;
            changed.notify_one();
            results.recv().unwrap_err();
        });
    });
    assert_eq!(title, "nobody woke the waiting task");
    assert!(sentence.contains("woke another task. Now task"), "{sentence}");
}

#[test]
fn a_worker_without_work_explains_nothing() {
    let (title, sentence, _) = told(|| {
        let (works, changed) = (Mutex::new(false), Condvar::new());
        let (sender, _results) = sync_channel(0);
        thread::scope(|scope| {
            scope.spawn(|| {
                let works = works.lock().unwrap();
                drop(changed.wait_while(works, |works| !*works).unwrap());
            });
            // The worker waits by then.
            thread::sleep(Duration::from_secs(1));
            let mut works = works.lock().unwrap();
            sender.send(1).unwrap();
            *works = true;
            changed.notify_one();
        });
    });
    assert_eq!(title, "nobody receives", "{sentence}");
    assert!(sentence.starts_with("main sends to sender and waits"), "{sentence}");
}

#[test]
fn a_notification_of_its_own_is_not_the_one_that_was_missed() {
    let (_, sentence, _) = told(|| {
        let (full, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                let full = full.lock().unwrap();
                let mut full = changed.wait_while(full, |full| !*full).unwrap();
                *full = false; // and tells nobody
            });
            *full.lock().unwrap() = true;
            changed.notify_all();
            let full = full.lock().unwrap();
            drop(changed.wait_while(full, |full| *full).unwrap());
        });
    });
    let never = "main waits for a notification on changed. No other task sends one. After main \
         had begun to wait, task 1 locked full in line ";
    assert!(sentence.starts_with(never), "{sentence}");
    assert!(sentence.ends_with(" and sent none."), "{sentence}");
}

#[test]
fn what_was_looked_at_under_an_earlier_lock_is_out_of_date() {
    let (_, sentence, _) = told(|| {
        let (ready, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                *ready.lock().unwrap() = true;
                changed.notify_all();
            });
            if !*ready.lock().unwrap() {
                drop(changed.wait(ready.lock().unwrap()).unwrap());
            }
        });
    });
    assert!(sentence.contains("but main did not wait yet"), "{sentence}");
}

/// Who waits for the end of a task does not notify it meanwhile.
#[test]
fn those_who_could_notify_and_have_ended_are_told() {
    let (title, sentence, _) = told(|| {
        let (count, changed) = (Mutex::new(0), Condvar::new());
        thread::scope(|scope| {
            let waits = scope.spawn(|| {
                let mut count = count.lock().unwrap();
                while *count < 2 {
                    count = changed.wait(count).unwrap();
                }
            });
            scope.spawn(|| {
                *count.lock().unwrap() += 1;
                changed.notify_all();
            });
            changed.notify_all();
            waits.join().unwrap();
        });
    });
    assert_eq!(title, "nobody woke the waiting task");
    assert!(
        sentence.contains("task 2, which could notify it, has ended. "),
        "{sentence}"
    );
}
