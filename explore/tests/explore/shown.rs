//! What is shown of something that tasks share is looked at in a step.

use std::fmt::Debug;

use explore::crossbeam::atomic::AtomicCell;
use explore::sync::atomic::{AtomicPtr, AtomicU32, Ordering::SeqCst};
use explore::sync::{LazyLock, Mutex, OnceLock, RwLock};
use explore::{Explore, thread};

/// All that the program can return, which is the same in a reduced search.
fn outcomes<T: Ord + Debug + Send + 'static>(program: fn() -> T) -> Vec<T> {
    let of = |search: Explore| {
        let (all, report) = search.outcomes(program);
        report.clean_in_all();
        all.into_keys().collect::<Vec<_>>()
    };
    let all = of(Explore::every());
    assert_eq!(of(Explore::reduced()), all, "in a reduced search");
    all
}

#[test]
fn an_atomic_may_change_between_two_looks_at_it() {
    let seen = outcomes(|| {
        let number = AtomicU32::new(0);
        thread::scope(|scope| {
            scope.spawn(|| number.store(1, SeqCst));
            number.fetch_add(5, SeqCst);
            format!("{number:?} {number:?}")
        })
    });
    assert_eq!(seen, ["1 1", "5 1", "5 5", "6 6"]);
}

#[test]
fn a_pointer_may_change_between_two_looks_at_it() {
    let seen = outcomes(|| {
        let place = AtomicPtr::<u32>::default();
        thread::scope(|scope| {
            scope.spawn(|| place.store(std::ptr::dangling_mut(), SeqCst));
            place.load(SeqCst);
            format!("{place:p} {place:p}")
        })
    });
    assert_eq!(seen, ["0x0 0x0", "0x0 0x4", "0x4 0x4"]);
}

#[test]
fn a_mutex_is_shown_locked_while_it_is() {
    let seen = outcomes(|| {
        let number = Mutex::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *number.lock().unwrap() = 1);
            format!("{number:?}")
        })
    });
    let of = |data: &str| format!("Mutex {{ data: {data}, poisoned: false, .. }}");
    assert_eq!(seen, ["0", "1", "<locked>"].map(of));
}

/// It is locked while it is shown, and nobody waits in vain for that.
#[test]
fn who_shows_a_mutex_locks_it() {
    let seen = outcomes(|| {
        let shown = (Mutex::new(AtomicU32::new(0)), RwLock::new(AtomicU32::new(0)));
        thread::scope(|scope| {
            let tries = scope.spawn(|| {
                (shown.0.try_lock().is_ok(), shown.1.try_write().is_ok())
            });
            drop(format!("{:?}", shown.0));
            drop(format!("{:?}", shown.1));
            tries.join().unwrap()
        })
    });
    assert_eq!(seen, [(false, false), (false, true), (true, false), (true, true)]);
    outcomes(|| {
        let shown = (Mutex::new(AtomicU32::new(0)), RwLock::new(AtomicU32::new(0)));
        thread::scope(|scope| {
            scope.spawn(|| drop(shown.0.lock().unwrap()));
            scope.spawn(|| drop(shown.1.write().unwrap()));
            drop(format!("{shown:?}"));
        });
    });
}

#[test]
fn a_rwlock_is_shown_locked_while_somebody_writes() {
    let seen = outcomes(|| {
        let number = RwLock::new(0);
        let reads = number.read().unwrap();
        let first = format!("{number:?}");
        drop(reads);
        thread::scope(|scope| {
            scope.spawn(|| *number.write().unwrap() = 1);
            (first, format!("{number:?}"))
        })
    });
    let of = |data: &str| format!("RwLock {{ data: {data}, poisoned: false, .. }}");
    assert_eq!(seen, ["0", "1", "<locked>"].map(|second| (of("0"), of(second))));
}

#[test]
fn what_is_made_once_may_be_made_between_two_looks_at_it() {
    let seen = outcomes(|| {
        let cell = OnceLock::new();
        thread::scope(|scope| {
            scope.spawn(|| cell.set(7));
            format!("{cell:?} {cell:?}")
        })
    });
    let of =
        |first: &str, second: &str| format!("OnceLock({first}) OnceLock({second})");
    let none = "<uninit>";
    assert_eq!(seen, [of("7", "7"), of(none, "7"), of(none, none)]);
    let seen = outcomes(|| {
        let lazy = LazyLock::new(|| 7);
        thread::scope(|scope| {
            scope.spawn(|| *lazy);
            format!("{lazy:?} {lazy:?}")
        })
    });
    let of =
        |first: &str, second: &str| format!("LazyLock({first}) LazyLock({second})");
    assert_eq!(seen, [of("7", "7"), of(none, "7"), of(none, none)]);
}

/// Holds both, and panics.
fn poisons((mutex, rwlock): &(Mutex<i32>, RwLock<i32>)) {
    let _held = (mutex.lock().unwrap(), rwlock.write().unwrap());
    panic!("expected")
}

/// A holder may panic before or after a look, and before or after it is forgotten.
#[test]
fn others_come_before_a_look_whether_a_lock_is_poisoned() {
    let seen = outcomes(|| {
        let locks = (Mutex::new(0), RwLock::new(0));
        thread::scope(|scope| {
            let panics = scope.spawn(|| poisons(&locks));
            let seen = (locks.0.is_poisoned(), locks.1.is_poisoned());
            assert!(panics.join().is_err());
            seen
        })
    });
    let all = [(false, false), (false, true), (true, false), (true, true)];
    assert_eq!(seen, all);
    let seen = outcomes(|| {
        let locks = (Mutex::new(0), RwLock::new(0));
        thread::scope(|scope| {
            let panics = scope.spawn(|| poisons(&locks));
            locks.0.clear_poison();
            locks.1.clear_poison();
            assert!(panics.join().is_err());
        });
        (locks.0.is_poisoned(), locks.1.is_poisoned())
    });
    assert_eq!(seen, all);
}

/// std ends the process if a second panic begins meanwhile.
#[test]
fn nobody_comes_in_between_while_the_message_of_a_panic_is_made() {
    let messages = outcomes(|| {
        let shown = (AtomicU32::new(1), Mutex::new(AtomicU32::new(2)));
        let (cell, more) = (OnceLock::new(), AtomicCell::new(3));
        thread::scope(|scope| {
            let panics = [
                scope.spawn(|| {
                    cell.get();
                    panic!("{shown:?} {cell:?} {more:?}")
                }),
                scope.spawn(|| {
                    cell.set(4).unwrap();
                    panic!("{shown:?} {cell:?} {more:?}")
                }),
            ];
            panics.map(|panics| {
                let panic = panics.join().unwrap_err();
                panic.downcast_ref::<String>().unwrap().clone()
            })
        })
    });
    let of = |cell: &str| {
        format!(
            "(1, Mutex {{ data: 2, poisoned: false, .. }}) OnceLock({cell}) \
             AtomicCell {{ value: 3 }}"
        )
    };
    assert_eq!(messages, [[of("4"), of("4")], [of("<uninit>"), of("4")]]);
}
