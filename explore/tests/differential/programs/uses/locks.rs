use std::panic::{AssertUnwindSafe, catch_unwind};

use super::own::{
    Arc, Barrier, Condvar, Mutex, RwLock, RwLockWriteGuard, TryLockError,
};
use super::sync::ShardedLock;
use super::thread;
use super::time::Duration;

const SOON: Duration = Duration::from_millis(1);

/// Poisons what this locks.
fn poison<T>(lock: impl FnOnce() -> T) {
    let panics = || {
        let _guard = lock();
        panic!("on purpose");
    };
    assert!(catch_unwind(AssertUnwindSafe(panics)).is_err());
}

pub fn mutex() {
    let mut mutex = Mutex::new(1);
    let guard = mutex.lock().unwrap();
    assert!(matches!(mutex.try_lock(), Err(TryLockError::WouldBlock)));
    assert_eq!(format!("{guard} {guard:?}"), "1 1");
    drop(guard);
    *mutex.get_mut().unwrap() += 1;
    assert_eq!(format!("{mutex:?}"), "Mutex { data: 2, poisoned: false, .. }");
    poison(|| mutex.lock().unwrap());
    assert!(mutex.is_poisoned());
    let mut poisoned = mutex.lock().unwrap_err();
    assert_eq!((**poisoned.get_ref(), **poisoned.get_mut()), (2, 2));
    drop(poisoned.into_inner());
    assert!(matches!(mutex.try_lock(), Err(TryLockError::Poisoned(_))));
    mutex.clear_poison();
    assert_eq!(mutex.into_inner().unwrap(), 2);
    assert_eq!(Mutex::from(3).into_inner().unwrap(), 3);
    assert!(!Mutex::<bool>::default().into_inner().unwrap());
}

pub fn rwlock() {
    let mut lock = RwLock::new(1);
    let (one, two) = (lock.read().unwrap(), lock.try_read().unwrap());
    assert!(matches!(lock.try_write(), Err(TryLockError::WouldBlock)));
    assert_eq!(format!("{one} {two:?}"), "1 1");
    drop((one, two));
    let mut guard = lock.write().unwrap();
    *guard += 1;
    assert!(lock.try_read().is_err());
    let guard = RwLockWriteGuard::downgrade(guard);
    assert_eq!((*guard, *lock.read().unwrap()), (2, 2));
    drop(guard);
    *lock.get_mut().unwrap() += 1;
    poison(|| drop(lock.read().unwrap()));
    assert!(!lock.is_poisoned());
    poison(|| lock.write().unwrap());
    assert!(lock.is_poisoned() && lock.read().is_err() && lock.write().is_err());
    lock.clear_poison();
    assert_eq!(lock.into_inner().unwrap(), 3);
    assert_eq!(RwLock::from(4).into_inner().unwrap(), 4);
    assert!(!RwLock::<bool>::default().into_inner().unwrap());
}

pub fn waits() {
    let (mutex, condvar) = (Mutex::new(0), Condvar::new());
    let guard = mutex.lock().unwrap();
    let (guard, late) = condvar.wait_timeout(guard, SOON).unwrap();
    let waited = condvar.wait_timeout_while(guard, SOON, |value| *value == 0);
    let (guard, again) = waited.unwrap();
    assert!(again.timed_out() && (late.timed_out() || late != again));
    drop(condvar.wait_while(guard, |value| *value > 0).unwrap());
    let (barrier, both) = (Barrier::new(2), Arc::new((mutex, condvar)));
    let leaders = thread::scope(|scope| {
        let other = scope.spawn(|| {
            *both.0.lock().unwrap() = 1;
            both.1.notify_one();
            both.1.notify_all();
            barrier.wait().is_leader()
        });
        let mut guard = both.0.lock().unwrap();
        while *guard == 0 {
            guard = both.1.wait(guard).unwrap();
        }
        drop(guard);
        [barrier.wait().is_leader(), other.join().unwrap()]
    });
    assert_ne!(leaders[0], leaders[1]);
}

pub fn sharded() {
    let mut lock = ShardedLock::new(1);
    let (one, two) = (lock.read().unwrap(), lock.try_read().unwrap());
    assert!(lock.try_write().is_err());
    assert_eq!(format!("{one} {two}"), "1 1");
    drop((one, two));
    *lock.write().unwrap() += 1;
    *lock.get_mut().unwrap() += 1;
    assert!(!lock.is_poisoned());
    poison(|| lock.write().unwrap());
    assert!(lock.is_poisoned());
    assert_eq!(lock.into_inner().unwrap_err().into_inner(), 3);
    assert_eq!(ShardedLock::from(4).into_inner().unwrap(), 4);
    assert!(!ShardedLock::<bool>::default().into_inner().unwrap());
}
