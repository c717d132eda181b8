use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex};
use explore::{Cause, Explore, hint, thread};

#[test]
fn a_spin_loop_with_a_hint_is_explored_to_its_end() {
    explore::every(|| {
        let ready = Arc::new(AtomicBool::new(false));
        let sets = ready.clone();
        thread::spawn(move || sets.store(true, SeqCst));
        while !ready.load(SeqCst) {
            hint::spin_loop();
        }
    })
    .clean_in_all();
}

#[test]
fn so_is_one_that_looks_under_a_lock() {
    explore::every(|| {
        let ready = Arc::new(Mutex::new(0));
        for _ in 0..2 {
            let sets = ready.clone();
            thread::spawn(move || *sets.lock().unwrap() += 1);
        }
        while *ready.lock().unwrap() < 2 {
            thread::yield_now();
        }
    })
    .clean_in_all();
}

/// Two that look whether there is something to take, and reach for it to do so.
#[test]
fn so_are_some_that_take_under_a_lock() {
    let report = Explore::every().max_schedules(3_000).run(|| {
        let queue = Mutex::new(Vec::new());
        let take = || {
            loop {
                if let Some(value) = queue.lock().unwrap().pop() {
                    break value;
                }
                thread::yield_now();
            }
        };
        thread::scope(|scope| {
            let takes = [scope.spawn(take), scope.spawn(take)];
            queue.lock().unwrap().push(1);
            queue.lock().unwrap().push(2);
            let taken: u32 = takes.into_iter().map(|one| one.join().unwrap()).sum();
            assert_eq!(taken, 3);
        });
    });
    assert!(report.failure.is_none(), "{report}");
    assert!(report.steps < 200, "{} steps", report.steps);
}

#[test]
fn a_spinning_task_goes_on_at_the_first_change() {
    let outcomes = explore::outcomes(|| {
        let (ready, done) = (Mutex::new(false), AtomicU32::new(0));
        thread::scope(|scope| {
            scope.spawn(|| {
                *ready.lock().unwrap() = true;
                done.store(1, SeqCst);
            });
            let spins = scope.spawn(|| {
                let mut turns = 0;
                while !*ready.lock().unwrap() {
                    turns += 1;
                    thread::yield_now();
                }
                (turns, done.load(SeqCst))
            });
            spins.join().unwrap()
        })
    });
    assert!(outcomes.contains_key(&(2, 0)), "{outcomes:?}");
}

#[test]
fn a_yield_hides_no_order() {
    let outcomes = explore::outcomes(|| {
        let counter = AtomicU32::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let seen = counter.load(SeqCst);
                    thread::yield_now();
                    counter.store(seen + 1, SeqCst);
                });
            }
        });
        counter.into_inner()
    });
    assert_eq!(outcomes.into_iter().collect::<Vec<_>>(), [(1, 4), (2, 2)]);
}

#[test]
fn spinning_with_a_yield_for_what_never_comes_reaches_the_limit() {
    let report = Explore::every().max_steps(500).run(|| {
        let never = AtomicBool::new(false);
        while !never.load(SeqCst) {
            thread::yield_now();
        }
    });
    assert_eq!(report.found().cause, Cause::StepLimit { steps: 500 });
}
