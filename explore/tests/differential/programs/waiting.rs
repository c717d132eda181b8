//! std's `Condvar`, `Barrier`, and parking.

use super::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use super::own::{Barrier, Condvar, Mutex};
use super::time::Duration;
use super::{pause, programs, spawn, thread};
use std::sync::Arc;

programs! { 300;
    fn a_waiter_sees_what_it_waits_for() {
        let shared = Arc::new((Mutex::new(0), Condvar::new()));
        let task = {
            let shared = shared.clone();
            spawn(move || {
                for _ in 0..2 {
                    *shared.0.lock().unwrap() += 1;
                    shared.1.notify_one();
                    pause();
                }
            })
        };
        let (lock, changed) = &*shared;
        let held = lock.lock().unwrap();
        let seen = *changed.wait_while(held, |held| *held == 0).unwrap();
        task.join().unwrap();
        seen
    }

    fn all_are_woken() {
        let shared = Arc::new((Mutex::new(false), Condvar::new()));
        let tasks = [1, 2].map(|number| {
            let shared = shared.clone();
            spawn(move || {
                let mut held = shared.0.lock().unwrap();
                while !*held {
                    held = shared.1.wait(held).unwrap();
                }
                number
            })
        });
        pause();
        *shared.0.lock().unwrap() = true;
        shared.1.notify_all();
        tasks.map(|task| task.join().unwrap())
    }

    fn a_token_goes_to_one_and_then_the_other() {
        let shared = Arc::new((Mutex::new(0), Condvar::new()));
        let tasks = [(); 2].map(|()| {
            let shared = shared.clone();
            spawn(move || {
                let (tokens, more) = &*shared;
                let mut tokens = tokens.lock().unwrap();
                while *tokens == 0 {
                    tokens = more.wait(tokens).unwrap();
                }
                *tokens -= 1;
            })
        });
        for _ in 0..2 {
            *shared.0.lock().unwrap() += 1;
            shared.1.notify_one();
            pause();
        }
        tasks.into_iter().for_each(|task| task.join().unwrap());
        *shared.0.lock().unwrap()
    }

    fn a_wait_for_nothing_ends_with_its_time() {
        let (lock, never) = (Mutex::new(7), Condvar::new());
        let held = lock.lock().unwrap();
        let (held, waited) =
            never.wait_timeout_while(held, Duration::from_millis(1), |_| true).unwrap();
        (*held, waited.timed_out())
    }

    fn one_of_a_barrier_leads() {
        let barrier = Arc::new(Barrier::new(2));
        let before = Arc::new(AtomicU32::new(0));
        let tasks = [(); 2].map(|()| {
            let (barrier, before) = (barrier.clone(), before.clone());
            spawn(move || {
                before.fetch_add(1, SeqCst);
                let leads = barrier.wait().is_leader();
                (before.load(SeqCst), leads)
            })
        });
        tasks.map(|task| task.join().unwrap())
    }

    fn an_early_unpark_is_kept() {
        let go = Arc::new(AtomicBool::new(false));
        let seen = go.clone();
        let task = spawn(move || {
            while !seen.load(SeqCst) {
                thread::park();
            }
            1
        });
        go.store(true, SeqCst);
        task.thread().unpark();
        task.join().unwrap()
    }

    fn a_scope_ends_after_its_tasks() {
        let count = AtomicU32::new(0);
        let early = thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    pause();
                    count.fetch_add(1, SeqCst)
                });
            }
            count.load(SeqCst)
        });
        (early, count.load(SeqCst))
    }

    fn a_panic_poisons_its_lock() {
        let lock = Arc::new(Mutex::new(1));
        let ended = std::panic::catch_unwind({
            let lock = lock.clone();
            std::panic::AssertUnwindSafe(move || {
                let _held = lock.lock().unwrap();
                std::panic::resume_unwind(Box::new(()));
            })
        });
        let kept = *lock.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        (ended.is_err(), lock.is_poisoned(), kept)
    }
}
