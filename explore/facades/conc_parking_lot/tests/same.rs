//! The same calls come to the same with the real parking_lot and with the model: what one
//! task sees of the locks that it holds.

use std::time::Duration;

const SHORT: Duration = Duration::from_millis(1);

/// What a task sees, by the crate and the `Instant` of these names.
macro_rules! seen {
    ($name:ident, $($parking_lot:ident)::+, $Instant:ty) => {
        fn $name() -> Vec<String> {
            use $($parking_lot)::+::{
                Condvar, FairMutex, Mutex, MutexGuard, Once, ReentrantMutex,
                ReentrantMutexGuard, RwLock, RwLockReadGuard,
                RwLockUpgradableReadGuard, RwLockWriteGuard, const_mutex,
            };

            let mut seen = Vec::new();
            let mut sees = |what: &dyn std::fmt::Debug| seen.push(format!("{what:?}"));

            let mutex = Mutex::new(vec![1, 2]);
            sees(&mutex);
            let guard = mutex.lock();
            sees(&guard);
            sees(&mutex);
            sees(&(mutex.try_lock().is_none(), mutex.is_locked()));
            sees(&mutex.try_lock_for(SHORT).is_none());
            sees(&mutex.try_lock_until(<$Instant>::now() + SHORT).is_none());
            let mut first = MutexGuard::map(guard, |all| &mut all[0]);
            *first += 6;
            drop(first);
            let mut guard = mutex.lock();
            sees(&MutexGuard::unlocked(&mut guard, || mutex.try_lock().is_some()));
            MutexGuard::bump(&mut guard);
            sees(&MutexGuard::try_map(guard, |all| all.get_mut(9)).is_err());
            sees(&(mutex.is_locked(), Mutex::into_inner(mutex)));
            sees(&*const_mutex(4).lock());
            sees(&FairMutex::from("fair").lock().len());

            let lock = RwLock::new(1);
            sees(&lock);
            let read = lock.read();
            sees(&(lock.try_read().is_some(), lock.try_write().is_none()));
            sees(&lock.try_write_for(SHORT).is_none());
            sees(&(lock.is_locked(), lock.is_locked_exclusive()));
            let may = lock.upgradable_read();
            sees(&(lock.try_read().is_some(), lock.try_upgradable_read().is_none()));
            let may = RwLockUpgradableReadGuard::try_upgrade(may);
            sees(&may.is_err());
            drop(read);
            let mut write = RwLockUpgradableReadGuard::upgrade(may.unwrap_err());
            *write += 1;
            sees(&(lock.try_read().is_none(), lock.is_locked_exclusive()));
            let mut may = RwLockWriteGuard::downgrade_to_upgradable(write);
            sees(&(lock.try_read().is_some(), lock.try_write().is_none()));
            may.with_upgraded(|value| *value += 1);
            sees(&may.try_with_upgraded(|value| *value));
            let read = RwLockUpgradableReadGuard::downgrade(may);
            sees(&lock.try_upgradable_read().map(|may| *may));
            sees(&(lock.read_recursive().to_string(), RwLockReadGuard::rwlock(&read)));
            drop(read);
            let read = RwLockWriteGuard::downgrade(lock.write());
            sees(&*RwLockReadGuard::map(read, |value| value));
            sees(&RwLock::into_inner(lock));

            let again = ReentrantMutex::new((1, 2));
            let one = again.lock();
            sees(&(again.try_lock().is_some(), again.is_owned_by_current_thread()));
            let two = ReentrantMutexGuard::map(again.lock(), |both| &both.1);
            drop(one);
            sees(&(*two, again.is_locked()));
            drop(two);
            sees(&(again.is_locked(), again));

            let condvar = Condvar::new();
            sees(&(condvar.notify_one(), condvar.notify_all()));
            let mutex = Mutex::new(0);
            let mut guard = mutex.lock();
            sees(&condvar.wait_for(&mut guard, SHORT));
            sees(&condvar.wait_until(&mut guard, <$Instant>::now() + SHORT).timed_out());
            sees(&condvar.wait_while_for(&mut guard, |value| *value > 0, SHORT));
            sees(&condvar.wait_while_for(&mut guard, |value| *value == 0, SHORT));
            sees(&mutex.is_locked());

            let once = Once::new();
            sees(&once);
            once.call_once(|| sees(&once.state()));
            once.call_once(|| unreachable!());
            sees(&(once.state(), once.state().done()));
            seen
        }
    };
}

seen!(really, parking_lot, std::time::Instant);
seen!(modelled, conc_parking_lot, explore::time::Instant);

#[test]
fn one_task_sees_the_same() {
    let (all, report) = explore::Explore::every().outcomes(modelled);
    report.clean_in_all();
    assert_eq!(all.into_keys().collect::<Vec<_>>(), [really()]);
}
