//! What is documented of parking_lot's locks, in every schedule.

use std::collections::BTreeSet;
use std::time::Duration;

use conc_parking_lot::{
    Condvar, Mutex, MutexGuard, Once, OnceState, ReentrantMutex, RwLock,
    RwLockUpgradableReadGuard, RwLockWriteGuard,
};
use explore::{Cause, Explore, Failure, every, thread, time};

/// All that the program can return, which is the same in a reduced search.
fn outcomes<T: Ord + Send + std::fmt::Debug + 'static>(
    program: fn() -> T,
) -> BTreeSet<T> {
    let of = |search: Explore| {
        let (all, report) = search.outcomes(program);
        report.clean_in_all();
        all.into_keys().collect::<BTreeSet<_>>()
    };
    let all = of(Explore::every());
    assert_eq!(of(Explore::reduced()), all, "in a reduced search");
    all
}

/// The failure of a program, which is found by a reduced search too.
fn failure(program: fn()) -> Failure {
    let report = Explore::reduced().run(program);
    assert!(report.failure.is_some(), "in a reduced search");
    every(program).found().clone()
}

fn deadlocks(program: fn()) -> bool {
    matches!(failure(program).cause, Cause::Deadlock)
}

#[test]
fn who_locks_a_mutex_twice_waits_for_good() {
    assert!(deadlocks(|| {
        let mutex = Mutex::new(0);
        let _first = mutex.lock();
        drop(mutex.lock());
    }));
}

#[test]
fn a_lock_is_told_by_the_lines_of_who_makes_it_and_uses_it() {
    let failure = failure(|| {
        let coalesced = Mutex::new(0);
        let _first = coalesced.lock();
        let _second = coalesced.lock();
    });
    let failure = failure.named(include_str!("explored.rs"));
    let first = &failure.steps[0];
    assert_eq!(first.operation, "locks coalesced");
    assert!(first.location.file().ends_with("explored.rs"), "{first:?}");
    assert!(first.object.as_ref().unwrap().made.file().ends_with("explored.rs"));
}

#[test]
fn updates_behind_a_mutex_are_not_lost() {
    let sums = outcomes(|| {
        let sum = Mutex::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| *sum.lock() += 1);
            }
        });
        sum.into_inner()
    });
    assert_eq!(sums, [2].into());
}

#[test]
fn a_reader_that_reads_again_waits_behind_a_writer() {
    assert!(deadlocks(|| {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *lock.write() += 1);
            let _first = lock.read();
            drop(lock.read());
        });
    }));
    let seen = outcomes(|| {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *lock.write() += 1);
            let first = lock.read();
            (*first, *lock.read_recursive())
        })
    });
    assert_eq!(seen, [(0, 0), (1, 1)].into());
}

#[test]
fn only_one_may_go_on_to_write_and_nobody_writes_in_between() {
    let seen = outcomes(|| {
        let lock = RwLock::new(0);
        let adds = || {
            let seen = lock.upgradable_read();
            let before = *seen;
            *RwLockUpgradableReadGuard::upgrade(seen) = before + 1;
        };
        thread::scope(|scope| {
            scope.spawn(adds);
            scope.spawn(|| *lock.write() += 10);
            adds();
        });
        lock.into_inner()
    });
    assert_eq!(seen, [12].into());
    // Others read meanwhile, but not once it waits to write.
    let seen = outcomes(|| {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            let reads = scope.spawn(|| *lock.read());
            let may = lock.upgradable_read();
            let mut write = RwLockUpgradableReadGuard::upgrade(may);
            *write = 1;
            let may = RwLockWriteGuard::downgrade_to_upgradable(write);
            (reads.join().unwrap(), *may)
        })
    });
    assert_eq!(seen, [(0, 1), (1, 1)].into());
}

#[test]
fn who_goes_on_to_write_waits_for_the_readers() {
    assert!(deadlocks(|| {
        let lock = RwLock::new(0);
        let _reads = lock.read();
        drop(RwLockUpgradableReadGuard::upgrade(lock.upgradable_read()));
    }));
    // A writer waits for it, and keeps nobody out meanwhile.
    let seen = outcomes(|| {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            let may = lock.upgradable_read();
            scope.spawn(|| *lock.write() += 1);
            let reads = scope.spawn(|| *lock.read()).join().unwrap();
            (reads, *may)
        })
    });
    assert_eq!(seen, [(0, 0)].into());
}

#[test]
fn a_wait_for_a_lock_ends_with_its_time() {
    let seen = outcomes(|| {
        let (mutex, lock) = (Mutex::new(0), RwLock::new(0));
        thread::scope(|scope| {
            let both = (mutex.lock(), lock.read());
            let waits = scope.spawn(|| {
                let time = Duration::from_secs(1);
                let until = time::Instant::now() + time;
                (
                    mutex.try_lock_for(time).is_some(),
                    lock.try_write_until(until).is_some(),
                )
            });
            thread::sleep(Duration::from_millis(1_500));
            drop(both);
            (waits.join().unwrap(), lock.try_read().is_some())
        })
    });
    assert_eq!(seen, [((false, false), true)].into());
    let seen = outcomes(|| {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            let read = lock.read();
            let waits = scope
                .spawn(|| lock.try_write_for(Duration::from_secs(2)).is_some());
            thread::sleep(Duration::from_secs(1));
            drop(read);
            waits.join().unwrap()
        })
    });
    assert_eq!(seen, [true].into());
}

#[test]
fn a_notification_tells_whether_it_woke_somebody() {
    let seen = outcomes(|| {
        let (ready, wakes) = (Mutex::new(false), Condvar::new());
        thread::scope(|scope| {
            let waits = scope.spawn(|| {
                let mut ready = ready.lock();
                let had_to = !*ready;
                wakes.wait_while(&mut ready, |ready| !*ready);
                had_to
            });
            *ready.lock() = true;
            let woke = (wakes.notify_one(), wakes.notify_all());
            (woke, waits.join().unwrap())
        })
    });
    assert_eq!(seen, [((false, 0), false), ((true, 0), true)].into());
}

#[test]
fn nobody_is_left_without_a_mutex_or_with_two_at_a_condvar() {
    let failure = failure(|| {
        let (one, other, wakes) = (Mutex::new(0), Mutex::new(0), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                wakes.wait_for(&mut one.lock(), Duration::from_secs(1));
            });
            wakes.wait_for(&mut other.lock(), Duration::from_secs(1));
        });
    });
    let Cause::Panic { message, .. } = &failure.cause else {
        panic!("{failure}");
    };
    assert!(message.contains("more than one mutex"), "{message}");
}

/// Whom a notification has woken waits for its mutex, and for nothing else.
#[test]
fn a_condvar_that_nobody_sleeps_at_takes_another_mutex() {
    outcomes(|| {
        let (one, other, wakes) =
            (Mutex::new(false), Mutex::new(()), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| {
                let mut on = one.lock();
                wakes.wait_while(&mut on, |on| !*on);
            });
            *one.lock() = true;
            wakes.notify_all();
            wakes.wait_for(&mut other.lock(), Duration::from_millis(1));
        });
    });
}

/// From there on the lock is its own.
#[test]
fn a_writer_that_waits_is_the_next_one() {
    let seen = outcomes(|| {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            let reads = lock.read();
            scope.spawn(|| *lock.write() = 1);
            let waits = lock.try_read().is_none();
            drop(reads);
            let tried = lock.try_write().is_some();
            (waits, tried, *lock.read())
        })
    });
    assert_eq!(
        seen,
        [
            (false, false, 1),
            (false, true, 0),
            (false, true, 1),
            (true, false, 1),
            (true, true, 1)
        ]
        .into()
    );
    // Two of them are, one after the other.
    let seen = outcomes(|| {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            let reads = lock.read();
            let writes = [(); 2].map(|()| scope.spawn(|| *lock.write() += 1));
            let waits = lock.try_read().is_none();
            drop(reads);
            let read = *lock.read_recursive();
            for writes in writes {
                writes.join().unwrap();
            }
            (waits, read)
        })
    });
    assert_eq!(
        seen,
        [(false, 0), (false, 1), (false, 2), (true, 1), (true, 2)].into()
    );
}

/// Who gives up lets others in, and so does one that has gone on to write.
#[test]
fn a_writer_that_gives_up_keeps_nobody_out() {
    let seen = outcomes(|| {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            let reads = lock.read();
            let writes = scope
                .spawn(|| lock.try_write_for(Duration::from_secs(1)).is_some());
            let other = scope.spawn(|| *lock.write() += 1);
            thread::sleep(Duration::from_secs(2));
            drop(reads);
            other.join().unwrap();
            (writes.join().unwrap(), *lock.read())
        })
    });
    assert_eq!(seen, [(false, 1)].into());
    let seen = outcomes(|| {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            let reads = lock.read();
            let upgrades = scope.spawn(|| {
                let may = lock.upgradable_read();
                *RwLockUpgradableReadGuard::upgrade(may) += 1;
            });
            let waits = lock.try_read().is_none();
            drop(reads);
            let read = *lock.read();
            upgrades.join().unwrap();
            (waits, read, *lock.read())
        })
    });
    assert_eq!(seen, [(false, 0, 1), (false, 1, 1), (true, 1, 1)].into());
}

/// Who waits to write, or to go on to, has it already.
#[test]
fn a_lock_is_locked_to_write_while_a_writer_waits() {
    let seen = outcomes(|| {
        let lock = RwLock::new(());
        thread::scope(|scope| {
            let reads = lock.read();
            scope.spawn(|| drop(lock.write()));
            let seen = (lock.is_locked_exclusive(), lock.is_locked());
            drop(reads);
            seen
        })
    });
    assert_eq!(seen, [(false, true), (true, true)].into());
    let seen = outcomes(|| {
        let lock = RwLock::new(());
        thread::scope(|scope| {
            let reads = lock.read();
            scope.spawn(|| {
                drop(RwLockUpgradableReadGuard::upgrade(lock.upgradable_read()));
            });
            let seen = lock.is_locked_exclusive();
            drop(reads);
            seen
        })
    });
    assert_eq!(seen, [false, true].into());
}

#[test]
fn whether_it_is_locked_is_asked_in_a_step() {
    let seen = outcomes(|| {
        let lock = RwLock::new(0);
        thread::scope(|scope| {
            scope.spawn(|| drop(lock.read()));
            (lock.is_locked(), lock.is_locked_exclusive())
        })
    });
    assert_eq!(seen, [(false, false), (true, false)].into());
}

#[test]
fn a_panic_poisons_nothing() {
    let seen = outcomes(|| {
        let (mutex, lock) = (Mutex::new(1), RwLock::new(2));
        let panics = thread::scope(|scope| {
            let task = scope.spawn(|| {
                let _both = (mutex.lock(), lock.write());
                std::panic::resume_unwind(Box::new(()));
            });
            task.join().is_err()
        });
        (panics, *mutex.lock(), *lock.write())
    });
    assert_eq!(seen, [(true, 1, 2)].into());
}

#[test]
fn who_holds_a_reentrant_mutex_keeps_others_out_until_the_last_guard() {
    let seen = outcomes(|| {
        let mutex = ReentrantMutex::new(std::cell::Cell::new(0));
        let adds = || {
            let outer = mutex.lock();
            let seen = mutex.lock().get();
            outer.set(seen + 1);
        };
        thread::scope(|scope| {
            scope.spawn(adds);
            adds();
        });
        mutex.into_inner().get()
    });
    assert_eq!(seen, [2].into());
}

#[test]
fn a_call_is_made_once() {
    let seen = outcomes(|| {
        let (once, calls) = (Once::new(), Mutex::new(0));
        let state = thread::scope(|scope| {
            scope.spawn(|| once.call_once(|| *calls.lock() += 1));
            let state = once.state();
            once.call_once(|| *calls.lock() += 1);
            state
        });
        (calls.into_inner(), state == OnceState::Done)
    });
    assert_eq!(seen, [(1, false), (1, true)].into());
}

#[test]
fn a_spin_behind_a_mutex_ends_when_the_value_changes() {
    let report = every(|| {
        let ready = Mutex::new(false);
        thread::scope(|scope| {
            scope.spawn(|| *ready.lock() = true);
            while !*ready.lock() {
                thread::yield_now();
            }
        });
    });
    report.clean_in_all();
}

#[test]
fn a_guard_that_unlocks_for_a_while_lets_others_in() {
    let seen = outcomes(|| {
        let sum = Mutex::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *sum.lock() += 1);
            let mut guard = sum.lock();
            let before = *guard;
            MutexGuard::unlocked(&mut guard, || {});
            (before, *guard)
        })
    });
    assert_eq!(seen, [(0, 0), (0, 1), (1, 1)].into());
}

#[test]
fn outside_of_exploring_the_locks_are_real() {
    let (sum, lock) = (Mutex::new(0), RwLock::new(0));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..100 {
                    *sum.lock() += 1;
                    let seen = lock.upgradable_read();
                    *RwLockUpgradableReadGuard::upgrade(seen) += 1;
                    assert!(*lock.read() > 0);
                }
            });
        }
        let guard = sum.lock();
        assert!(sum.try_lock().is_none());
        assert!(sum.try_lock_for(Duration::from_millis(1)).is_none());
        drop(guard);
    });
    assert_eq!((sum.into_inner(), lock.into_inner()), (400, 400));
}

#[cfg(feature = "arc_lock")]
#[test]
fn guards_that_own_the_lock_wait_as_the_others_do() {
    use std::sync::Arc;

    let seen = outcomes(|| {
        let (mutex, lock) = (Arc::new(Mutex::new(0)), Arc::new(RwLock::new(0)));
        let (held, read) = (mutex.lock_arc(), lock.read_arc_recursive());
        let second = Duration::from_secs(1);
        let until = time::Instant::now() + second;
        let found = [
            mutex.try_lock_arc_for(second).is_some(),
            mutex.try_lock_arc_until(until).is_some(),
            lock.try_write_arc_for(second).is_some(),
            lock.try_write_arc_until(until).is_some(),
            lock.try_read_arc_for(second).is_some(),
            lock.try_read_recursive_arc().is_some(),
            lock.try_upgradable_read_arc_for(second).is_some(),
        ];
        drop((held, read));
        found
    });
    let all = [false, false, false, false, true, true, true];
    assert_eq!(seen, [all].into());
}
