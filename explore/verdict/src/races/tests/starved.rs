//! A loop is told that comes late to what has come.

extern crate conc_tokio as tokio;

use std::time::Duration;

use explore::channel::unbounded;
use explore::sync::Arc;
use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::mpsc::{RecvTimeoutError, TryRecvError, channel};
use explore::{select_biased, thread};
use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;

use super::{asyncs, is_not_told_of, is_told_of};
use crate::sources::Sources;

const TEXT: &str = include_str!("starved.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const MS: Duration = Duration::from_millis(1);
const TITLE: &str = "a loop comes late to what is ready";

#[track_caller]
fn says(program: impl Fn() + Send + Sync + 'static, words: &[&str]) {
    is_told_of((TEXT, ANSWER), program, TITLE, words);
}

#[track_caller]
fn is_silent(program: impl Fn() + Send + Sync + 'static) {
    is_not_told_of((TEXT, ANSWER), program, &[TITLE]);
}

/// A worker has ten jobs and is to stop after some of them.
async fn works(stops_first: bool) {
    let (send, mut work) = mpsc::channel(10);
    let (stop, mut stopped) = oneshot::channel::<()>();
    for job in 0..10 {
        send.send(job).await.unwrap();
    }
    let worker = tokio::spawn(async move {
        let mut done = 0;
        loop {
            if stops_first {
                tokio::select! {
                    biased;
                    _ = &mut stopped => return done,
                    Some(_) = work.recv() => done += 1,
                }
            } else {
                tokio::select! {
                    biased;
                    Some(_) = work.recv() => done += 1,
                    _ = &mut stopped => return done,
                }
            }
            sleep(10 * MS).await;
        }
    });
    sleep(15 * MS).await;
    stop.send(()).unwrap();
    let done = worker.await.unwrap();
    assert!(done < if stops_first { 2 } else { 3 }, "{done} jobs");
}

#[test]
fn an_arm_that_comes_after_one_that_is_ready_is_told() {
    let words =
        ["main sends message 1 to stop", "8 times more in line", "is biased"];
    says(asyncs(|| works(false)), &words);
    is_silent(asyncs(|| works(true)));
    let threads = || {
        let (send, jobs) = unbounded();
        let (stop, stopped) = unbounded::<()>();
        for job in 0..5 {
            send.send(job).unwrap();
        }
        let worker = thread::spawn(move || {
            let mut done = 0;
            loop {
                select_biased! {
                    recv(jobs) -> job => match job {
                        Ok(_) => done += 1,
                        Err(_) => return done,
                    },
                    recv(stopped) -> _ => return done,
                }
                thread::sleep(10 * MS);
            }
        });
        thread::sleep(15 * MS);
        stop.send(()).unwrap();
        let done = worker.join().unwrap();
        assert!(done < 4, "{done} jobs");
        drop(send);
    };
    says(threads, &["task 1 receives from send 3 times more", "is biased"]);
}

/// A worker takes what is in its queue, and looks whether it is to stop when that is empty, or
/// before each job.
fn drains(looks_first: bool, most: usize) {
    let (send, jobs) = channel();
    let stop = Arc::new(AtomicBool::new(false));
    let own = Arc::clone(&stop);
    for job in 0..5 {
        send.send(job).unwrap();
    }
    stop.store(true, SeqCst);
    let worker = thread::spawn(move || {
        let mut done = 0;
        loop {
            if looks_first && own.load(SeqCst) {
                return done;
            }
            match jobs.try_recv() {
                Ok(_) => {
                    done += 1;
                    continue;
                }
                Err(TryRecvError::Disconnected) => return done,
                Err(TryRecvError::Empty) => {}
            }
            if own.load(SeqCst) {
                return done;
            }
        }
    });
    let done = worker.join().unwrap();
    drop(send);
    assert!(done > most, "{done} jobs");
}

#[test]
fn a_loop_that_empties_its_queue_first_is_told() {
    let words = ["main writes true to stop", "5 times more", "begin of its loop"];
    says(|| drains(false, 5), &words);
    is_silent(|| drains(true, 5));
}

/// What it takes first it takes in a loop of its own, before the other one.
#[test]
fn who_has_two_loops_does_one_after_the_other() {
    is_silent(|| {
        let (send, jobs) = channel();
        let (tell, told) = channel();
        for job in 0..3 {
            send.send(job).unwrap();
        }
        tell.send(()).unwrap();
        drop((send, tell));
        let worker = thread::spawn(move || {
            let mut done = 0;
            while jobs.recv().is_ok() {
                done += 1;
            }
            while told.recv().is_ok() {
                done += 1;
            }
            done
        });
        assert_eq!(worker.join().unwrap(), 9, "a wrong sum");
    });
}

const SKIPPED: &str = "a loop does not come to what it has to do";

/// A worker tells that it lives when it has nothing to do, or in each turn; main looks while it
/// has much to do.
fn beats(in_each_turn: bool, expected: u32) {
    let (send, jobs) = channel::<()>();
    let beats = Arc::new(AtomicU32::new(0));
    let own = Arc::clone(&beats);
    let worker = thread::spawn(move || {
        loop {
            let job = jobs.recv_timeout(10 * MS);
            if in_each_turn {
                own.fetch_add(1, SeqCst);
            }
            match job {
                Ok(()) => thread::sleep(8 * MS),
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    own.fetch_add(1, SeqCst);
                }
            }
        }
    });
    for _ in 0..6 {
        send.send(()).unwrap();
    }
    thread::sleep(45 * MS);
    assert!(beats.load(SeqCst) >= expected, "the worker does not live");
    drop(send);
    worker.join().unwrap();
}

#[track_caller]
fn skips(program: impl Fn() + Send + Sync + 'static, words: &[&str]) {
    is_told_of((TEXT, ANSWER), program, SKIPPED, words);
}

#[test]
fn a_beat_that_never_comes_is_told() {
    let words =
        ["task 1 receives from send 6 times", "does not come to beats in line"];
    skips(|| beats(false, 1), &words);
    let (told, _, sentence) = super::told_of(TEXT, ANSWER, || beats(true, 9));
    assert_ne!(told, SKIPPED, "{sentence}");
    let awaits = || async {
        let (send, mut work) = mpsc::channel(10);
        let lease = Arc::new(AtomicU32::new(0));
        let own = lease.clone();
        for job in 0..8 {
            send.send(job).await.unwrap();
        }
        let worker = tokio::spawn(async move {
            let mut renewal = tokio::time::interval(20 * MS);
            renewal.tick().await;
            loop {
                tokio::select! {
                    biased;
                    Some(_) = work.recv() => sleep(10 * MS).await,
                    _ = renewal.tick() => {
                        own.fetch_add(1, SeqCst);
                    }
                    else => return,
                }
            }
        });
        sleep(45 * MS).await;
        assert_ne!(lease.load(SeqCst), 0, "the lease is renewed");
        worker.abort();
        drop(send);
    };
    skips(asyncs(awaits), &["does not come to lease in line", "main reads 0"]);
    let crossed = || {
        let (send, jobs) = unbounded::<u32>();
        let beats = Arc::new(AtomicU32::new(0));
        let own = beats.clone();
        for job in 0..4 {
            send.send(job).unwrap();
        }
        let worker = thread::spawn(move || {
            loop {
                let Ok(job) = jobs.try_recv() else {
                    own.fetch_add(1, SeqCst);
                    if jobs.recv().is_err() {
                        return;
                    }
                    continue;
                };
                thread::sleep(job * MS);
            }
        });
        thread::sleep(5 * MS);
        assert_ne!(beats.load(SeqCst), 0, "it lives");
        drop(send);
        worker.join().unwrap();
    };
    skips(crossed, &["task 1 receives from send 4 times"]);
}

/// It is to do that when its loop is over.
#[test]
fn what_comes_after_a_loop_is_not_skipped_in_it() {
    let program = || {
        let (send, jobs) = channel::<()>();
        let done = Arc::new(AtomicU32::new(0));
        let own = done.clone();
        for _ in 0..4 {
            send.send(()).unwrap();
        }
        let worker = thread::spawn(move || {
            while jobs.recv().is_ok() {
                thread::sleep(MS);
            }
            own.store(4, SeqCst);
        });
        thread::sleep(10 * MS);
        assert_eq!(done.load(SeqCst), 4, "all are done");
        drop(send);
        worker.join().unwrap();
    };
    is_not_told_of((TEXT, ANSWER), program, &[SKIPPED]);
}
