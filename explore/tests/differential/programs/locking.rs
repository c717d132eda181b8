//! std's locks: who sees what, and what a panic leaves.

use super::own::{Mutex, OnceLock, RwLock};
use super::{pause, programs, spawn};
use std::sync::Arc;

programs! { 300;
    fn a_lock_is_found_taken_or_free() {
        let lock = Arc::new(Mutex::new(0));
        let task = {
            let lock = lock.clone();
            spawn(move || {
                let mut held = lock.lock().unwrap();
                *held += 1;
                pause();
                *held += 1;
            })
        };
        pause();
        let seen = lock.try_lock().map(|held| *held).ok();
        task.join().unwrap();
        (seen, *lock.lock().unwrap())
    }

    fn two_steps_under_two_locks_are_two() {
        let lock = Arc::new(Mutex::new(0));
        let tasks = [(); 2].map(|()| {
            let lock = lock.clone();
            spawn(move || {
                let seen = *lock.lock().unwrap();
                pause();
                *lock.lock().unwrap() = seen + 1;
            })
        });
        tasks.into_iter().for_each(|task| task.join().unwrap());
        *lock.lock().unwrap()
    }

    fn readers_share_and_writers_do_not() {
        let lock = Arc::new(RwLock::new((0, 0)));
        let task = {
            let lock = lock.clone();
            spawn(move || {
                let mut both = lock.write().unwrap();
                both.0 += 1;
                pause();
                both.1 += 1;
            })
        };
        let (first, second) = (lock.read().unwrap(), lock.try_read().is_ok());
        let seen = *first;
        drop(first);
        task.join().unwrap();
        (seen, second, *lock.read().unwrap())
    }

    fn a_reader_keeps_the_writer_out() {
        let lock = RwLock::new(1);
        let reader = lock.read().unwrap();
        let refused = lock.try_write().is_err();
        drop(reader);
        let writer = lock.try_write().unwrap();
        (refused, lock.try_read().is_err(), *writer)
    }

    fn one_of_two_initializes() {
        let cell = Arc::new(OnceLock::new());
        let tasks = [1, 2].map(|number| {
            let cell = cell.clone();
            spawn(move || *cell.get_or_init(|| { pause(); number }))
        });
        let early = cell.get().copied();
        let got = tasks.map(|task| task.join().unwrap());
        (early, got, cell.set(3), cell.get().copied())
    }

    fn a_value_is_set_once() {
        let cell = Arc::new(OnceLock::new());
        let other = cell.clone();
        let task = spawn(move || other.set(1));
        let mine = cell.set(2);
        (mine, task.join().unwrap(), cell.get().copied())
    }
}
