//! `WaitGroup`, `Parker` and `ShardedLock`.

use super::atomic::{AtomicU32, Ordering::SeqCst};
use super::sync::{Parker, ShardedLock, WaitGroup};
use super::time::Duration;
use super::{pause, programs, spawn};
use std::sync::Arc;

programs! { 300;
    fn a_group_waits_for_all() {
        let (group, done) = (WaitGroup::new(), Arc::new(AtomicU32::new(0)));
        for _ in 0..2 {
            let (group, done) = (group.clone(), done.clone());
            spawn(move || {
                done.fetch_add(1, SeqCst);
                drop(group);
                pause();
                done.fetch_add(10, SeqCst);
            });
        }
        group.wait();
        done.load(SeqCst)
    }

    fn members_wait_for_one_another() {
        let (group, done) = (WaitGroup::new(), Arc::new(AtomicU32::new(0)));
        let tasks = [(); 2].map(|()| {
            let (group, done) = (group.clone(), done.clone());
            spawn(move || {
                done.fetch_add(1, SeqCst);
                group.wait();
                done.load(SeqCst)
            })
        });
        drop(group);
        tasks.map(|task| task.join().unwrap())
    }

    fn a_group_of_one_waits_for_nobody() {
        let group = WaitGroup::default();
        let text = format!("{group:?} {:?}", group.clone());
        group.wait();
        text
    }

    fn to_unpark_is_not_lost() {
        let (parker, done) = (Parker::new(), Arc::new(AtomicU32::new(0)));
        let (unparker, does) = (parker.unparker().clone(), done.clone());
        let task = spawn(move || {
            does.store(1, SeqCst);
            unparker.unpark();
            pause();
            does.store(2, SeqCst);
        });
        parker.park();
        let seen = done.load(SeqCst);
        task.join().unwrap();
        seen
    }

    fn a_park_ends_by_itself() {
        let parker = Parker::new();
        parker.park_timeout(Duration::from_millis(1));
        parker.unparker().unpark();
        parker.unparker().unpark();
        parker.park_timeout(Duration::from_secs(3600));
        parker.park_timeout(Duration::ZERO);
        format!("{parker:?} {:?}", parker.unparker())
    }

    fn a_lock_for_many_readers() {
        let lock = Arc::new(ShardedLock::new(0));
        let task = {
            let lock = lock.clone();
            spawn(move || {
                *lock.write().unwrap() += 1;
                pause();
                *lock.write().unwrap() += 1;
            })
        };
        let seen = [(); 2].map(|()| *lock.read().unwrap());
        task.join().unwrap();
        (seen, *lock.read().unwrap())
    }
}
