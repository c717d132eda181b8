//! What runs tasks, and what blocks.

use std::sync::Arc;
use std::time::Duration;

use super::tokio::runtime::{Builder, Handle, Runtime, RuntimeFlavor};
use super::tokio::sync::{Mutex, RwLock, Semaphore, broadcast, mpsc, oneshot};
use super::tokio::task::{block_in_place, spawn_blocking};

pub fn builds() {
    assert!(Handle::try_current().unwrap_err().is_missing_context());
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(2).max_blocking_threads(1).thread_name("worker");
    builder.thread_name_fn(|| "worker".into()).thread_stack_size(1 << 20);
    builder.thread_keep_alive(Duration::from_secs(1)).enable_time();
    builder.global_queue_interval(31).event_interval(61);
    let runtime = builder.build().unwrap();
    assert_eq!(runtime.handle().runtime_flavor(), RuntimeFlavor::MultiThread);
    let sum = runtime.block_on(async {
        let handle = Handle::current();
        let (one, two) = (handle.spawn(async { 1 }), handle.spawn_blocking(|| 2));
        one.await.unwrap() + two.await.unwrap() + block_in_place(|| 3)
    });
    assert_eq!(sum, 6);
    let _entered = runtime.enter();
    assert_eq!(runtime.handle().block_on(async { 7 }), 7);
    let other = Runtime::new().unwrap();
    drop(other.handle().enter());
    other.shutdown_background();
    let flavor = Builder::new_current_thread().build().unwrap();
    assert_eq!(flavor.handle().runtime_flavor(), RuntimeFlavor::CurrentThread);
    flavor.shutdown_timeout(Duration::ZERO);
}

pub fn blocks() {
    let (sender, mut receiver) = mpsc::channel(2);
    sender.blocking_send(1).unwrap();
    sender.blocking_send(2).unwrap();
    assert_eq!(receiver.blocking_recv(), Some(1));
    let mut all = Vec::new();
    assert_eq!((receiver.blocking_recv_many(&mut all, 9), all), (1, vec![2]));
    let (sender, mut receiver) = mpsc::unbounded_channel();
    sender.send(3).unwrap();
    sender.send(4).unwrap();
    assert_eq!(receiver.blocking_recv(), Some(3));
    let mut all = Vec::new();
    assert_eq!((receiver.blocking_recv_many(&mut all, 9), all), (1, vec![4]));
    let (sender, receiver) = oneshot::channel();
    sender.send(5).unwrap();
    assert_eq!(receiver.blocking_recv(), Ok(5));
    let (sender, mut receiver) = broadcast::channel(1);
    sender.send(6).unwrap();
    assert_eq!(receiver.blocking_recv(), Ok(6));
    let mutex = Arc::new(Mutex::new(7));
    *mutex.blocking_lock() += 1;
    assert_eq!(*mutex.clone().blocking_lock_owned(), 8);
    let lock = RwLock::new(9);
    *lock.blocking_write() += 1;
    assert_eq!(*lock.blocking_read(), 10);
    let permits = Arc::new(Semaphore::new(2));
    drop((permits.blocking_acquire(), permits.clone().blocking_acquire_owned()));
    drop(permits.blocking_acquire_many(2));
    drop(permits.blocking_acquire_many_owned(2));
    let runtime = Runtime::new().unwrap();
    let done = runtime.block_on(async move {
        spawn_blocking(move || *mutex.blocking_lock() + 3).await.unwrap()
    });
    assert_eq!(done, 11);
}
