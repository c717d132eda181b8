//! Threads that share what tokio has, where no runtime runs.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use conc_tokio_util::sync::CancellationToken;
use tokio::sync::{Mutex, Notify, OnceCell, Semaphore, mpsc, oneshot, watch};

use crate::all_ends;

/// All ends are found, by a search that leaves swaps out too, and there are these.
fn ends<T>(
    program: impl Fn() -> T + Copy + Send + Sync + 'static,
    wanted: impl IntoIterator<Item = T>,
) where
    T: Ord + std::fmt::Debug + Send + 'static,
{
    assert_eq!(all_ends(200_000, program), wanted.into_iter().collect());
}

/// Waits for the future on a thread, as who writes an executor of one line does.
fn waits_for<F: Future>(future: F) -> F::Output {
    struct Parked(thread::Thread, AtomicBool);

    impl Wake for Parked {
        fn wake(self: Arc<Self>) {
            self.1.store(true, SeqCst);
            self.0.unpark();
        }
    }

    let parked = Arc::new(Parked(thread::current(), AtomicBool::new(false)));
    let waker = Waker::from(parked.clone());
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) =
            future.as_mut().poll(&mut Context::from_waker(&waker))
        {
            return output;
        }
        while !parked.1.swap(false, SeqCst) {
            thread::park();
        }
    }
}

#[test]
fn either_thread_sends_first() {
    let program = || {
        let (tx, mut rx) = mpsc::unbounded_channel();
        let other = tx.clone();
        let a = thread::spawn(move || tx.send(1).unwrap());
        let b = thread::spawn(move || other.send(2).unwrap());
        a.join().unwrap();
        b.join().unwrap();
        [rx.try_recv().unwrap(), rx.try_recv().unwrap()]
    };
    ends(program, [[1, 2], [2, 1]]);
}

#[test]
fn a_token_is_cancelled_before_a_look_or_after_it() {
    let program = || {
        let token = CancellationToken::new();
        let own = token.clone();
        let looks = thread::spawn(move || own.is_cancelled());
        token.cancel();
        looks.join().unwrap()
    };
    ends(program, [false, true]);
}

#[test]
fn two_threads_try_to_take_one_permit() {
    let program = || {
        let permits = Arc::new(Semaphore::new(1));
        let takes = [0, 1].map(|_| {
            let permits = permits.clone();
            thread::spawn(move || permits.try_acquire().is_ok())
        });
        takes.map(|thread| thread.join().unwrap())
    };
    ends(program, [[true, true], [true, false], [false, true]]);
}

#[test]
fn two_threads_set_a_value_once() {
    let program = || {
        let cell = Arc::new(OnceCell::new());
        let sets = [1, 2].map(|number| {
            let cell = cell.clone();
            thread::spawn(move || cell.set(number).is_ok())
        });
        let seen = cell.get().copied();
        let set = sets.map(|thread| thread.join().unwrap());
        assert_ne!(set[0], set[1]);
        (seen, cell.get().copied())
    };
    let ends_of = |last| [(None, Some(last)), (Some(last), Some(last))];
    ends(program, ends_of(1).into_iter().chain(ends_of(2)));
}

#[test]
fn an_update_between_two_locks_is_lost() {
    let program = || {
        let sum = Arc::new(Mutex::new(0));
        let adds = [0, 1].map(|_| {
            let sum = sum.clone();
            thread::spawn(move || {
                waits_for(async {
                    let seen = *sum.lock().await;
                    *sum.lock().await = seen + 1;
                });
            })
        });
        adds.into_iter().for_each(|thread| thread.join().unwrap());
        *sum.try_lock().unwrap()
    };
    ends(program, [1, 2]);
}

#[test]
fn a_look_comes_between_a_send_and_its_wake() {
    let program = || {
        let permits = Arc::new(Semaphore::new(0));
        let (waits, looks) = (permits.clone(), permits.clone());
        let waits = thread::spawn(move || {
            waits_for(async { waits.acquire().await.unwrap().forget() });
        });
        let looks = thread::spawn(move || {
            [looks.available_permits(), looks.available_permits()]
        });
        permits.add_permits(2);
        waits.join().unwrap();
        looks.join().unwrap()
    };
    ends(program, [[0, 0], [0, 1], [0, 2], [1, 1], [2, 1], [2, 2]]);
}

#[test]
fn who_waits_is_woken_by_a_thread() {
    let program = || {
        let (sender, receiver) = oneshot::channel();
        let thread = thread::spawn(move || sender.send(1).unwrap());
        let number = waits_for(receiver).unwrap();
        thread.join().unwrap();
        number
    };
    ends(program, [1]);
}

#[test]
fn a_parent_is_cancelled_while_a_thread_awaits_its_child() {
    let program = || {
        let parent = CancellationToken::new();
        let (child, own) = (parent.child_token(), parent.clone());
        let waits = thread::spawn(move || waits_for(child.cancelled()));
        let looks = thread::spawn(move || own.is_cancelled());
        parent.cancel();
        waits.join().unwrap();
        looks.join().unwrap()
    };
    ends(program, [false, true]);
}

#[test]
fn a_notification_is_lost_or_kept() {
    let program = || {
        let notify = Arc::new(Notify::new());
        let own = notify.clone();
        let tells = thread::spawn(move || own.notify_waiters());
        let notified = notify.notified();
        let mut notified = pin!(notified);
        let polled =
            notified.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        tells.join().unwrap();
        polled.is_ready()
    };
    ends(program, [false, true]);
}

#[test]
fn a_value_is_watched_before_or_after_it_is_sent() {
    let program = || {
        let (sender, receiver) = watch::channel(0);
        let looks = thread::spawn(move || {
            (receiver.has_changed().ok(), *receiver.borrow())
        });
        sender.send(1).unwrap_or_default();
        let looks = looks.join().unwrap();
        drop(sender);
        looks
    };
    ends(program, [(Some(false), 0), (Some(false), 1), (Some(true), 1)]);
}

#[test]
fn senders_are_counted_while_they_are_cloned_and_dropped() {
    let program = || {
        let (sender, receiver) = mpsc::channel::<u8>(1);
        let (clones, weak) = (sender.clone(), sender.downgrade());
        let clones = thread::spawn(move || drop(clones.clone()));
        let count = weak.strong_count();
        clones.join().unwrap();
        drop(receiver);
        count
    };
    ends(program, [1, 2, 3]);
}

#[test]
fn who_tries_in_a_loop_waits_for_what_it_looks_for() {
    let program = || {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        let thread = thread::spawn(move || sender.send(1).unwrap());
        let number = loop {
            match receiver.try_recv() {
                Ok(number) => break number,
                Err(_) => thread::yield_now(),
            }
        };
        thread.join().unwrap();
        number
    };
    ends(program, [1]);
}
