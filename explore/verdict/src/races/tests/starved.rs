//! A loop is told that comes late to what has come.

extern crate conc_tokio as tokio;

use std::future::Future;
use std::time::Duration;

use explore::channel::unbounded;
use explore::sync::Arc;
use explore::sync::atomic::{AtomicBool, Ordering::SeqCst};
use explore::sync::mpsc::{TryRecvError, channel};
use explore::tasks::block_on;
use explore::{select_biased, thread};
use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;

use crate::sources::Sources;

const TEXT: &str = include_str!("starved.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const MS: Duration = Duration::from_millis(1);
const TITLE: &str = "a loop comes late to what is ready";

#[track_caller]
fn says(program: impl Fn() + Send + Sync + 'static, words: &[&str]) {
    let (told, cause, sentence) = super::told_of(TEXT, ANSWER, program);
    assert_eq!(told, TITLE, "{cause}: {sentence}");
    for word in words {
        assert!(sentence.contains(word), "{word}: {sentence}");
    }
}

#[track_caller]
fn is_silent(program: impl Fn() + Send + Sync + 'static) {
    let (told, _, sentence) = super::told_of(TEXT, ANSWER, program);
    assert_ne!(told, TITLE, "{sentence}");
}

fn asyncs<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) -> impl Fn() + Send + Sync + 'static {
    move || block_on(program())
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
