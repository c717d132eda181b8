//! Locks and their guards.

use std::sync::Arc;

use super::tokio::sync::{
    MappedMutexGuard, Mutex, MutexGuard, OwnedMappedMutexGuard, OwnedMutexGuard,
    OwnedRwLockMappedWriteGuard, OwnedRwLockReadGuard, OwnedRwLockWriteGuard,
    RwLock, RwLockMappedWriteGuard, RwLockReadGuard, RwLockWriteGuard,
};

pub async fn mutex() {
    let mutex = Arc::new(Mutex::from((1, [2, 3])));
    let guard = mutex.lock().await;
    let busy = mutex.try_lock().unwrap_err();
    assert_eq!(busy.to_string(), "operation would block");
    assert!(std::ptr::eq(MutexGuard::mutex(&guard), &*mutex));
    assert_eq!(format!("{guard:?}"), "(1, [2, 3])");
    let guard = MutexGuard::try_map(guard, |all| all.1.get_mut(9)).unwrap_err();
    let mut guard = MutexGuard::map(guard, |all| &mut all.1);
    guard[0] += 5;
    let guard = MappedMutexGuard::try_map(guard, |two| two.get_mut(9)).unwrap_err();
    let guard = MappedMutexGuard::map(guard, |two| &mut two[0]);
    assert_eq!(format!("{guard} {guard:?}"), "7 7");
    drop(guard);
    assert_eq!(mutex.try_lock().unwrap().1, [7, 3]);
    let guard = mutex.clone().lock_owned().await;
    assert!(mutex.clone().try_lock_owned().is_err());
    assert!(Arc::ptr_eq(OwnedMutexGuard::mutex(&guard), &mutex));
    let guard =
        OwnedMutexGuard::try_map(guard, |all| all.1.get_mut(9)).unwrap_err();
    let guard = OwnedMutexGuard::map(guard, |all| &mut all.1);
    let guard = OwnedMappedMutexGuard::try_map(guard, |two| two.get_mut(9));
    let mut guard =
        OwnedMappedMutexGuard::map(guard.unwrap_err(), |two| &mut two[1]);
    *guard += 5;
    assert_eq!(format!("{guard} {guard:?}"), "8 8");
    drop(guard);
    assert_eq!(format!("{mutex:?}"), "Mutex { data: (1, [7, 8]) }");
    let mut mutex = Arc::into_inner(mutex).unwrap();
    mutex.get_mut().0 = 9;
    assert_eq!(mutex.into_inner(), (9, [7, 8]));
    static COUNT: Mutex<u8> = Mutex::const_new(1);
    assert_eq!(
        Mutex::<u8>::default().into_inner(),
        COUNT.try_lock().map_or(0, |_| 0)
    );
}

pub async fn rwlock() {
    let lock = Arc::new(RwLock::from((1, [2, 3])));
    let (guard, other) = (lock.read().await, lock.try_read().unwrap());
    assert_eq!((*guard, format!("{other:?}")), ((1, [2, 3]), "(1, [2, 3])".into()));
    assert!(lock.try_write().is_err());
    drop(other);
    let guard = RwLockReadGuard::try_map(guard, |all| all.1.get(9)).unwrap_err();
    let guard = RwLockReadGuard::map(guard, |all| &all.0);
    assert_eq!(format!("{guard} {guard:?}"), "1 1");
    drop(guard);
    let mut guard = lock.write().await;
    guard.0 = 4;
    assert!(lock.try_read().is_err());
    let guard =
        RwLockWriteGuard::try_map(guard, |all| all.1.get_mut(9)).unwrap_err();
    let guard = RwLockWriteGuard::map(guard, |all| &mut all.1);
    let guard = RwLockMappedWriteGuard::try_map(guard, |two| two.get_mut(9));
    let mut guard =
        RwLockMappedWriteGuard::map(guard.unwrap_err(), |two| &mut two[0]);
    *guard = 5;
    assert_eq!(format!("{guard} {guard:?}"), "5 5");
    drop(guard);
    let guard = lock.try_write().unwrap();
    assert_eq!(*RwLockWriteGuard::into_mapped(guard), (4, [5, 3]));
    let guard = lock.write().await;
    let guard = RwLockWriteGuard::try_downgrade_map(guard, |all| all.1.get(9));
    assert_eq!(guard.unwrap_err().downgrade().0, 4);
    let guard = RwLockWriteGuard::downgrade_map(lock.write().await, |all| &all.1);
    assert_eq!((guard[0], lock.read().await.0), (5, 4));
    drop(guard);
    owned(&lock).await;
    let mut lock = Arc::into_inner(lock).unwrap();
    lock.get_mut().0 = 8;
    assert_eq!(lock.into_inner(), (8, [5, 6]));
    let few = RwLock::with_max_readers(1, 2);
    let _two = (few.read().await, few.read().await);
    assert!(few.try_read().is_err());
    static LOCK: RwLock<u8> = RwLock::const_new(1);
    static FEW: RwLock<u8> = RwLock::const_with_max_readers(1, 8);
    let _ = (&LOCK, &FEW);
    assert_eq!(RwLock::<u8>::default().into_inner(), 0);
}

async fn owned(lock: &Arc<RwLock<(i32, [i32; 2])>>) {
    let guard = lock.clone().read_owned().await;
    let other = lock.clone().try_read_owned().unwrap();
    assert!(lock.clone().try_write_owned().is_err());
    assert!(Arc::ptr_eq(OwnedRwLockReadGuard::rwlock(&guard), lock));
    let guard =
        OwnedRwLockReadGuard::try_map(guard, |all| all.1.get(9)).unwrap_err();
    let guard = OwnedRwLockReadGuard::map(guard, |all| &all.0);
    assert_eq!((format!("{guard} {guard:?}"), other.0), ("4 4".into(), 4));
    drop((guard, other));
    let guard = lock.clone().write_owned().await;
    assert!(Arc::ptr_eq(OwnedRwLockWriteGuard::rwlock(&guard), lock));
    let guard = OwnedRwLockWriteGuard::try_map(guard, |all| all.1.get_mut(9));
    let guard = OwnedRwLockWriteGuard::map(guard.unwrap_err(), |all| &mut all.1);
    let guard = OwnedRwLockMappedWriteGuard::try_map(guard, |two| two.get_mut(9));
    let mut guard =
        OwnedRwLockMappedWriteGuard::map(guard.unwrap_err(), |two| &mut two[1]);
    assert!(Arc::ptr_eq(OwnedRwLockMappedWriteGuard::rwlock(&guard), lock));
    *guard = 6;
    assert_eq!(format!("{guard} {guard:?}"), "6 6");
    drop(guard);
    let guard = lock.clone().try_write_owned().unwrap();
    assert_eq!(OwnedRwLockWriteGuard::into_mapped(guard).1, [5, 6]);
    let guard = lock.clone().write_owned().await;
    let guard = OwnedRwLockWriteGuard::try_downgrade_map(guard, |all| all.1.get(9));
    assert_eq!(guard.unwrap_err().downgrade().1[1], 6);
    let guard = lock.clone().write_owned().await;
    assert_eq!(OwnedRwLockWriteGuard::downgrade_map(guard, |all| &all.1)[1], 6);
}
