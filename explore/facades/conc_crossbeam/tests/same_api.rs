//! The model's items have the signatures of crossbeam's: the same source compiles on both.

#![allow(
    dead_code,
    deprecated,
    clippy::extra_unused_type_parameters,
    clippy::type_complexity,
    reason = "it is compiled, not run"
)]

extern crate conc_crossbeam as modelled;
extern crate conc_std as modelled_std;
extern crate crossbeam as real;
extern crate std as real_std;

macro_rules! uses {
    ($on:ident, $std:ident) => {
        pub mod $on {
            use std::fmt;
            use std::panic::{RefUnwindSafe, UnwindSafe};
            use std::time::Duration;

            use $on::atomic::{AtomicCell, AtomicConsume};
            use $on::channel::{self, *};
            use $on::deque::{Injector, Steal, Stealer, Worker};
            use $on::queue::{ArrayQueue, SegQueue};
            use $on::sync::{Parker, ShardedLock, Unparker, WaitGroup};
            use $on::thread::ScopedJoinHandle;
            use $on::utils::{Backoff, CachePadded};
            use $std::sync::atomic::{self, AtomicU8};
            use $std::time::Instant;

            static CELL: AtomicCell<u8> = AtomicCell::new(1);
            static QUEUE: SegQueue<u8> = SegQueue::new();
            const FREE: bool = AtomicCell::<u8>::is_lock_free();

            fn of_cells(flag: AtomicCell<bool>, wide: AtomicCell<u128>) {
                let _: fn(&AtomicCell<String>) -> String = AtomicCell::take;
                let _: fn(AtomicCell<String>) -> String = AtomicCell::into_inner;
                let _: fn(&AtomicCell<String>, String) = AtomicCell::store;
                let _: fn(&AtomicCell<String>, String) -> String = AtomicCell::swap;
                let _: fn(&AtomicCell<u8>) -> u8 = AtomicCell::load;
                let _: Result<u8, u8> = CELL.compare_exchange(1, 2);
                let _: u8 = CELL.compare_and_swap(1, 2);
                let _: Result<u8, u8> = CELL.fetch_update(Some);
                let _: [fn(&AtomicCell<u8>, u8) -> u8; 8] = [
                    AtomicCell::<u8>::fetch_add,
                    AtomicCell::<u8>::fetch_sub,
                    AtomicCell::<u8>::fetch_and,
                    AtomicCell::<u8>::fetch_nand,
                    AtomicCell::<u8>::fetch_or,
                    AtomicCell::<u8>::fetch_xor,
                    AtomicCell::<u8>::fetch_max,
                    AtomicCell::<u8>::fetch_min,
                ];
                let _: (bool, u128) = (flag.fetch_xor(true), wide.fetch_add(1));
                let _ = format!("{CELL:?}");
                let _: AtomicCell<u8> =
                    AtomicCell::from(AtomicCell::<u8>::default().load());
                let _: u8 = AtomicU8::new(1).load_consume();
                let pointer = atomic::AtomicPtr::<u8>::default();
                let _: *mut u8 = pointer.load_consume();
            }

            fn of_queues(mut some: ArrayQueue<u8>, mut all: SegQueue<u8>) {
                let _: fn(usize) -> ArrayQueue<u8> = ArrayQueue::new;
                let _: [fn(&ArrayQueue<u8>, u8) -> Result<(), u8>; 1] =
                    [ArrayQueue::push];
                let _: Option<u8> = some.force_push(1);
                let _: Result<(), u8> = some.push_mut(1);
                let _: Option<u8> = some.pop_mut().or(some.pop());
                let _: [fn(&ArrayQueue<u8>) -> usize; 2] =
                    [ArrayQueue::len, ArrayQueue::capacity];
                let _: [fn(&ArrayQueue<u8>) -> bool; 2] =
                    [ArrayQueue::is_empty, ArrayQueue::is_full];
                all.push(1);
                all.push_mut(1);
                let _: Option<u8> = all.pop_mut().or(all.pop());
                let _: (usize, bool) = (all.len(), SegQueue::is_empty(&all));
                let _: Vec<u8> = all.into_iter().chain(some).collect();
                let _: SegQueue<u8> = SegQueue::default();
            }

            fn of_deques(worker: &Worker<u8>, injector: &Injector<u8>) {
                let _: [fn() -> Worker<u8>; 2] =
                    [Worker::new_fifo, Worker::new_lifo];
                let _: fn(&Worker<u8>) -> Stealer<u8> = Worker::stealer;
                let _: fn(&Worker<u8>) -> Option<u8> = Worker::pop;
                worker.push(1);
                let _: (usize, bool) = (worker.len(), worker.is_empty());
                let stealer: Stealer<u8> = worker.stealer().clone();
                let _: (usize, bool) = (stealer.len(), stealer.is_empty());
                let _: Steal<()> = stealer.steal_batch(worker);
                let _: Steal<()> = stealer.steal_batch_with_limit(worker, 1);
                let _: Steal<u8> = stealer.steal_batch_and_pop(worker);
                let _: Steal<u8> =
                    stealer.steal_batch_with_limit_and_pop(worker, 1);
                injector.push(1);
                let _: (usize, bool) = (injector.len(), injector.is_empty());
                let _: Steal<()> = injector.steal_batch(worker);
                let _: Steal<()> = injector.steal_batch_with_limit(worker, 1);
                let _: Steal<u8> = injector.steal_batch_and_pop(worker);
                let _: Steal<u8> =
                    injector.steal_batch_with_limit_and_pop(worker, 1);
                let stolen: Steal<u8> =
                    [&stealer, &stealer].iter().map(|from| from.steal()).collect();
                let stolen = stolen.or_else(|| injector.steal());
                let _: bool = stolen.is_empty() || stolen.is_retry();
                let _: bool = stolen.is_success() || stolen == stolen;
                let _: Option<u8> = stolen.success();
            }

            fn of_utils(backoff: &Backoff, padded: CachePadded<u8>) {
                let _: [fn(&Backoff); 3] =
                    [Backoff::reset, Backoff::spin, Backoff::snooze];
                let _: bool =
                    backoff.is_completed() && Backoff::new().is_completed();
                let _: u8 = *padded + CachePadded::new(1).into_inner();
            }

            fn of_scopes(mut list: Vec<u8>) -> u8 {
                let sum = $on::scope(|scope| {
                    let builder = scope.builder().name("one".to_string());
                    let one: ScopedJoinHandle<'_, u8> =
                        builder.stack_size(1).spawn(|_| list.len() as u8).unwrap();
                    one.thread().unpark();
                    scope.spawn(|scope| scope.spawn(|_| 1).join().unwrap());
                    one.join().unwrap()
                });
                list.clear();
                sum.unwrap()
            }

            fn of_epoch<'g>(
                _: $on::epoch::Shared<'g, u8>,
                _: &'g $on::epoch::Guard,
            ) {
            }

            fn of_sync(lock: ShardedLock<u8>, parker: &Parker, group: WaitGroup) {
                *lock.write().unwrap() += *lock.read().unwrap();
                let _: bool = lock.is_poisoned() || lock.try_read().is_ok();
                let _: u8 = lock.into_inner().unwrap();
                let unparker: Unparker = parker.unparker().clone();
                unparker.unpark();
                parker.park_deadline(Instant::now());
                group.clone().wait();
            }

            fn of_channels(receiver: Receiver<u8>, sender: &Sender<u8>) {
                let _: fn(Instant) -> Receiver<Instant> = channel::at;
                let _: fn(Duration) -> Receiver<Instant> = channel::tick;
                let mut select: Select<'_> = Select::new_biased();
                let index: usize = select.recv(&receiver);
                let _: usize = select.send(sender);
                select.remove(index);
                let _: Result<usize, ReadyTimeoutError> =
                    select.ready_timeout(Duration::ZERO);
                let selected: Result<SelectedOperation<'_>, TrySelectError> =
                    select.try_select();
                drop(selected);
                drop(select);
                let _: bool = sender.same_channel(sender);
                let _: channel::IntoIter<u8> = receiver.into_iter();
            }

            /// A receiver is replaced in an arm that the `select!` itself took.
            fn lets_go_in_its_arms(mut receiver: Receiver<u8>) -> Receiver<u8> {
                let sender = bounded::<u8>(1).0;
                $on::select! {
                    recv(receiver) -> _ => receiver = never(),
                    send(sender, 1) -> _ => drop(sender),
                    default => receiver = never(),
                }
                $on::select! {
                    recv(receiver) -> _ => receiver = never(),
                    default(Duration::ZERO) => receiver = never(),
                }
                channel::select_biased! {
                    recv(receiver) -> _ => receiver = never(),
                }
                receiver
            }

            fn is_sent<T: Send + Sync>() {}

            fn are_sent() {
                is_sent::<ArrayQueue<std::cell::Cell<u8>>>();
                is_sent::<AtomicCell<std::cell::Cell<u8>>>();
                is_sent::<Injector<std::cell::Cell<u8>>>();
                is_sent::<Stealer<std::cell::Cell<u8>>>();
                is_sent::<Select<'static>>();
            }

            fn is_unwind_safe<T: UnwindSafe + RefUnwindSafe + fmt::Debug>() {}

            fn are_unwind_safe() {
                is_unwind_safe::<ArrayQueue<u8>>();
                is_unwind_safe::<SegQueue<u8>>();
                is_unwind_safe::<AtomicCell<u8>>();
                is_unwind_safe::<ShardedLock<u8>>();
            }
        }
    };
}

mod compiled {
    uses!(modelled, modelled_std);
    uses!(real, real_std);
}
