//! Others may go at each await, wherever in the task it stands.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::task::{Context, Poll, Waker};

use explore::Cause;
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::time::{interval, timeout};

use super::{every, ms, outcomes};

/// Reads and writes in two awaits, between which others may write.
async fn adds(n: Arc<Mutex<i32>>) {
    let seen = *n.lock().await;
    *n.lock().await = seen + 1;
}

/// Two tasks add at once, each in its own way.
fn two_add<F, A>(how: F) -> Vec<i32>
where
    F: Fn(Arc<Mutex<i32>>) -> A + Copy + Send + Sync + 'static,
    A: Future<Output = ()> + Send + 'static,
{
    outcomes(move || async move {
        let n = Arc::new(Mutex::new(0));
        let tasks = [0, 1].map(|_| tokio::spawn(how(n.clone())));
        for task in tasks {
            task.await.unwrap();
        }
        *n.lock().await
    })
}

#[test]
fn others_go_inside_of_a_timeout() {
    let both = two_add(|n| async move { timeout(ms(9), adds(n)).await.unwrap() });
    assert_eq!(both, [1, 2]);
}

#[test]
fn others_go_inside_of_a_branch() {
    let both = two_add(|n| async move {
        tokio::select! {
            () = std::future::pending() => {}
            () = adds(n) => {}
        }
    });
    assert_eq!(both, [1, 2]);
    let both = two_add(|n| async move {
        tokio::select! { biased; () = adds(n) => {} }
    });
    assert_eq!(both, [1, 2]);
}

#[test]
fn others_go_inside_of_what_is_joined() {
    let both = two_add(|n| async move {
        tokio::join!(adds(n), async {});
    });
    assert_eq!(both, [1, 2]);
}

#[test]
fn others_go_inside_of_what_is_polled_by_hand() {
    let both = two_add(|n| async move {
        let mut adds = pin!(adds(n));
        std::future::poll_fn(|context| adds.as_mut().poll(context)).await;
    });
    assert_eq!(both, [1, 2]);
}

/// The two that are joined are one task, which goes on with one of them until that one
/// has to wait.
#[test]
fn what_is_joined_is_one_task() {
    let only = outcomes(|| async {
        let n = Arc::new(Mutex::new(0));
        tokio::join!(adds(n.clone()), adds(n.clone()));
        *n.lock().await
    });
    assert_eq!(only, [2]);
}

#[test]
fn what_is_ready_is_ready_at_its_first_poll() {
    let report = every(|| async {
        let mutex = Mutex::new(0);
        let (sends, mut receives) = mpsc::channel(1);
        sends.send(1).await.unwrap();
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(pin!(receives.recv()).poll(&mut context), Poll::Ready(Some(1)));
        assert!(pin!(mutex.lock()).poll(&mut context).is_ready());
    });
    report.clean_in_all();
}

/// A branch that is ready before the others is the one that a biased select takes, although
/// others go between its polls.
#[test]
fn the_first_branch_that_is_ready_comes_first() {
    let report = every(|| async {
        let (sends, mut receives) = mpsc::channel(1);
        let (tells, mut told) = mpsc::channel(1);
        sends.send(1).await.unwrap();
        tells.send(2).await.unwrap();
        let other = tokio::spawn(async move {
            let _ = sends.try_send(3);
        });
        let first = tokio::select! {
            biased;
            one = receives.recv() => one,
            two = told.recv() => two,
        };
        assert_eq!(first, Some(1));
        other.await.unwrap();
    });
    report.clean_in_all();
}

/// Others go between the polls of two branches too, as they do on another thread.
#[test]
fn others_go_between_two_branches() {
    let report = outcomes(|| async {
        let (sends, mut receives) = mpsc::channel(1);
        let stops = Arc::new(tokio::sync::Notify::new());
        let stop = stops.clone();
        tokio::spawn(async move {
            sends.try_send(1).unwrap();
            stop.notify_one();
        });
        tokio::select! {
            biased;
            message = receives.recv() => message,
            () = stops.notified() => None,
        }
    });
    assert_eq!(report, [None, Some(1)]);
}

/// As many branches as tokio's select may have.
#[test]
fn each_of_many_branches_may_be_the_one() {
    macro_rules! select {
        ($($number:literal)*) => {
            tokio::select! {
                $(number = async { $number }, if $number > 61 => number,)*
            }
        };
    }
    let all = outcomes(|| async {
        select! {
            0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27
            28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52
            53 54 55 56 57 58 59 60 61 62 63
        }
    });
    assert_eq!(all, [62, 63]);
}

/// An await after a join that need not wait is a place for others too.
#[test]
fn others_go_before_a_join_that_is_ready() {
    let both = outcomes(|| async {
        let flag = Arc::new(AtomicBool::new(false));
        let sees = flag.clone();
        let mut ends = tokio::spawn(async {});
        let looks = tokio::spawn(async move { sees.load(SeqCst) });
        while !ends.is_finished() {
            tokio::task::yield_now().await;
        }
        (&mut ends).await.unwrap();
        flag.store(true, SeqCst);
        looks.await.unwrap()
    });
    assert_eq!(both, [false, true]);
}

/// What need not wait goes on in one poll, up to so much and no further.
#[test]
fn a_task_that_never_waits_lets_what_polls_it_go_on() {
    let report = every(|| async {
        let count = AtomicU32::new(0);
        let (sends, mut receives) = mpsc::channel::<i32>(1);
        drop(sends);
        let without_end = async {
            loop {
                receives.recv().await;
                count.fetch_add(1, SeqCst);
            }
        };
        tokio::select! {
            biased;
            () = without_end => {}
            () = async {} => {}
        }
        assert_eq!(count.load(SeqCst), 128);
    });
    report.clean_in_all();
}

#[test]
fn what_has_no_end_has_no_verdict_that_it_is_right() {
    let report = every(|| async {
        let (sends, mut receives) = mpsc::channel::<i32>(1);
        drop(sends);
        loop {
            receives.recv().await;
        }
    });
    assert!(matches!(report.found().cause, Cause::StepLimit { .. }), "{report}");
}

/// What another task does comes before this await is over, and after it.
fn others_go_before<F: Future<Output = ()>>(
    awaits: impl Fn() -> F + Copy + Send + Sync + 'static,
) {
    let ends = outcomes(move || async move {
        let flag = Arc::new(AtomicBool::new(false));
        let own = flag.clone();
        let other = tokio::spawn(async move { own.store(true, SeqCst) });
        awaits().await;
        let seen = flag.load(SeqCst);
        other.await.unwrap();
        seen
    });
    assert_eq!(ends, [false, true]);
}

#[test]
fn others_go_before_the_message_of_a_oneshot() {
    others_go_before(|| async {
        let (sender, receiver) = oneshot::channel();
        sender.send(()).unwrap();
        receiver.await.unwrap();
    });
    others_go_before(|| async {
        let (sender, receiver) = oneshot::channel::<()>();
        drop(sender);
        receiver.await.unwrap_err();
    });
}

#[test]
fn others_go_before_a_message_that_is_polled_for() {
    others_go_before(|| async {
        let (sender, mut receiver) = mpsc::channel(1);
        sender.try_send(1).unwrap();
        poll_fn(|context| receiver.poll_recv(context)).await.unwrap();
    });
    others_go_before(|| async {
        let (sender, mut receiver) = mpsc::unbounded_channel();
        sender.send(1).unwrap();
        let mut got = Vec::new();
        poll_fn(|context| receiver.poll_recv_many(context, &mut got, 2)).await;
    });
    others_go_before(|| async {
        let (sender, mut receiver) = mpsc::channel::<u8>(1);
        drop(sender);
        poll_fn(|context| receiver.poll_recv(context)).await;
    });
}

#[test]
fn others_go_before_a_tick_that_was_reset() {
    let ends = outcomes(|| async {
        let mut ticks = interval(ms(5));
        ticks.tick().await;
        let flag = Arc::new(AtomicBool::new(false));
        let own = flag.clone();
        let other = tokio::spawn(async move { own.store(true, SeqCst) });
        ticks.reset_immediately();
        ticks.tick().await;
        let seen = flag.load(SeqCst);
        other.await.unwrap();
        seen
    });
    assert_eq!(ends, [false, true]);
}

#[test]
fn others_count_the_senders_after_one_has_gone() {
    let ends = outcomes(|| async {
        let (sender, _receiver) = mpsc::unbounded_channel::<()>();
        let own = sender.clone();
        let done = Arc::new(Mutex::new(false));
        let sets = done.clone();
        let task = tokio::spawn(async move {
            drop(own);
            *sets.lock().await = true;
        });
        tokio::task::yield_now().await;
        let seen = (sender.strong_count(), *done.lock().await);
        task.await.unwrap();
        seen
    });
    assert_eq!(ends, [(1, false), (1, true), (2, false), (2, true)]);
}
