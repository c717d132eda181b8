use std::sync::Barrier;
use std::time::Duration;

use explore::sync::atomic::{AtomicU32, AtomicU64, Ordering::SeqCst};
use explore::sync::{Arc, Condvar, Mutex};
use explore::{Explore, thread};

/// Fails if both tasks read before either writes.
fn loses_an_update() {
    let counter = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let seen = counter.load(SeqCst);
                counter.store(seen + 1, SeqCst);
            });
        }
    });
    assert_eq!(counter.into_inner(), 2);
}

/// What can be compared of two reports.
fn told(report: &explore::Report) -> (usize, String) {
    (report.schedules, report.to_string())
}

#[test]
fn the_same_seed_finds_the_same() {
    let random = |seed| told(&explore::random(1_000, seed, loses_an_update));
    assert_eq!(random(7), random(7));
    let pct = |seed| told(&explore::pct(2, 1_000, seed, loses_an_update));
    assert_eq!(pct(7), pct(7));
}

/// The order in which five tasks come in the only schedule of this seed.
fn order(explore: Explore) -> Vec<u32> {
    let (outcomes, _) = explore.outcomes(|| {
        let order = Mutex::new(Vec::new());
        thread::scope(|scope| {
            for task in 0..5 {
                let order = &order;
                scope.spawn(move || order.lock().unwrap().push(task));
            }
        });
        order.into_inner().unwrap()
    });
    outcomes.into_keys().next().unwrap()
}

#[test]
fn a_seed_decides_the_order() {
    for seed in 0..10 {
        let random = || order(Explore::random(1, seed));
        assert_eq!(random(), random());
        let pct = || order(Explore::pct(3, 1, seed));
        assert_eq!(pct(), pct());
    }
    let first = order(Explore::random(1, 0));
    assert!((1..10).any(|seed| order(Explore::random(1, seed)) != first));
}

#[test]
fn random_and_pct_find_what_every_finds() {
    for seed in 0..10 {
        explore::random(1_000, seed, loses_an_update).found();
        explore::pct(2, 1_000, seed, loses_an_update).found();
    }
}

/// A buffer for one item, with one condition variable for those who wait for an item and
/// those who wait for room: a notification may go to one of the wrong kind.
fn wakes_the_wrong_one() {
    let items = Mutex::new(0);
    let changed = Condvar::new();
    let change = |by: i32, impossible: i32| {
        let mut items = items.lock().unwrap();
        while *items == impossible {
            items = changed.wait(items).unwrap();
        }
        *items += by;
        changed.notify_one();
    };
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| change(1, 1));
            scope.spawn(|| change(-1, 0));
        }
    });
}

#[test]
fn pct_finds_what_takes_several_switches() {
    for seed in 0..5 {
        Explore::pct_of_depths(2..=4, 20_000, seed)
            .run(wakes_the_wrong_one)
            .found();
    }
}

#[test]
fn pct_of_depth_one_never_switches_at_will() {
    // Without a switch in the middle of a task no update is lost.
    explore::pct(1, 100, 0, loses_an_update).clean();
}

#[test]
fn bounded_interrupts_as_often_as_it_may() {
    Explore::bounded(0).run(loses_an_update).clean();
    let report = Explore::bounded(1).run(loses_an_update);
    assert_eq!(report.found().schedule, 2, "{report}");
    // With as many as there are operations it is every schedule.
    let many = Explore::bounded(9).run(|| {
        let counter = AtomicU32::new(0);
        thread::scope(|scope| {
            scope.spawn(|| counter.fetch_add(1, SeqCst));
            scope.spawn(|| counter.fetch_add(1, SeqCst));
        });
    });
    assert_eq!(many.schedules, 2);
}

#[test]
fn a_stated_number_is_kept_and_claims_no_more() {
    let report = explore::random(17, 0, || {});
    assert_eq!(report.schedules, 17);
    assert!(!report.exhaustive);
    let report = Explore::every().max_schedules(3).run(|| {
        let number = AtomicU64::new(0);
        thread::scope(|scope| {
            let add = || number.fetch_add(1, SeqCst);
            let _ = [(); 3].map(|()| scope.spawn(add));
        });
    });
    assert_eq!(report.schedules, 3);
    assert!(!report.exhaustive);
}

#[test]
fn when_the_time_is_up_no_schedule_begins_but_the_first() {
    let program = || {
        thread::scope(|scope| {
            let _ = [(); 2].map(|()| scope.spawn(thread::yield_now));
        });
    };
    let report = Explore::every().max_time(Duration::ZERO).run(program);
    assert_eq!(report.schedules, 1);
    assert!(!report.exhaustive);
    let report = Explore::every().max_time(Duration::MAX).run(program);
    assert!(report.exhaustive);
}

#[test]
fn two_explorations_at_once_do_not_meet() {
    let both = Barrier::new(2);
    std::thread::scope(|scope| {
        let tasks = [(); 2].map(|()| {
            scope.spawn(|| {
                both.wait();
                explore::outcomes(|| {
                    let counter = Arc::new(AtomicU32::new(0));
                    let other = counter.clone();
                    let task = thread::spawn(move || other.fetch_add(1, SeqCst));
                    counter.fetch_add(1, SeqCst);
                    task.join().unwrap()
                })
            })
        });
        for task in tasks {
            let outcomes = task.join().unwrap();
            assert_eq!(outcomes.into_iter().collect::<Vec<_>>(), [(0, 1), (1, 1)]);
        }
    });
}

#[test]
#[should_panic(expected = "make it inside the program")]
fn what_outlives_a_schedule_is_refused() {
    let counter = Arc::new(AtomicU32::new(0));
    explore::random(2, 0, move || {
        counter.fetch_add(1, SeqCst);
    });
}

/// The fourth schedule begins as the third one does, and then goes another way.
#[test]
#[should_panic(expected = "choice 2 was among 2 and is among 3 the next time")]
fn a_program_that_goes_on_in_another_way_is_refused() {
    let runs = std::sync::atomic::AtomicU32::new(0);
    explore::every(move || {
        let additions = if runs.fetch_add(1, SeqCst) < 3 { 1 } else { 2 };
        let counter = AtomicU32::new(0);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    for _ in 0..additions {
                        counter.fetch_add(1, SeqCst);
                    }
                });
            }
        });
    });
}

#[test]
#[should_panic(expected = "does not repeat itself")]
fn a_program_that_differs_each_time_is_refused() {
    let runs = std::sync::atomic::AtomicU32::new(0);
    explore::every(move || {
        // In no order, as by chance.
        let tasks = 2 + (0b1101_0011_0110 >> (runs.fetch_add(1, SeqCst) % 12) & 1);
        let counter = AtomicU32::new(0);
        thread::scope(|scope| {
            for _ in 0..tasks {
                scope.spawn(|| counter.fetch_add(1, SeqCst));
            }
        });
    });
}

/// Each of so many moments has to do with each other one.
#[test]
fn a_schedule_with_too_many_races_is_no_proof() {
    let program = || {
        let total = Arc::new(Mutex::new(0));
        let sleeps = |number: u64| {
            let total = Arc::clone(&total);
            thread::spawn(move || {
                thread::sleep(Duration::from_secs(1));
                *total.lock().unwrap() += number;
            })
        };
        let all: Vec<_> = (0..500).map(sleeps).collect();
        for one in all {
            one.join().unwrap();
        }
    };
    let report = Explore::reduced().max_schedules(3).run(program);
    assert_eq!((report.schedules, report.exhaustive), (1, false));
    assert!(report.failure.is_none());
}
