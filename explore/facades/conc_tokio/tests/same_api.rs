//! The model's items have the signatures of tokio's: the same source compiles on both.

#![allow(
    dead_code,
    clippy::let_underscore_future,
    clippy::type_complexity,
    reason = "it is compiled, not run"
)]

extern crate conc_tokio as modelled;
extern crate conc_tokio_util as modelled_util;
extern crate tokio as real;
extern crate tokio_util as real_util;

macro_rules! uses {
    ($on:ident, $util:ident) => {
        pub mod $on {
            use std::cell::Cell;
            use std::future::Future;
            use std::pin::Pin;
            use std::rc::Rc;
            use std::sync::Arc;
            use std::task::{Context, Poll};
            use std::time::Duration;

            use $on::runtime::{Builder, Handle, Runtime, RuntimeFlavor};
            use $on::sync::{broadcast, mpsc, oneshot, watch, *};
            use $on::task::{self, *};
            use $on::time::{self, *};
            use $util::sync::{CancellationToken, DropGuardRef};
            use $util::task::{AbortOnDropHandle, TaskTracker};

            type Local = Cell<u8>;
            type Alone = Rc<u8>;

            // A guard to read is covariant.
            fn covariant<'a>(
                guard: RwLockReadGuard<'a, &'static str>,
                seen: Ref<'a>,
            ) -> (RwLockReadGuard<'a, &'a str>, Ref<'a>) {
                (guard, seen)
            }

            type Ref<'a> = watch::Ref<'a, &'a str>;

            static MUTEX: Mutex<u8> = Mutex::const_new(1);
            static LOCK: RwLock<u8> = RwLock::const_with_max_readers(1, 8);
            static OTHER: RwLock<u8> = RwLock::const_new(1);
            static PERMITS: Semaphore = Semaphore::const_new(1);
            static NOTIFY: Notify = Notify::const_new();
            static CELL: OnceCell<u8> = OnceCell::const_new_with(1);
            static ONCE: SetOnce<u8> = SetOnce::const_new();

            fn of_mpsc() {
                type Sender = mpsc::Sender<u8>;
                type Receiver = mpsc::Receiver<u8>;
                let _: fn(usize) -> (Sender, Receiver) = mpsc::channel;
                let _: fn(&Sender, u8) -> Result<(), _> = Sender::try_send;
                let _: fn(&Sender, u8) -> Result<(), _> = Sender::blocking_send;
                let _: fn(Sender) -> Result<mpsc::OwnedPermit<u8>, _> =
                    Sender::try_reserve_owned;
                let _: fn(&Sender) -> mpsc::WeakSender<u8> = Sender::downgrade;
                let _: fn(&mpsc::WeakSender<u8>) -> Option<Sender> =
                    mpsc::WeakSender::upgrade;
                let _: [fn(&Sender) -> usize; 4] = [
                    Sender::capacity,
                    Sender::max_capacity,
                    Sender::strong_count,
                    Sender::weak_count,
                ];
                let _: [fn(&Receiver) -> usize; 5] = [
                    Receiver::len,
                    Receiver::capacity,
                    Receiver::max_capacity,
                    Receiver::sender_strong_count,
                    Receiver::sender_weak_count,
                ];
                let _: fn(&mut Receiver) -> Option<u8> = Receiver::blocking_recv;
                let _: fn(&mut Receiver, &mut Vec<u8>, usize) -> usize =
                    Receiver::blocking_recv_many;
                let _: fn(
                    &mut Receiver,
                    &mut Context<'_>,
                    &mut Vec<u8>,
                    usize,
                ) -> Poll<usize> = Receiver::poll_recv_many;
                let _: fn(mpsc::OwnedPermit<u8>, u8) -> Sender =
                    mpsc::OwnedPermit::send;
                let _: fn(mpsc::OwnedPermit<u8>) -> Sender =
                    mpsc::OwnedPermit::release;
                type Error = mpsc::error::SendTimeoutError<u8>;
                let _: fn(Error) -> u8 = Error::into_inner;
            }

            async fn of_channels(
                sender: mpsc::Sender<u8>,
                mut one: oneshot::Receiver<u8>,
                mut all: broadcast::Receiver<u8>,
                mut value: watch::Receiver<u8>,
            ) {
                let permits = sender.reserve_many(2).await.unwrap();
                permits.for_each(|permit| permit.send(1));
                let permits: Result<mpsc::PermitIterator<'_, u8>, _> =
                    sender.try_reserve_many(2);
                let _: usize = permits.unwrap().len();
                let permit = sender.clone().reserve_owned().await.unwrap();
                let _: bool = permit.same_channel_as_sender(&sender);
                let _: bool = permit.same_channel(&permit);
                sender.send_timeout(1, Duration::ZERO).await.unwrap();
                sender.closed().await;
                let _: (bool, bool) = (one.is_empty(), one.is_terminated());
                one.close();
                let _: Result<u8, oneshot::error::RecvError> = (&mut one).await;
                let _: Result<u8, _> = one.blocking_recv();
                let _: (usize, bool, bool) =
                    (all.len(), all.is_empty(), all.is_closed());
                let _: (usize, usize) =
                    (all.sender_strong_count(), all.sender_weak_count());
                let again: broadcast::Receiver<u8> = all.resubscribe();
                let _: bool = all.same_channel(&again);
                let _: Result<u8, broadcast::error::RecvError> = all.recv().await;
                let _: Result<u8, _> = all.blocking_recv();
                let sender = broadcast::Sender::<Local>::new(1);
                let weak: broadcast::WeakSender<Local> = sender.downgrade();
                let _: Option<broadcast::Sender<Local>> = weak.upgrade();
                let _: (usize, usize) = (weak.strong_count(), weak.weak_count());
                sender.closed().await;
                let found = value.wait_for(|value| *value > 1).await.unwrap();
                let _: (bool, u8) = (found.has_changed(), *found);
                drop(found);
                let _: bool = value.same_channel(&value) && value.is_closed();
                value.mark_changed();
                value.mark_unchanged();
                let sender = watch::Sender::<u8>::default();
                let _: (usize, usize) =
                    (sender.sender_count(), sender.receiver_count());
                let _: bool = sender.same_channel(&sender.clone());
                let _: u8 = sender.send_replace(1);
            }

            async fn of_locks(mutex: Arc<Mutex<(u8, [u8; 2])>>) {
                let guard = mutex.lock().await;
                let _: &Mutex<_> = MutexGuard::mutex(&guard);
                let guard = MutexGuard::map(guard, |value| &mut value.1);
                let guard =
                    MappedMutexGuard::try_map(guard, |value| value.first_mut());
                drop(guard.map(|guard| format!("{guard:?} {guard}")));
                let guard = mutex.clone().lock_owned().await;
                let _: &Arc<Mutex<_>> = OwnedMutexGuard::mutex(&guard);
                let guard = OwnedMutexGuard::map(guard, |value| &mut value.1);
                drop(OwnedMappedMutexGuard::map(guard, |value| &mut value[0]));
                let _: Result<OwnedMutexGuard<_>, TryLockError> =
                    mutex.clone().try_lock_owned();
                drop(mutex.blocking_lock());
                drop(mutex.blocking_lock_owned());
                let lock: Arc<RwLock<(u8, [u8; 2])>> =
                    Arc::new(RwLock::from((1, [2, 3])));
                let guard = RwLockReadGuard::map(lock.read().await, |all| &all.1);
                let guard = RwLockReadGuard::map(guard, |two| &two[..]);
                drop(RwLockReadGuard::try_map(guard, |two| two.first()));
                let guard = lock.write().await;
                let guard = RwLockWriteGuard::into_mapped(guard);
                let guard = RwLockMappedWriteGuard::map(guard, |all| &mut all.0);
                drop(format!("{guard:?} {guard}"));
                drop(guard);
                let guard = lock.clone().write_owned().await;
                let _: &Arc<RwLock<_>> = OwnedRwLockWriteGuard::rwlock(&guard);
                let guard: OwnedRwLockReadGuard<(u8, [u8; 2])> = guard.downgrade();
                drop(OwnedRwLockReadGuard::map(guard, |all| &all.0));
                drop(lock.clone().try_read_owned().unwrap());
                drop(lock.clone().try_write_owned().unwrap());
                drop((lock.blocking_read(), lock.blocking_write()));
                let guard = lock.write().await;
                let guard =
                    RwLockWriteGuard::try_downgrade_map(guard, |all| all.1.first());
                drop(guard.ok());
                let _: RwLock<u8> = RwLock::with_max_readers(1, 2);
            }

            async fn of_permits(semaphore: Arc<Semaphore>) {
                let mut permit = semaphore.acquire_many(2).await.unwrap();
                let other: Option<SemaphorePermit<'_>> = permit.split(1);
                permit.merge(other.unwrap());
                let _: (&Semaphore, usize) =
                    (permit.semaphore(), permit.num_permits());
                permit.forget();
                let owned = semaphore.clone().acquire_many_owned(1).await.unwrap();
                let _: &Arc<Semaphore> = owned.semaphore();
                let _: Result<OwnedSemaphorePermit, TryAcquireError> =
                    semaphore.clone().try_acquire_many_owned(1);
                let _: Result<_, AcquireError> = semaphore.blocking_acquire();
                let _: Result<_, AcquireError> = semaphore.blocking_acquire_many(1);
                let _: Result<_, _> = semaphore.clone().blocking_acquire_owned();
                let _: Result<_, _> =
                    semaphore.clone().blocking_acquire_many_owned(1);
                let _: usize = semaphore.forget_permits(1);
                let notify = Arc::new(Notify::new());
                notify.clone().notified_owned().await;
                notify.notify_last();
                let _: BarrierWaitResult = Barrier::new(1).wait().await;
            }

            async fn of_values(mut cell: OnceCell<u8>, once: SetOnce<u8>) {
                let _: &u8 = cell.get_or_init(|| async { 1 }).await;
                let _: Result<&u8, u8> =
                    cell.get_or_try_init(|| async { Err(1) }).await;
                let _: Result<(), SetError<u8>> = cell.set(1);
                let _: (Option<&mut u8>, bool) = (cell.get_mut(), true);
                let _: (Option<u8>, bool) = (cell.take(), cell.initialized());
                let _: bool = cell == OnceCell::new_with(Some(1)).clone();
                let _: Option<u8> = OnceCell::from(1).into_inner();
                let _: &u8 = once.wait().await;
                let _: Result<(), SetOnceError<u8>> = once.set(1);
                let _: (Option<&u8>, bool) = (once.get(), once.initialized());
                let _: Option<u8> = once.clone().into_inner();
            }

            async fn of_tasks() {
                let handle: JoinHandle<u8> = $on::spawn(async { 1 });
                let id: task::Id = handle.id();
                let abort: AbortHandle = handle.abort_handle();
                let _: bool = abort.is_finished() && abort.id() == id;
                let error: JoinError = handle.await.unwrap_err();
                let _: task::Id = error.id();
                let _: std::io::Error = error.into();
                let mut set: JoinSet<u8> = [async { 1 }].into_iter().collect();
                set.spawn_on(async { 1 }, &Handle::current());
                set.spawn_blocking(|| 1);
                set.spawn_blocking_on(|| 1, &Handle::current());
                set.spawn_local_on(async { 1 }, &LocalSet::new());
                let _: Option<Result<(Id, u8), JoinError>> =
                    set.join_next_with_id().await;
                let _: Option<Result<(Id, u8), JoinError>> =
                    set.try_join_next_with_id();
                let _: fn(
                    &mut JoinSet<u8>,
                    &mut Context<'_>,
                ) -> Poll<Option<Result<u8, JoinError>>> = JoinSet::poll_join_next;
                set.shutdown().await;
                set.detach_all();
                let _: (task::Id, Option<Id>) = (task::id(), task::try_id());
                let _: JoinHandle<u8> = spawn_blocking(|| 1);
                let _: u8 = block_in_place(|| 1);
                consume_budget().await;
                unconstrained(async {}).await;
                let set = LocalSet::default();
                let alone: JoinHandle<Alone> =
                    set.spawn_local(async { Rc::new(1) });
                let _: Alone = set.run_until(alone).await.unwrap();
                drop(set.enter());
                set.await;
                spawn_local(async {}).await.unwrap();
            }

            fn of_runtimes() {
                let _: fn(&std::io::Error) -> bool =
                    $on::runtime::is_rt_shutdown_err;
                let mut builder: Builder = Builder::new_multi_thread();
                builder.worker_threads(2).thread_name("name").enable_all();
                let runtime: Runtime = builder.start_paused(true).build().unwrap();
                let handle: &Handle = runtime.handle();
                let _: RuntimeFlavor = handle.runtime_flavor();
                let _: JoinHandle<u8> = handle.spawn_blocking(|| 1);
                let _: u8 = handle.block_on(async { 1 });
                drop(handle.enter());
                let _: bool =
                    Handle::try_current().unwrap_err().is_missing_context();
                let _: u8 = LocalSet::new().block_on(&runtime, async { 1 });
                runtime.shutdown_timeout(Duration::ZERO);
            }

            $on::task_local! {
                pub static ONE: u8;
                static TWO: Local
            }

            async fn of_local_values() {
                let scope: task::futures::TaskLocalFuture<u8, _> =
                    ONE.scope(1, async { ONE.get() });
                let _: u8 = scope.await;
                TWO.sync_scope(Local::new(1), || TWO.with(Local::get));
                let _: bool =
                    ONE.try_get().is_err() && ONE.try_with(|_| ()).is_ok();
            }

            async fn of_time(sleep: Pin<&mut Sleep>, mut ticks: Interval) {
                pause();
                resume();
                advance(Duration::ZERO).await;
                let _: (bool, time::Instant) =
                    (sleep.is_elapsed(), sleep.deadline());
                sleep.reset(time::Instant::now());
                ticks.reset();
                ticks.reset_immediately();
                ticks.reset_after(Duration::ZERO);
                ticks.reset_at(time::Instant::now());
                ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
                let _: (Duration, MissedTickBehavior) =
                    (ticks.period(), ticks.missed_tick_behavior());
                let timeout: Timeout<std::future::Ready<u8>> =
                    timeout(Duration::ZERO, std::future::ready(1));
                let _: &std::future::Ready<u8> = timeout.get_ref();
                let late: time::error::Elapsed = timeout.await.unwrap_err();
                let _: std::io::Error = late.into();
                let moment: time::Instant = time::Instant::now();
                let _: Option<time::Instant> = moment.checked_add(Duration::ZERO);
                let _: Duration = moment.saturating_duration_since(moment);
                let _: time::Instant = moment.into_std().into();
            }

            async fn of_utilities(token: CancellationToken, tracker: TaskTracker) {
                use $util::future::FutureExt;

                let guard: DropGuardRef<'_> = token.drop_guard_ref();
                let _: &CancellationToken = guard.disarm();
                token.child_token().cancelled_owned().await;
                let _: Option<u8> = token.run_until_cancelled(async { 1 }).await;
                let _: Option<u8> =
                    async { 1 }.with_cancellation_token(&token).await;
                let _: bool = token == token.drop_guard_ref().token().clone();
                let _: u8 = tracker.track_future(async { 1 }).await;
                let _: bool = tracker.reopen() && tracker.close();
                let _: bool =
                    TaskTracker::ptr_eq(&tracker, tracker.token().task_tracker());
                tracker.spawn_blocking(|| 1).await.unwrap();
                let handle = AbortOnDropHandle::new(tracker.spawn(async { 1 }));
                let _: JoinHandle<u8> = handle.detach();
                tracker.wait().await;
            }

            fn is_future(_: impl Future<Output = ()>) {}

            fn of_notified(notify: Arc<Notify>) {
                is_future(notify.notified());
                let mut notified = Box::pin(notify.notified());
                let _: bool = notified.as_mut().enable();
            }
        }
    };
}

mod on {
    uses!(modelled, modelled_util);
    uses!(real, real_util);
}
