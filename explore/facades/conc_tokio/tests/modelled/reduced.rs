//! What one task touches by what it does to another one's future, waker, handle or cell: a
//! reduced search ends as the search of all orders does.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};

use conc_tokio_util::sync::CancellationToken;
use explore::{Cause, Explore};
use tokio::sync::{Notify, OnceCell, Semaphore, mpsc, oneshot};
use tokio::task::coop::consume_budget;
use tokio::task::{JoinSet, LocalSet, spawn_local, yield_now};

use crate::all_ends;

/// All ways to end are found, and there are so many of them.
fn ends<F, T>(ways: usize, program: impl Fn() -> F + Copy + Send + Sync + 'static)
where
    F: Future<Output = T>,
    T: Ord + std::fmt::Debug + Send + 'static,
{
    let all = all_ends(50_000, move || explore::tasks::block_on(program()));
    assert_eq!(all.len(), ways, "{all:?}");
}

/// Something of the task's own, and a place where others may go.
async fn turn() {
    let own = AtomicU32::new(0);
    own.store(1, SeqCst);
    consume_budget().await;
}

#[test]
fn a_cell_of_a_local_set() {
    ends(2, || async {
        let sum = Rc::new(Cell::new(0));
        let (first, second) = (sum.clone(), sum.clone());
        let add = |sum: Rc<Cell<u32>>| async move {
            let seen = sum.get();
            turn().await;
            sum.set(seen + 1);
        };
        let set = LocalSet::new();
        set.run_until(async move {
            let tasks = [spawn_local(add(first)), spawn_local(add(second))];
            for task in tasks {
                task.await.unwrap();
            }
        })
        .await;
        sum.get()
    });
}

#[test]
fn the_last_owner_of_a_sender() {
    ends(4, || async {
        let (sender, mut receiver) = mpsc::channel::<u8>(1);
        let shared = Arc::new(sender);
        let flags = Arc::new([AtomicU32::new(0), AtomicU32::new(0)]);
        for number in 0..2 {
            let (shared, flags) = (shared.clone(), flags.clone());
            tokio::spawn(async move {
                turn().await;
                drop(shared);
                turn().await;
                flags[number].store(1, SeqCst);
            });
        }
        drop(shared);
        assert_eq!(receiver.recv().await, None);
        [flags[0].load(SeqCst), flags[1].load(SeqCst)]
    });
}

#[test]
fn a_waker_that_is_kept() {
    ends(2, || async {
        let state = Arc::new(Mutex::new((0, None::<Waker>)));
        let other = state.clone();
        let task = tokio::spawn(async move {
            let waker = {
                let mut state = other.lock().unwrap();
                state.0 = 1;
                state.1.take()
            };
            let was_awaited = waker.is_some();
            waker.into_iter().for_each(Waker::wake);
            was_awaited
        });
        yield_now().await;
        poll_fn(|context| {
            let mut state = state.lock().unwrap();
            state.1 = Some(context.waker().clone());
            if state.0 == 1 { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        task.await.unwrap()
    });
}

#[test]
fn the_order_of_ending() {
    ends(6, || async {
        let mut set = JoinSet::new();
        for number in 0..3 {
            set.spawn(async move { number });
        }
        set.join_all().await
    });
}

#[test]
fn a_token_and_its_child() {
    ends(3, || async {
        let parent = CancellationToken::new();
        let child = parent.child_token();
        let looks = tokio::spawn(async move {
            let before = child.is_cancelled();
            yield_now().await;
            (before, child.is_cancelled())
        });
        yield_now().await;
        parent.cancel();
        looks.await.unwrap()
    });
}

#[test]
fn an_abort_between_two_turns() {
    ends(3, || async {
        let done = Arc::new(Mutex::new(0));
        let counts = done.clone();
        let task = tokio::spawn(async move {
            for _ in 0..2 {
                *counts.lock().unwrap() += 1;
                yield_now().await;
            }
        });
        yield_now().await;
        task.abort();
        let _ = task.await;
        let done = done.lock().unwrap();
        *done
    });
}

#[test]
fn a_notification_that_is_passed_on() {
    ends(2, || async {
        let notify = Arc::new(Notify::new());
        let (told, tells) = oneshot::channel();
        let waits = notify.clone();
        let gives_up = tokio::spawn(async move {
            tokio::select! {
                biased;
                _ = tells => "told",
                () = waits.notified() => "notified",
            }
        });
        let other = notify.clone();
        let second = tokio::spawn(async move { other.notified().await });
        yield_now().await;
        notify.notify_one();
        yield_now().await;
        told.send(()).ok();
        let first = gives_up.await.unwrap();
        notify.notify_one();
        second.await.unwrap();
        first
    });
}

#[test]
fn a_turn_that_makes_no_value() {
    ends(2, || async {
        let cell = Arc::new(OnceCell::new());
        let make = |number, fails: bool| {
            let cell = cell.clone();
            tokio::spawn(async move {
                let made = cell.get_or_try_init(|| async move {
                    yield_now().await;
                    if fails { Err(()) } else { Ok(number) }
                });
                made.await.copied()
            })
        };
        let (fails, makes) = (make(1, true), make(2, false));
        makes.await.unwrap().unwrap();
        fails.await.unwrap()
    });
}

#[test]
fn how_many_senders_there_are() {
    ends(2, || async {
        let (sender, receiver) = mpsc::unbounded_channel::<u8>();
        let other = sender.clone();
        let task = tokio::spawn(async move { drop(other) });
        yield_now().await;
        let count = sender.strong_count();
        task.await.unwrap();
        drop(receiver);
        count
    });
}

/// In which schedule does this fail?
fn fails<F: Future<Output = ()>>(
    program: impl Fn() -> F + Copy + Send + Sync + 'static,
) -> [Option<Cause>; 2] {
    let program = move || explore::tasks::block_on(program());
    [Explore::every(), Explore::reduced()]
        .map(|explore| explore.run(program).failure.map(|failure| failure.cause))
}

#[test]
fn a_lock_of_std_that_is_held_over_an_await() {
    let causes = fails(|| async {
        let lock = Arc::new(Mutex::new(0));
        let other = lock.clone();
        let task = tokio::spawn(async move { *other.lock().unwrap() += 1 });
        {
            let _held = lock.lock().unwrap();
            turn().await;
        }
        task.await.unwrap();
    });
    let blocks =
        |cause: &Option<Cause>| matches!(cause, Some(Cause::Blocked { .. }));
    assert!(causes.iter().all(blocks), "{causes:?}");
}

#[test]
fn what_is_shown_of_permits_and_notifications() {
    ends(4, || async {
        let (permits, notify) =
            (Arc::new(Semaphore::new(0)), Arc::new(Notify::new()));
        let gives = {
            let (permits, notify) = (permits.clone(), notify.clone());
            tokio::spawn(async move {
                permits.add_permits(1);
                notify.notify_one();
            })
        };
        let shown = tokio::spawn(async move { format!("{permits:?}") });
        let told = tokio::spawn(async move { format!("{notify:?}") });
        gives.await.unwrap();
        (shown.await.unwrap(), told.await.unwrap())
    });
}
