//! Permits, notifications and barriers.

use std::pin::pin;
use std::sync::Arc;

use super::tokio::sync::{Barrier, Notify, Semaphore, TryAcquireError};
use super::tokio::{join, spawn};

pub async fn semaphore() {
    let permits = Arc::new(Semaphore::new(3));
    const { assert!(Semaphore::MAX_PERMITS > 1_000) };
    let mut two = permits.acquire_many(2).await.unwrap();
    let one = permits.try_acquire().unwrap();
    assert_eq!(
        permits.try_acquire_many(1).unwrap_err(),
        TryAcquireError::NoPermits
    );
    let split = two.split(1).unwrap();
    assert_eq!((two.num_permits(), split.num_permits()), (1, 1));
    assert!(two.split(2).is_none() && std::ptr::eq(two.semaphore(), &*permits));
    two.merge(split);
    one.forget();
    drop(two);
    assert_eq!(permits.available_permits(), 2);
    permits.add_permits(2);
    assert_eq!((permits.forget_permits(1), permits.available_permits()), (1, 3));
    drop(permits.acquire().await.unwrap());
    let mut two = permits.clone().acquire_many_owned(2).await.unwrap();
    let one = permits.clone().try_acquire_owned().unwrap();
    assert!(permits.clone().try_acquire_many_owned(1).is_err());
    assert!(Arc::ptr_eq(two.semaphore(), &permits));
    let split = two.split(1).unwrap();
    assert_eq!(two.num_permits() + split.num_permits() + one.num_permits(), 3);
    two.merge(split);
    one.forget();
    drop(two);
    drop(permits.clone().acquire_owned().await.unwrap());
    permits.close();
    assert!(permits.is_closed());
    assert_eq!(permits.try_acquire().unwrap_err(), TryAcquireError::Closed);
    assert_eq!(
        permits.acquire().await.unwrap_err().to_string(),
        "semaphore closed"
    );
    static LIMIT: Semaphore = Semaphore::const_new(1);
    let _ = &LIMIT;
}

pub async fn notify() {
    let notify = Arc::new(Notify::new());
    notify.notify_one();
    notify.notify_one();
    notify.notified().await;
    let mut first = pin!(notify.notified());
    assert!(!first.as_mut().enable());
    let mut second = pin!(notify.clone().notified_owned());
    assert!(!second.as_mut().enable());
    notify.notify_last();
    second.await;
    notify.notify_waiters();
    first.await;
    let other = notify.clone();
    let task = spawn(async move { other.notified().await });
    notify.notify_one();
    task.await.unwrap();
    static STOP: Notify = Notify::const_new();
    let _ = (&STOP, Notify::default());
}

pub async fn barrier() {
    let barrier = Barrier::new(2);
    let (one, other) = join!(barrier.wait(), barrier.wait());
    assert!(one.is_leader() != other.is_leader());
}
