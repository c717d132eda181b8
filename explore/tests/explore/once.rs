use std::panic::{AssertUnwindSafe, catch_unwind};

use explore::sync::atomic::{AtomicPtr, AtomicU32, Ordering::SeqCst};
use explore::sync::{LazyLock, Once, OnceLock};
use explore::thread;

use crate::waits;

#[test]
fn who_waits_for_a_call_sees_what_it_did() {
    explore::every(|| {
        let (once, done) = (Once::new(), AtomicU32::new(0));
        thread::scope(|scope| {
            scope.spawn(|| once.call_once(|| done.store(1, SeqCst)));
            scope.spawn(|| once.call_once(|| done.store(1, SeqCst)));
            once.wait();
            assert_eq!(done.load(SeqCst), 1);
        });
    })
    .clean_in_all();
}

#[test]
fn nobody_calls_what_is_waited_for() {
    let report = explore::every(|| Once::new().wait());
    assert_eq!(
        waits(report.found())[0].1,
        "waits for the once cell to be initialized"
    );
}

/// A call that panicked ends `wait`, and `wait_force` waits for the next one.
#[test]
fn a_call_that_panics_ends_one_wait() {
    explore::every(|| {
        let once = Once::new();
        let call = || once.call_once(|| panic!("not this time"));
        assert!(catch_unwind(AssertUnwindSafe(call)).is_err());
        assert!(catch_unwind(AssertUnwindSafe(|| once.wait())).is_err());
        thread::scope(|scope| {
            scope.spawn(|| {
                once.call_once_force(|state| assert!(state.is_poisoned()));
            });
            once.wait_force();
            assert!(once.is_completed());
        });
    })
    .clean_in_all();
}

#[test]
fn a_cell_is_copied_and_compared() {
    let filled = explore::outcomes(|| {
        let (cell, same) = (OnceLock::new(), OnceLock::from(1));
        thread::scope(|scope| {
            scope.spawn(|| cell.set(1));
            let copy = cell.clone();
            (copy.into_inner(), cell == same)
        })
    });
    let filled: Vec<_> = filled.into_keys().collect();
    assert_eq!(filled, [(None, false), (None, true), (Some(1), true)]);
}

#[test]
fn a_lazy_value_is_looked_at() {
    let seen = explore::outcomes(|| {
        let mut lazy: LazyLock<u32> = LazyLock::new(|| 7);
        let early = thread::scope(|scope| {
            scope.spawn(|| assert_eq!(*lazy, 7));
            LazyLock::get(&lazy).copied()
        });
        *LazyLock::get_mut(&mut lazy).unwrap() += 1;
        assert_eq!(*LazyLock::force_mut(&mut lazy), 8);
        early
    });
    assert_eq!(seen.into_keys().collect::<Vec<_>>(), [None, Some(7)]);
}

#[test]
fn an_update_loses_nothing() {
    explore::every(|| {
        let count = AtomicU32::new(0);
        thread::scope(|scope| {
            scope.spawn(|| count.update(SeqCst, SeqCst, |count| count + 1));
            let below_two = |count| (count < 2).then_some(count + 1);
            assert!(count.try_update(SeqCst, SeqCst, below_two).is_ok());
        });
        assert_eq!(count.into_inner(), 2);
    })
    .clean_in_all();
}

#[test]
fn a_pointer_moves_on_in_one_step() {
    explore::every(|| {
        let values = [1_u16; 3];
        let first = values.as_ptr().cast_mut();
        let place = AtomicPtr::new(first);
        thread::scope(|scope| {
            scope.spawn(|| place.fetch_ptr_add(1, SeqCst).addr());
            place.fetch_byte_add(2, SeqCst);
        });
        assert_eq!(place.fetch_ptr_sub(2, SeqCst).addr(), first.addr() + 4);
        assert_eq!(place.into_inner(), first);
    })
    .clean_in_all();
}

/// Nobody else is to make it.
#[test]
fn a_cell_that_is_made_from_its_value_is_not_waited_for() {
    explore::every(|| {
        let cell = OnceLock::from(5);
        assert_eq!(*cell.clone().wait(), 5);
        assert_eq!(*cell.wait(), 5);
        thread::scope(|scope| {
            scope.spawn(|| assert_eq!(*cell.wait(), 5));
            assert_eq!(cell.set(6), Err(6));
        });
    })
    .clean_in_all();
}
