//! The model's items have the signatures of std's: the same source compiles on both.

#![allow(
    dead_code,
    deprecated,
    let_underscore_lock,
    clippy::extra_unused_type_parameters,
    clippy::type_complexity,
    reason = "it is compiled, not run"
)]

extern crate conc_std as modelled;
extern crate std as real;

macro_rules! uses {
    ($on:ident) => {
        pub mod $on {
            use std::cell::{Cell, RefCell};
            use std::panic::{RefUnwindSafe, UnwindSafe};

            use $on::collections::{HashMap, HashSet, hash_map, hash_set};
            use $on::sync::atomic::{self, *};
            use $on::sync::mpsc::{self, *};
            use $on::sync::*;
            use $on::thread::{
                self, AccessError, Builder, JoinHandle, LocalKey, ScopedJoinHandle,
                Thread, ThreadId,
            };
            use $on::time::*;

            static MUTEX: Mutex<u8> = Mutex::new(1);
            static LOCK: RwLock<u8> = RwLock::new(1);
            static CONDVAR: Condvar = Condvar::new();
            static BARRIER: Barrier = Barrier::new(1);
            static ONCE: Once = Once::new();
            static OLD_ONCE: Once = ONCE_INIT;
            static CELL: OnceLock<u8> = OnceLock::new();
            static LAZY: LazyLock<u8> = LazyLock::new(|| 1);
            static COUNT: AtomicU8 = AtomicU8::new(1);
            static FLAG: AtomicBool = atomic::ATOMIC_BOOL_INIT;
            static SIZES: (AtomicIsize, AtomicUsize) =
                (atomic::ATOMIC_ISIZE_INIT, atomic::ATOMIC_USIZE_INIT);
            const INNER: u8 = AtomicU8::new(3).into_inner();

            $on::thread_local! {
                #[allow(unused)]
                static NONE: u8 = 1;
                pub static COPY: Cell<u8> = const { Cell::new(1) };
                pub(crate) static LIST: RefCell<Vec<u8>> = const {
                    let none = Vec::new();
                    RefCell::new(none)
                }
            }

            fn of_locals() -> Result<u8, AccessError> {
                let _: fn(&'static LocalKey<Cell<u8>>, u8) =
                    LocalKey::<Cell<u8>>::set;
                let _: fn(&'static LocalKey<Cell<u8>>) -> u8 = LocalKey::get;
                COPY.set(COPY.get() + COPY.take() + COPY.replace(1));
                LIST.set(LIST.take());
                LIST.with_borrow_mut(|list| list.push(1));
                let _: usize = LIST.with_borrow(|list| list.len());
                let _: Vec<u8> = LIST.replace(Vec::new());
                let _: u8 = NONE.with(|one| *one);
                NONE.try_with(|one| *one)
            }

            // A guard to read is covariant; the others are not.
            fn covariant<'a>(
                guard: RwLockReadGuard<'a, &'static str>,
            ) -> RwLockReadGuard<'a, &'a str> {
                guard
            }

            fn of_locks(
                guard: MutexGuard<'_, u8>,
                reads: RwLockReadGuard<'_, u8>,
                writes: RwLockWriteGuard<'static, u8>,
            ) {
                type Lock = Mutex<u8>;
                type Shared = RwLock<u8>;
                let _: fn(Lock) -> LockResult<u8> = Mutex::into_inner;
                let _: fn(&mut Lock) -> LockResult<&mut u8> = Mutex::get_mut;
                let _: fn(&Lock) -> bool = Mutex::is_poisoned;
                let _: fn(&Lock) = Mutex::clear_poison;
                let _: fn(&Lock) -> LockResult<MutexGuard<'_, u8>> = Mutex::lock;
                let _: fn(&Lock) -> TryLockResult<MutexGuard<'_, u8>> =
                    Mutex::try_lock;
                let _: fn(Shared) -> LockResult<u8> = RwLock::into_inner;
                let _: fn(&mut Shared) -> LockResult<&mut u8> = RwLock::get_mut;
                let _: fn(&Shared) -> bool = RwLock::is_poisoned;
                let _: fn(&Shared) = RwLock::clear_poison;
                let _: fn(&Shared) -> LockResult<RwLockReadGuard<'_, u8>> =
                    RwLock::read;
                let _: fn(&Shared) -> TryLockResult<RwLockWriteGuard<'_, u8>> =
                    RwLock::try_write;
                let read: RwLockReadGuard<'static, u8> =
                    RwLockWriteGuard::downgrade(writes);
                let _ = format!("{guard} {guard:?} {reads} {reads:?} {read:?}");
                let _: (Lock, Shared) = (Lock::from(1), Shared::default());
                let poisoned: Result<_, PoisonError<u8>> = Err(PoisonError::new(1));
                let _: Result<u8, TryLockError<u8>> = poisoned.map_err(From::from);
            }

            fn of_condvars(guard: MutexGuard<'static, u8>) {
                type Guard = MutexGuard<'static, u8>;
                let _: fn(&Condvar, Guard) -> LockResult<Guard> = Condvar::wait;
                let _: fn(
                    &Condvar,
                    Guard,
                    Duration,
                ) -> LockResult<(Guard, WaitTimeoutResult)> = Condvar::wait_timeout;
                let _: fn(&Condvar, Guard, u32) -> LockResult<(Guard, bool)> =
                    Condvar::wait_timeout_ms;
                let guard = CONDVAR.wait_while(guard, |seen| *seen == 1).unwrap();
                let second = Duration::from_secs(1);
                let (_, late) = CONDVAR
                    .wait_timeout_while(guard, second, |seen| *seen == 1)
                    .unwrap();
                let _: bool = late.timed_out() && late == late.clone();
                let _: fn(&BarrierWaitResult) -> bool =
                    BarrierWaitResult::is_leader;
                let _: fn(&Barrier) -> BarrierWaitResult = Barrier::wait;
            }

            fn of_once(mut cell: OnceLock<u8>, mut lazy: LazyLock<u8>) {
                ONCE.call_once(|| ());
                ONCE.call_once_force(|state: &OnceState| {
                    assert!(!state.is_poisoned())
                });
                let _: [fn(&Once); 2] = [Once::wait, Once::wait_force];
                let _: fn(&Once) -> bool = Once::is_completed;
                let _: bool = cell.clone() == cell && cell == OnceLock::from(1);
                let _: fn(&OnceLock<u8>) -> &u8 = OnceLock::wait;
                let _: Option<&mut u8> = cell.get_mut();
                let _: Option<u8> = cell.take();
                is_eq::<OnceLock<u8>>();
                let _: Option<&u8> = LazyLock::get(&lazy);
                let _: Option<&mut u8> = LazyLock::get_mut(&mut lazy);
                let _: &mut u8 = LazyLock::force_mut(&mut lazy);
                *lazy += 1;
                let _: &u8 = LazyLock::force(&lazy);
            }

            fn is_eq<T: Eq>() {}

            fn is_unwind_safe<T: UnwindSafe + RefUnwindSafe>() {
                let _: [fn(); 5] = [
                    is_unwind_safe::<Mutex<Cell<u8>>>,
                    is_unwind_safe::<RwLock<Cell<u8>>>,
                    is_unwind_safe::<Condvar>,
                    is_unwind_safe::<Once>,
                    is_unwind_safe::<OnceLock<u8>>,
                ];
                let _: [fn(); 7] = [
                    is_unwind_safe::<Sender<u8>>,
                    is_unwind_safe::<SyncSender<u8>>,
                    is_unwind_safe::<Receiver<u8>>,
                    is_unwind_safe::<LazyLock<u8>>,
                    is_unwind_safe::<AtomicU8>,
                    is_unwind_safe::<Barrier>,
                    is_unwind_safe::<AtomicPtr<u8>>,
                ];
            }

            fn of_atomics(mut pointer: AtomicPtr<u8>) {
                let order = Ordering::SeqCst;
                let _: u8 = COUNT.update(order, order, |count| count + 1);
                let _: Result<u8, u8> =
                    COUNT.try_update(order, order, |count| count.checked_sub(1));
                let _: Result<u8, u8> = COUNT.fetch_update(order, order, Some);
                let _: u8 = COUNT.compare_and_swap(1, 2, order);
                let _: [fn(&AtomicU8, u8, Ordering) -> u8; 8] = [
                    AtomicU8::fetch_add,
                    AtomicU8::fetch_sub,
                    AtomicU8::fetch_and,
                    AtomicU8::fetch_nand,
                    AtomicU8::fetch_or,
                    AtomicU8::fetch_xor,
                    AtomicU8::fetch_max,
                    AtomicU8::fetch_min,
                ];
                let _: [fn(&AtomicBool, bool, Ordering) -> bool; 5] = [
                    AtomicBool::fetch_and,
                    AtomicBool::fetch_nand,
                    AtomicBool::fetch_or,
                    AtomicBool::fetch_xor,
                    AtomicBool::swap,
                ];
                let _: bool = FLAG.update(order, order, |flag| !flag);
                let _: bool = FLAG.fetch_not(order);
                let _: bool = FLAG.compare_and_swap(true, false, order);
                let _: [fn(&AtomicPtr<u8>, usize, Ordering) -> *mut u8; 7] = [
                    AtomicPtr::fetch_ptr_add,
                    AtomicPtr::fetch_ptr_sub,
                    AtomicPtr::fetch_byte_add,
                    AtomicPtr::fetch_byte_sub,
                    AtomicPtr::fetch_or,
                    AtomicPtr::fetch_and,
                    AtomicPtr::fetch_xor,
                ];
                let _: *mut u8 = pointer.update(order, order, |pointer| pointer);
                let _: &mut *mut u8 = pointer.get_mut();
                let _ = format!("{pointer:p} {pointer:?}");
                let _: [fn(Ordering); 2] = [fence, compiler_fence];
                spin_loop_hint();
            }

            fn of_mpsc(receiver: mpsc::Receiver<u8>) {
                let _: fn() -> (Sender<u8>, Receiver<u8>) = channel;
                let _: fn(usize) -> (SyncSender<u8>, Receiver<u8>) = sync_channel;
                let _: fn(&Sender<u8>, u8) -> Result<(), SendError<u8>> =
                    Sender::send;
                let _: fn(&SyncSender<u8>, u8) -> Result<(), TrySendError<u8>> =
                    SyncSender::try_send;
                let _: fn(&Receiver<u8>) -> Result<u8, TryRecvError> =
                    Receiver::try_recv;
                let _: fn(&Receiver<u8>, Duration) -> Result<u8, RecvTimeoutError> =
                    Receiver::recv_timeout;
                let _: Result<u8, RecvError> = receiver.recv();
                let _: mpsc::TryIter<'_, u8> = receiver.try_iter();
                let _: mpsc::Iter<'_, u8> = receiver.iter();
                let _: mpsc::IntoIter<u8> = receiver.into_iter();
            }

            fn of_threads(thread: Thread) -> std::io::Result<()> {
                let _: fn(u32) = thread::sleep_ms;
                let _: fn(u32) = thread::park_timeout_ms;
                let _: [fn(Duration); 2] = [thread::sleep, thread::park_timeout];
                let _: [fn(); 2] = [thread::park, thread::yield_now];
                let _: fn() -> bool = thread::panicking;
                let _: (ThreadId, Option<&str>) = (thread.id(), thread.name());
                let builder = Builder::new().name("a".to_string()).stack_size(1);
                let handle: JoinHandle<u8> = builder.spawn(|| 1)?;
                let _: bool = handle.is_finished();
                let _: &Thread = handle.thread();
                let _: thread::Result<u8> = handle.join();
                let _: usize = thread::available_parallelism()?.get();
                thread::scope(|scope| {
                    let _: ScopedJoinHandle<'_, u8> =
                        Builder::new().spawn_scoped(scope, || 1)?;
                    let handle = scope.spawn(|| scope.spawn(|| 1).join());
                    let _: thread::Result<thread::Result<i32>> = handle.join();
                    Ok(())
                })
            }

            fn of_time() -> Result<(), SystemTimeError> {
                let (now, second) = (Instant::now(), Duration::from_secs(1));
                let _: Option<Instant> = now.checked_add(second);
                let _: Option<Instant> = now.checked_sub(second);
                let _: Option<Duration> = now.checked_duration_since(now);
                let _: [Duration; 3] =
                    [now - now, now.elapsed(), now.saturating_duration_since(now)];
                let mut today: SystemTime = SystemTime::now();
                today += second;
                today -= second;
                let _: Duration = today.duration_since(UNIX_EPOCH)?;
                let _: Duration = SystemTime::UNIX_EPOCH.elapsed()?;
                let _: Option<SystemTime> = (today - second).checked_sub(second);
                let _: Option<SystemTime> = (today + second).checked_add(second);
                let _: fn(&SystemTimeError) -> Duration = SystemTimeError::duration;
                let _: Result<Duration, TryFromFloatSecsError> =
                    Duration::try_from_secs_f32(1.0);
                $on::hint::cold_path();
                let _: u8 = $on::hint::select_unpredictable(true, 1, 2);
                Ok(())
            }

            fn of_maps(mut map: HashMap<u8, u8>, set: HashSet<u8>) {
                type Map<S> = HashMap<u8, u8, S>;
                type Set<S> = HashSet<u8, S>;
                let state = hash_map::RandomState::new();
                let _: Map<hash_map::RandomState> =
                    HashMap::with_hasher(state.clone());
                let _: Map<_> = HashMap::with_capacity_and_hasher(1, state.clone());
                let _: Set<hash_map::RandomState> =
                    HashSet::with_hasher(state.clone());
                let _: Set<_> = HashSet::with_capacity_and_hasher(1, state);
                let _: [fn(&HashMap<u8, u8>) -> usize; 2] =
                    [HashMap::len, HashMap::capacity];
                let _: fn(&HashMap<u8, u8>) -> bool = HashMap::is_empty;
                let _: fn(&mut HashMap<u8, u8>, u8, u8) -> Option<u8> =
                    HashMap::insert;
                let _: fn(&mut HashMap<u8, u8>, &u8) -> Option<u8> =
                    HashMap::remove;
                let _: fn(&HashSet<u8>) -> usize = HashSet::len;
                let _: fn(&mut HashSet<u8>, u8) -> bool = HashSet::insert;
                let _: fn(&HashSet<u8>, &u8) -> bool = HashSet::contains;
                let _: hash_map::ExtractIf<'_, u8, u8, _> =
                    map.extract_if(|_, _| true);
                map.extend(&map.clone());
                let [one, two] = map.get_disjoint_mut([&1, &2]);
                let _: Option<(&mut u8, &mut u8)> = one.zip(two);
                let _: [HashSet<u8>; 4] =
                    [&set | &set, &set & &set, &set ^ &set, &set - &set];
                let _: hash_set::SymmetricDifference<
                    '_,
                    u8,
                    hash_map::RandomState,
                > = set.symmetric_difference(&set);
                let _: HashSet<u8> = set
                    .iter()
                    .collect::<HashSet<&u8>>()
                    .into_iter()
                    .copied()
                    .collect();
            }
        }
    };
}

mod compiled {
    uses!(modelled);
    uses!(real);
}
