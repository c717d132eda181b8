//! What the reduced search lost once: programs that it takes to have fewer behaviours than
//! there are.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Condvar, Mutex, mpsc};
use explore::{Explore, raw, thread};

/// The outcomes that a search has, and whether these are all.
fn seen(
    search: Explore,
    program: impl Fn() -> String + Send + Sync + 'static,
) -> (BTreeSet<String>, bool) {
    let (outcomes, report) = search.outcomes(program);
    report.clean();
    (outcomes.into_keys().collect(), report.exhaustive)
}

/// Both searches see the same, and the reduced one sees it to the end.
#[track_caller]
fn are_all_seen(program: fn() -> String, expected: usize) {
    let every = seen(Explore::every(), program);
    assert_eq!(every.0.len(), expected, "{every:?}");
    assert_eq!(seen(Explore::reduced(), program), every);
}

#[test]
fn two_ask_for_the_end_of_one() {
    are_all_seen(
        || {
            let ends = Arc::new(thread::spawn(|| ()));
            let its = Arc::clone(&ends);
            let other = thread::spawn(move || its.is_finished());
            let own = ends.is_finished();
            format!("{own} {}", other.join().unwrap())
        },
        4,
    );
}

/// Of two atomics that are made in one line it shows the one or the other, in no step.
#[test]
fn one_of_two_that_were_made_alike_is_shown() {
    are_all_seen(
        || {
            let numbers: Vec<_> = (0..2).map(|_| AtomicU32::new(0)).collect();
            let [own, which, last, ready] = [(); 4].map(|()| AtomicU32::new(0));
            let seen = thread::scope(|scope| {
                let shows = scope.spawn(|| {
                    let place = which.load(SeqCst) as usize;
                    let shown = format!("{:?}", numbers[place]);
                    (place, shown, last.swap(1, SeqCst))
                });
                scope.spawn(|| {
                    own.load(SeqCst);
                    which.store(1, SeqCst);
                    last.swap(2, SeqCst);
                });
                scope.spawn(|| {
                    ready.load(SeqCst);
                    numbers[0].store(7, SeqCst);
                });
                shows.join().unwrap()
            });
            format!("{seen:?}")
        },
        6,
    );
}

/// Who waits with another mutex than those who wait already panics.
#[test]
fn one_of_two_waits_with_another_mutex() {
    are_all_seen(
        || {
            let changed = raw::Condvar::new();
            let panics = thread::scope(|scope| {
                let tasks = [(); 2].map(|()| {
                    let changed = &changed;
                    scope.spawn(move || {
                        let lock = raw::Lock::mutex();
                        lock.lock(raw::Hold::Write);
                        changed.wait_for(&lock, Duration::from_millis(1));
                    })
                });
                tasks.map(|task| task.join().is_err())
            });
            format!("{panics:?}")
        },
        2,
    );
}

/// What a thread waits for to the end is no step. So the reduced search does not know
/// whether it has seen all, and says so.
#[test]
fn a_thread_that_is_left_could_have_been_first() {
    let program = || {
        let lock = Arc::new(Mutex::new(()));
        let (tells, told) = mpsc::channel();
        for number in 1..=2 {
            let (lock, tells) = (lock.clone(), tells.clone());
            thread::spawn(move || {
                let _leads = lock.lock().unwrap();
                tells.send(number).unwrap();
                loop {
                    thread::park();
                }
            });
        }
        told.recv().unwrap().to_string()
    };
    let (every, are_all) = seen(Explore::every().leaves_tasks(), program);
    assert_eq!((every.len(), are_all), (2, true));
    let (_, are_all) = seen(Explore::reduced().leaves_tasks(), program);
    assert!(!are_all);
}

/// The one takes the notification, and the other one is left. With one alone it is known
/// that nothing else can happen.
#[test]
fn a_thread_that_is_left_could_have_been_notified() {
    fn left_of(threads: u32) -> impl Fn() -> String + Copy + Send + Sync {
        move || {
            let bell = Arc::new((Mutex::new(0), Condvar::new()));
            let (tells, told) = mpsc::channel();
            for number in 1..=threads {
                let (bell, tells) = (bell.clone(), tells.clone());
                thread::spawn(move || {
                    loop {
                        let mut waits = bell.0.lock().unwrap();
                        *waits += 1;
                        waits = bell.1.wait(waits).unwrap();
                        drop(waits);
                        tells.send(number).unwrap();
                    }
                });
            }
            while *bell.0.lock().unwrap() < threads {
                thread::yield_now();
            }
            bell.1.notify_one();
            told.recv().unwrap().to_string()
        }
    }
    let every = seen(Explore::every().leaves_tasks(), left_of(2));
    assert_eq!(every.0.len(), 2);
    let (found, are_all) = seen(Explore::reduced().leaves_tasks(), left_of(2));
    assert!(!are_all || found == every.0, "{found:?}");
    let (_, are_all) = seen(Explore::reduced().leaves_tasks(), left_of(1));
    assert!(are_all);
}

/// Nobody else receives from its channel.
#[test]
fn a_thread_that_is_left_alone_with_its_channel_could_not() {
    let program = || {
        let (jobs, todo) = mpsc::channel();
        let others = jobs.clone();
        thread::spawn(move || {
            let _open = jobs;
            for tells in todo {
                mpsc::Sender::send(&tells, 1).unwrap();
            }
        });
        let (tells, told) = mpsc::channel();
        others.send(tells).unwrap();
        told.recv().unwrap().to_string()
    };
    let every = seen(Explore::every().leaves_tasks(), program);
    assert_eq!((every.0.len(), every.1), (1, true));
    assert_eq!(seen(Explore::reduced().leaves_tasks(), program), every);
}

/// The scope joins them in the order in which it has started them.
#[test]
fn panics_come_in_the_order_of_the_starts() {
    are_all_seen(
        || {
            let ((), panics) = thread::scope_with_panics(|scope| {
                for text in ["first", "second"] {
                    scope.spawn(move || {
                        AtomicU32::new(0).store(1, SeqCst);
                        std::panic::panic_any(text);
                    });
                }
            });
            let texts = panics.iter().map(|panic| panic.downcast_ref::<&str>());
            format!("{:?}", texts.collect::<Vec<_>>())
        },
        1,
    );
}
