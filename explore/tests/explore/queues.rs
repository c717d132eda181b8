use std::panic::{AssertUnwindSafe, catch_unwind};

use explore::crossbeam::atomic::AtomicCell;
use explore::crossbeam::deque::{Injector, Steal, Worker};
use explore::crossbeam::queue::{ArrayQueue, SegQueue};
use explore::crossbeam::utils::Backoff;
use explore::sync::atomic::{AtomicBool, Ordering::SeqCst};
use explore::{Cause, channel, sync::mpsc, thread};

use crate::operations;

#[test]
fn of_two_who_push_into_one_place_one_fails() {
    let outcomes = explore::outcomes(|| {
        let queue = ArrayQueue::new(1);
        thread::scope(|scope| {
            let pushes = scope.spawn(|| queue.push(1).is_ok());
            let pushed = queue.push(2).is_ok();
            (pushes.join().unwrap(), pushed, queue.pop())
        })
    });
    let outcomes: Vec<_> = outcomes.into_keys().collect();
    assert_eq!(outcomes, [(false, true, Some(2)), (true, false, Some(1))]);
}

#[test]
fn a_forced_push_takes_the_oldest() {
    explore::every(|| {
        let queue = ArrayQueue::new(2);
        let pushed: Vec<_> = (0..4).map(|value| queue.force_push(value)).collect();
        assert_eq!(pushed, [None, None, Some(0), Some(1)]);
        assert_eq!(queue.into_iter().collect::<Vec<_>>(), [2, 3]);
    })
    .clean_in_all();
}

/// Looks whether there is one and takes it later.
#[test]
fn a_value_seen_may_be_gone() {
    let report = explore::every(|| {
        let queue = SegQueue::new();
        queue.push(7);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| (!queue.is_empty()).then(|| queue.pop().unwrap()));
            }
        });
    });
    let operations = operations(&report);
    assert_eq!(
        operations[..2],
        ["adds value 1 to the queue", "finds 1 in the queue"]
    );
    assert!(operations.contains(&"takes value 1 from the queue"), "{operations:?}");
    assert!(operations.contains(&"finds the queue empty"), "{operations:?}");
}

#[test]
fn a_thief_may_find_another_one_faster() {
    let outcomes = explore::outcomes(|| {
        let owner = Worker::new_lifo();
        owner.push(1);
        let (one, two) = (owner.stealer(), owner.stealer());
        let steals = thread::spawn(move || format!("{:?}", one.steal()));
        let stolen = format!("{:?}", two.steal());
        (steals.join().unwrap(), stolen)
    });
    let outcomes: Vec<_> = outcomes.into_keys().collect();
    let outcomes: Vec<_> =
        outcomes.iter().map(|(one, two)| (one.as_str(), two.as_str())).collect();
    let won = "Success(..)";
    let expected = [("Empty", won), ("Retry", won), (won, "Empty"), (won, "Retry")];
    assert_eq!(outcomes, expected);
}

/// The owner of what is stolen takes the oldest first, or the last if it came one by one.
#[test]
fn a_batch_keeps_its_order() {
    explore::every(|| {
        let popped = |worker: &Worker<u32>| {
            std::iter::from_fn(|| worker.pop()).collect::<Vec<_>>()
        };
        for (thief, half) in [
            (Worker::new_fifo as fn() -> Worker<u32>, [0, 1, 2]),
            (Worker::new_lifo, [0, 1, 2]),
        ] {
            let (injector, from, to) =
                (Injector::new(), Worker::new_fifo(), thief());
            (0..6).for_each(|task| injector.push(task));
            (0..6).for_each(|task| from.push(task));
            assert_eq!(injector.steal_batch(&to), Steal::Success(()));
            assert_eq!(popped(&to), half);
            assert_eq!(from.stealer().steal_batch_and_pop(&to), Steal::Success(0));
            assert_eq!(popped(&to), [1, 2]);
            let from = Worker::new_lifo();
            (0..6).for_each(|task| from.push(task));
            assert_eq!(
                from.stealer().steal_batch_with_limit(&to, 2),
                Steal::Success(())
            );
            assert_eq!(popped(&to), [1, 0]);
        }
    })
    .clean_in_all();
}

#[test]
fn what_a_cell_holds_may_be_lost() {
    let add = |add: fn(&AtomicCell<u64>)| {
        explore::every(move || {
            let cell = AtomicCell::new(0);
            thread::scope(|scope| {
                scope.spawn(|| add(&cell));
                add(&cell);
            });
            assert_eq!(cell.load(), 2);
        })
    };
    add(|cell| assert!(cell.fetch_add(1) < 2)).clean_in_all();
    add(|cell| assert!(cell.fetch_update(|old| Some(old + 1)).is_ok()))
        .clean_in_all();
    let report = add(|cell| cell.store(cell.load() + 1));
    let lost =
        ["reads value 1", "reads value 1", "writes value 2", "writes value 3"];
    assert_eq!(operations(&report)[..4], lost);
}

#[test]
fn who_backs_off_waits_for_a_change() {
    explore::every(|| {
        let ready = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| ready.store(true, SeqCst));
            let backoff = Backoff::new();
            while !ready.load(SeqCst) {
                backoff.snooze();
            }
        });
    })
    .clean_in_all();
}

/// The other task forgets that somebody may have lost patience and wait.
#[test]
fn who_backs_off_may_lose_patience() {
    let report = explore::every(|| {
        let ready = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| ready.store(true, SeqCst));
            let backoff = Backoff::new();
            while !ready.load(SeqCst) {
                if backoff.is_completed() {
                    thread::park();
                } else {
                    backoff.snooze();
                }
            }
        });
    });
    assert_eq!(report.found().cause, Cause::Deadlock);
}

/// Only turns of a task that waits add up to so many.
#[test]
fn who_only_spins_does_not_lose_patience() {
    explore::every(|| {
        let backoff = Backoff::new();
        for _ in 0..20 {
            backoff.spin();
            assert!(!backoff.is_completed());
        }
        backoff.reset();
        for _ in 0..10 {
            backoff.spin();
        }
        assert!(!backoff.is_completed());
    })
    .clean_in_all();
    let completed = explore::outcomes(|| {
        let backoff = Backoff::new();
        backoff.spin();
        backoff.snooze();
        let completed = backoff.is_completed();
        backoff.reset();
        backoff.spin();
        (completed, backoff.is_completed())
    });
    let completed: Vec<_> = completed.into_keys().collect();
    assert_eq!(completed, [(false, false), (true, false)]);
}

/// The first panic leaves the destructor, and the other values are left behind.
#[test]
fn values_that_panic_when_they_are_dropped_do_so_once() {
    struct Loud(u32);

    impl Drop for Loud {
        fn drop(&mut self) {
            panic!("drop {}", self.0);
        }
    }

    fn says_one<T>(left: T) {
        let end = catch_unwind(AssertUnwindSafe(|| drop(left))).unwrap_err();
        assert_eq!(end.downcast_ref::<String>().unwrap(), "drop 1");
    }

    explore::every(|| {
        let (sender, receiver) = channel::bounded(2);
        [1, 2].into_iter().for_each(|number| sender.send(Loud(number)).unwrap());
        drop(sender);
        says_one(receiver);
        let (sender, receiver) = channel::unbounded();
        [1, 2].into_iter().for_each(|number| sender.send(Loud(number)).unwrap());
        says_one(receiver);
        let (sender, receiver) = mpsc::channel();
        [1, 2].into_iter().for_each(|number| sender.send(Loud(number)).unwrap());
        says_one(receiver);
        let queue = SegQueue::new();
        [1, 2].into_iter().for_each(|number| queue.push(Loud(number)));
        says_one(queue);
    })
    .clean_in_all();
}
