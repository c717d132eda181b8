//! Ordinary async programs are explored.

#![allow(unused_extern_crates)]

#[macro_use]
extern crate conc_std as std;
extern crate conc_tokio as tokio;

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;

use explore::tasks::block_on;
use explore::{Cause, Explore, Report};
use tokio::sync::{Mutex, Notify, RwLock, Semaphore, mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, interval, sleep, timeout};

fn every<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) -> Report {
    Explore::every().max_schedules(100_000).run(move || block_on(program()))
}

/// How many ways there are to end, in order.
fn outcomes<F, T>(program: impl Fn() -> F + Send + Sync + 'static) -> Vec<T>
where
    F: Future<Output = T>,
    T: Ord + Send + 'static,
{
    explore::outcomes(move || block_on(program())).into_keys().collect()
}

fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}

#[test]
fn an_update_lost_between_two_awaits_is_found() {
    let report = every(|| async {
        let n = Arc::new(Mutex::new(0));
        let add = |n: Arc<Mutex<i32>>| async move {
            let seen = *n.lock().await;
            *n.lock().await = seen + 1;
        };
        let tasks = [0, 1].map(|_| tokio::spawn(add(n.clone())));
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(*n.lock().await, 2);
    });
    let failure = report.found();
    assert!(matches!(failure.cause, Cause::Panic { .. }), "{failure}");
    let lines: Vec<_> = failure.lines().collect();
    assert!(lines.contains(&("task 2", "locks the mutex")), "{failure}");
}

#[test]
fn a_lock_held_over_an_await_keeps_others_out() {
    let report = every(|| async {
        let n = Arc::new(Mutex::new(0));
        let add = |n: Arc<Mutex<i32>>| async move {
            let mut n = n.lock().await;
            let seen = *n;
            tokio::task::yield_now().await;
            *n = seen + 1;
        };
        let mut tasks = JoinSet::new();
        for _ in 0..3 {
            tasks.spawn(add(n.clone()));
        }
        while tasks.join_next().await.is_some() {}
        assert_eq!(*n.lock().await, 3);
    });
    report.clean_in_all();
    assert!(report.schedules > 6, "{report}");
}

#[test]
fn an_atomic_over_an_await_tells_its_values() {
    let report = every(|| async {
        let n = Arc::new(AtomicU32::new(0));
        let add = |n: Arc<AtomicU32>| async move {
            let seen = n.load(SeqCst);
            sleep(ms(1)).await;
            n.store(seen + 1, SeqCst);
        };
        let mut tasks = JoinSet::new();
        for _ in 0..2 {
            tasks.spawn(add(n.clone()));
        }
        tasks.join_all().await;
        assert_eq!(n.load(SeqCst), 2);
    });
    let lines: Vec<_> = report.found().lines().map(|(_, text)| text).collect();
    assert!(lines.contains(&"sleeps 1ms"), "{report}");
    assert_eq!(lines.iter().filter(|line| **line == "reads 0").count(), 2);
}

#[test]
fn two_locks_in_two_orders_are_a_deadlock() {
    let report = every(|| async {
        let left = Arc::new(Mutex::new(0));
        let right = Arc::new(RwLock::new(0));
        let (a, b) = (left.clone(), right.clone());
        let one = tokio::spawn(async move {
            let _a = a.lock().await;
            let _b = b.write().await;
        });
        let other = tokio::spawn(async move {
            let _b = right.read().await;
            let _a = left.lock().await;
        });
        one.await.unwrap();
        other.await.unwrap();
    });
    let failure = report.found();
    assert_eq!(failure.cause, Cause::Deadlock, "{failure}");
    let holders: Vec<_> =
        failure.waiting.iter().map(|one| one.holder.as_deref()).collect();
    assert_eq!(holders, [Some("task 1"), Some("task 2"), Some("task 1")]);
}

#[test]
fn what_blocks_all_tasks_is_found() {
    // A guard of std over an await, and another task that locks.
    let report = every(|| async {
        let n = Arc::new(std::sync::Mutex::new(0));
        let add = |n: Arc<std::sync::Mutex<i32>>| async move {
            let mut n = n.lock().unwrap();
            sleep(ms(1)).await;
            *n += 1;
        };
        let local = [add(n.clone()), add(n.clone())];
        let [one, other] = local;
        tokio::join!(one, other);
    });
    let blocked = Cause::Blocked { task: "main".into() };
    assert_eq!(report.found().cause, blocked, "{report}");
    for block in [
        || std::thread::sleep(ms(1)),
        || std::thread::park(),
        || {
            let (_sender, receiver) = std::sync::mpsc::channel::<u8>();
            receiver.recv().unwrap();
        },
    ] {
        let report = every(move || async move {
            let task = tokio::spawn(async move { block() });
            task.await.unwrap();
        });
        let blocked = Cause::Blocked { task: "task 1".into() };
        assert_eq!(report.found().cause, blocked, "{report}");
    }
}

#[test]
#[should_panic = "only async tasks take turns here"]
fn a_thread_is_refused() {
    every(|| async { drop(std::thread::spawn(|| ())) });
}

#[test]
fn who_blocks_in_a_task_panics_as_tokio_does() {
    let programs: [(fn(), &str); 3] = [
        (|| drop(tokio::runtime::Runtime::new()), "Cannot drop a runtime"),
        (
            || {
                let runtime = tokio::runtime::Runtime::new().unwrap();
                runtime.block_on(async {});
            },
            "Cannot start a runtime from within a runtime",
        ),
        (
            || {
                let (_sender, receiver) = oneshot::channel::<u8>();
                let _ = receiver.blocking_recv();
            },
            "Cannot block the current thread from within a runtime",
        ),
    ];
    for (program, says) in programs {
        let report = every(move || async move { program() });
        let Cause::Panic { message, .. } = &report.found().cause else {
            panic!("{report}")
        };
        assert!(message.starts_with(says), "{message}");
    }
}

#[test]
fn a_task_that_still_waits_was_left_behind() {
    // The clock stands still for it.
    let waits: [fn() -> tokio::task::JoinHandle<()>; 3] = [
        || tokio::spawn(sleep(ms(1))),
        || tokio::spawn(async { Notify::new().notified().await }),
        || {
            tokio::spawn(async {
                let (_stays, mut receiver) = mpsc::channel::<u8>(1);
                receiver.recv().await.unwrap();
            })
        },
    ];
    for wait in waits {
        let failure = every(move || async move { drop(wait()) });
        let failure = failure.found();
        assert_eq!(failure.cause, Cause::Deadlock, "{failure}");
        assert_eq!(failure.waiting.len(), 1, "{failure}");
        assert_eq!(failure.waiting[0].task, "task 1");
    }
    // Who need not wait comes to an end.
    every(|| async {
        let (sender, mut receiver) = mpsc::channel::<u8>(1);
        tokio::spawn(async move { while receiver.recv().await.is_some() {} });
        sender.send(1).await.unwrap();
    })
    .clean_in_all();
}

#[test]
fn panics_are_heard_of() {
    // By who joins.
    every(|| async {
        let task = tokio::spawn(async { panic!("on purpose") });
        let error = task.await.unwrap_err();
        assert!(error.is_panic() && !error.is_cancelled());
        assert_eq!(error.into_panic().downcast_ref(), Some(&"on purpose"));
    })
    .clean_in_all();
    // Or, if nobody does, at the end; or if who does panics because of it.
    let programs: [fn() -> _; 2] = [
        || drop(tokio::spawn(async { panic!("on purpose") })),
        || {
            let task = tokio::spawn(async { panic!("on purpose") });
            drop(tokio::spawn(async { task.await.unwrap() }));
        },
    ];
    for program in programs {
        let report = every(move || async move { program() });
        let Cause::Panic { message, .. } = &report.found().cause else {
            panic!("{report}")
        };
        assert_eq!(message, "on purpose");
    }
}

#[test]
fn an_abort_drops_the_future() {
    let ends = outcomes(|| async {
        let gone = Arc::new(());
        let held = gone.clone();
        let task = tokio::spawn(async move {
            let _held = held;
            sleep(ms(10)).await;
        });
        tokio::task::yield_now().await;
        task.abort();
        let cancelled = task.await.is_err_and(|error| error.is_cancelled());
        (cancelled, Arc::strong_count(&gone), Instant::now().elapsed())
    });
    assert_eq!(ends, [(true, 1, ms(0))]);
    // So does the end of a set.
    every(|| async {
        let mut set = JoinSet::new();
        set.spawn(std::future::pending::<()>());
    })
    .clean_in_all();
}

#[test]
fn select_takes_each_branch_that_is_ready() {
    async fn both(biased: bool) -> &'static str {
        let (one, first) = oneshot::channel();
        let (two, second) = oneshot::channel();
        one.send(()).unwrap();
        two.send(()).unwrap();
        if biased {
            tokio::select! {
                biased;
                _ = first => "first",
                _ = second => "second",
            }
        } else {
            tokio::select! {
                _ = first => "first",
                _ = second => "second",
            }
        }
    }
    assert_eq!(outcomes(|| both(false)), ["first", "second"]);
    assert_eq!(outcomes(|| both(true)), ["first"]);
    // A message that is there is not passed over, as nobody comes between the branches.
    every(|| async {
        let (sender, mut receiver) = mpsc::channel(1);
        sender.send(1).await.unwrap();
        tokio::select! {
            biased;
            Some(_) = receiver.recv() => {}
            () = std::future::ready(()) => panic!("passed over"),
        }
        let none = timeout(ms(0), receiver.recv()).await;
        assert!(none.is_err());
        sender.send(2).await.unwrap();
        assert_eq!(timeout(ms(0), receiver.recv()).await, Ok(Some(2)));
    })
    .clean_in_all();
}

#[test]
fn a_send_that_times_out_is_recorded() {
    let report = every(|| async {
        let (sender, mut receiver) = mpsc::channel(1);
        sender.send(1).await.unwrap();
        timeout(ms(5), sender.send(2)).await.unwrap_err();
        drop(sender);
        assert_eq!(receiver.recv().await, Some(1));
        assert_eq!(receiver.recv().await, Some(2));
    });
    let lines: Vec<_> = report.found().lines().map(|(_, text)| text).collect();
    assert!(lines.contains(&"gives up on the channel"), "{report}");
}

#[test]
fn permits_and_watched_values_are_recorded() {
    let report = every(|| async {
        let permits = Arc::new(Semaphore::new(1));
        let (go, mut goes) = watch::channel(false);
        let permit = permits.clone().acquire_owned().await.unwrap();
        tokio::spawn(async move {
            goes.wait_for(|go| *go).await.unwrap();
            drop(permit);
        });
        go.send(true).unwrap();
        let _permit = permits.acquire().await.unwrap();
        panic!("to see it");
    });
    let report = report.found().to_string();
    for text in ["takes 1 of ", "gives 1 back to ", ", 0 left", "sends message 1"] {
        assert!(report.contains(text), "{text}: {report}");
    }
}

#[test]
fn a_loop_that_yields_is_no_endless_schedule() {
    every(|| async {
        let done = Arc::new(AtomicU32::new(0));
        let sets = done.clone();
        tokio::spawn(async move { sets.store(1, SeqCst) });
        while done.load(SeqCst) == 0 {
            tokio::task::yield_now().await;
        }
    })
    .clean_in_all();
    let report = every(|| async {
        loop {
            tokio::task::yield_now().await;
        }
    });
    assert!(matches!(report.found().cause, Cause::StepLimit { .. }));
}

#[test]
fn the_end_of_a_wait_and_a_timeout_at_the_same_moment_come_in_both_orders() {
    let ends = outcomes(|| async {
        let (sender, receiver) = oneshot::channel();
        tokio::spawn(async move {
            sleep(ms(5)).await;
            let _ = sender.send(());
        });
        timeout(ms(5), receiver).await.is_ok()
    });
    assert_eq!(ends, [false, true]);
}

#[test]
fn ticks_are_exact() {
    every(|| async {
        let start = Instant::now();
        let mut ticks = interval(ms(10));
        for tick in 0..3 {
            assert_eq!(ticks.tick().await - start, ms(10) * tick);
        }
        assert_eq!(start.elapsed(), ms(20));
    })
    .clean_in_all();
}

#[test]
fn a_timeout_races_where_the_clock_does() {
    let ends = |jumps| {
        let program = || async {
            let (sender, receiver) = oneshot::channel();
            tokio::spawn(async move { sender.send(()) });
            timeout(ms(5), receiver).await.is_ok()
        };
        let explore = Explore::every().racing_clock(jumps);
        let (ends, _) = explore.outcomes(move || block_on(program()));
        ends.into_keys().collect::<Vec<_>>()
    };
    assert_eq!(ends(0), [true]);
    assert_eq!(ends(1), [false, true]);
}

/// Tokio's moves only when nobody can go on. Who pauses the clock beside others does so too
/// late: a timeout may be over by then.
#[test]
fn a_paused_clock_does_not_race() {
    let ends = |pauses_first: bool| {
        let program = move || async move {
            if pauses_first {
                tokio::time::pause();
            }
            let (sender, receiver) = oneshot::channel();
            let task = tokio::spawn(async move { sender.send(()) });
            if !pauses_first {
                tokio::time::pause();
            }
            let is_in_time = timeout(ms(5), receiver).await.is_ok();
            let _ = task.await;
            is_in_time
        };
        let explore = Explore::every().racing_clock(2);
        let (ends, report) = explore.outcomes(move || block_on(program()));
        (ends.into_keys().collect::<Vec<_>>(), report.jumps)
    };
    assert_eq!(ends(true), (vec![true], 0));
    assert_eq!(ends(false), (vec![false, true], 2));
}
