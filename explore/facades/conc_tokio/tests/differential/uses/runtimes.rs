//! What runs tasks, and what blocks.

use std::sync::Arc;
use std::time::Duration;

use super::tokio::runtime::{Builder, Handle, Runtime, RuntimeFlavor};
use super::tokio::sync::{Mutex, RwLock, Semaphore, broadcast, mpsc, oneshot};
use super::tokio::task::{LocalSet, block_in_place, spawn_blocking, spawn_local};
use super::tokio::time::{interval, sleep, timeout};
use super::tokio::{self, spawn};

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

/// A closure that may block goes back into a runtime.
pub fn calls_from_closures() {
    Runtime::new().unwrap().block_on(async {
        let call = || Handle::current().block_on(async { 10 });
        assert_eq!(spawn_blocking(call).await.unwrap(), 10);
        assert_eq!(block_in_place(call), 10);
        let own = || Runtime::new().unwrap().block_on(async { 11 });
        assert_eq!(spawn_blocking(own).await.unwrap(), 11);
        let nested = || {
            let inner = async { Handle::current().block_on(async {}) };
            Handle::current().block_on(inner);
        };
        assert!(spawn_blocking(nested).await.unwrap_err().is_panic());
        let runtime = Runtime::new().unwrap();
        spawn_blocking(move || drop(runtime)).await.unwrap();
        let dropped = spawn(async { drop(Runtime::new()) });
        assert!(dropped.await.unwrap_err().is_panic());
    });
}

pub fn knows_the_flavor() {
    let flavor = || Handle::current().runtime_flavor();
    let one_thread = Builder::new_current_thread().build().unwrap();
    one_thread.block_on(async move {
        assert_eq!(flavor(), RuntimeFlavor::CurrentThread);
        let task = spawn(async move { flavor() });
        assert_eq!(task.await.unwrap(), RuntimeFlavor::CurrentThread);
        assert_eq!(spawn_blocking(|| block_in_place(|| 1)).await.unwrap(), 1);
        let refused = spawn(async { block_in_place(|| ()) });
        assert!(refused.await.unwrap_err().is_panic());
    });
    let several = Builder::new_multi_thread().enable_all().build().unwrap();
    several.block_on(async move {
        assert_eq!(flavor(), RuntimeFlavor::MultiThread);
        let task = spawn(async move { flavor() });
        assert_eq!(task.await.unwrap(), RuntimeFlavor::MultiThread);
    });
    let _entered = one_thread.enter();
    assert_eq!(flavor(), RuntimeFlavor::CurrentThread);
    let other = several.enter();
    assert_eq!(flavor(), RuntimeFlavor::MultiThread);
    one_thread.block_on(async move {
        assert_eq!(flavor(), RuntimeFlavor::CurrentThread);
    });
    drop(other);
    assert_eq!(flavor(), RuntimeFlavor::CurrentThread);
    LocalSet::new().block_on(&several, async {
        let refused = spawn_local(async { block_in_place(|| ()) });
        assert!(refused.await.unwrap_err().is_panic());
    });
}

pub fn shuts_down() {
    Runtime::new().unwrap().block_on(async {
        Runtime::new().unwrap().shutdown_background();
        Runtime::new().unwrap().shutdown_timeout(Duration::ZERO);
        let blocks = || Runtime::new().unwrap().shutdown_timeout(SECOND);
        spawn_blocking(blocks).await.unwrap();
        let panics = spawn(async move { blocks() });
        assert!(panics.await.unwrap_err().is_panic());
    });
}

const SECOND: Duration = Duration::from_secs(1);

/// A runtime has timers only if its builder says so.
pub fn needs_timers() {
    let without = Builder::new_current_thread().build().unwrap();
    without.block_on(async {
        let slept = spawn(async { sleep(Duration::ZERO).await });
        assert!(slept.await.unwrap_err().is_panic());
        let waited = spawn(async { timeout(SECOND, async {}).await });
        assert!(waited.await.unwrap_err().is_panic());
        assert!(timeout(Duration::MAX, async {}).await.is_ok());
        let ticked = spawn(async { drop(interval(SECOND)) });
        assert!(ticked.await.unwrap_err().is_panic());
        let (sender, _receiver) = mpsc::channel(1);
        let sent = spawn(async move { sender.send_timeout(1, SECOND).await });
        assert!(sent.await.unwrap_err().is_panic());
    });
    let with = Builder::new_current_thread().enable_time().build().unwrap();
    let (sender, _receiver) = mpsc::channel(1);
    with.block_on(sender.send_timeout(1, SECOND)).unwrap();
    with.block_on(async { tokio::time::sleep(Duration::ZERO).await });
}
