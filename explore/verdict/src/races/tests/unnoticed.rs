//! A wait is told that goes on until its time is over, though what it is for has come.

extern crate conc_tokio as tokio;

use std::time::Duration;

use explore::channel::bounded;
use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::mpsc::{RecvTimeoutError, channel};
use explore::sync::{Arc, Condvar, Mutex};
use explore::time::Instant;
use explore::{Explore, thread};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use super::{asyncs, is_not_told_of, is_told_of};
use crate::sources::Sources;

const TEXT: &str = include_str!("unnoticed.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const MS: Duration = Duration::from_millis(1);
const TITLE: &str = "a wait went on though its event had come";

#[track_caller]
fn says(program: impl Fn() + Send + Sync + 'static, title: &str, words: &[&str]) {
    is_told_of((TEXT, ANSWER), program, title, words);
}

#[track_caller]
fn is_silent(program: impl Fn() + Send + Sync + 'static) {
    is_not_told_of((TEXT, ANSWER), program, &[TITLE, LEFT]);
}

/// The number of the line that ends so.
fn line(end: &str) -> String {
    let line = TEXT.lines().position(|line| line.ends_with(end));
    format!("line {}", 1 + line.expect("a line"))
}

/// A worker looks at its flag when nothing has come for so long.
fn looks_between_jobs(patience: Duration, works: Duration) {
    let (send, jobs) = channel();
    let stop = Arc::new(AtomicBool::new(false));
    let own = Arc::clone(&stop);
    let worker = thread::spawn(move || {
        loop {
            let job = jobs.recv_timeout(patience); // patience
            match job {
                Ok(()) => thread::sleep(works),
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) if own.load(SeqCst) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    });
    send.send(()).unwrap();
    let began = Instant::now();
    stop.store(true, SeqCst); // the stop
    worker.join().unwrap();
    assert!(began.elapsed() < 50 * MS, "it took too long");
}

#[test]
fn a_stop_that_only_a_timeout_tells_of_is_told() {
    let (wait, stop) = (line("// patience"), line("// the stop"));
    let words = [
        "task 1 waits in ",
        &wait,
        "for 100ms at most",
        "main writes true to stop in ",
        &stop,
        "100ms later",
    ];
    says(|| looks_between_jobs(100 * MS, Duration::ZERO), TITLE, &words);
    let channels = || {
        let (send, jobs) = bounded(1);
        let (tell, told) = bounded(1);
        let server = thread::spawn(move || {
            let mut sum = 0;
            loop {
                match jobs.recv_timeout(200 * MS) {
                    Ok(job) => sum += job,
                    Err(_) if told.try_recv().is_ok() => return sum,
                    Err(_) => {}
                }
            }
        });
        send.send(1).unwrap();
        let began = Instant::now();
        tell.send(()).unwrap();
        assert_eq!(server.join().unwrap(), 1);
        assert!(began.elapsed() < 20 * MS);
    };
    says(channels, TITLE, &["for 200ms at most", "to tell in line"]);
    let sleeps = || async {
        let stop = Arc::new(AtomicBool::new(false));
        let own = Arc::clone(&stop);
        let beats = tokio::spawn(async move {
            while !own.load(SeqCst) {
                sleep(1_000 * MS).await;
            }
        });
        sleep(10 * MS).await;
        let began = tokio::time::Instant::now();
        stop.store(true, SeqCst);
        beats.await.unwrap();
        assert!(began.elapsed() < 100 * MS, "the shutdown took too long");
    };
    says(asyncs(sleeps), TITLE, &["task 1 sleeps 1s in", "990ms later"]);
    let parks = || {
        let ready = Arc::new(AtomicBool::new(false));
        let own = Arc::clone(&ready);
        let waiter = thread::spawn(move || {
            let began = Instant::now();
            while !own.load(SeqCst) {
                thread::park_timeout(300 * MS);
            }
            began.elapsed()
        });
        thread::sleep(MS);
        ready.store(true, SeqCst);
        assert!(waiter.join().unwrap() < 50 * MS);
    };
    says(parks, TITLE, &["for 300ms at most", "299ms later"]);
    let locks = || {
        let stop = Arc::new(Mutex::new(false));
        let own = Arc::clone(&stop);
        let ticker = thread::spawn(move || {
            while !*own.lock().unwrap() {
                thread::sleep(2_000 * MS);
            }
        });
        thread::sleep(5 * MS);
        let began = Instant::now();
        *stop.lock().unwrap() = true;
        ticker.join().unwrap();
        assert!(began.elapsed() < 1_000 * MS, "it does not stop in time");
    };
    says(locks, TITLE, &["task 1 sleeps 2s in", "main locks stop in"]);
    says(|| opens(false), TITLE, &["for 500ms at most", "main locks latch in"]);
}

/// Somebody opens what another one waits for, and notifies or does not.
fn opens(notifies: bool) {
    let latch = Arc::new((Mutex::new(false), Condvar::new()));
    let own = Arc::clone(&latch);
    let waiter = thread::spawn(move || {
        let began = Instant::now();
        let (open, changed) = &*own;
        let mut open = open.lock().unwrap();
        while !*open {
            open = changed.wait_timeout(open, 500 * MS).unwrap().0;
        }
        began.elapsed()
    });
    thread::sleep(5 * MS);
    let (open, changed) = &*latch;
    *open.lock().unwrap() = true;
    if notifies {
        changed.notify_all();
    }
    let took = waiter.join().unwrap();
    assert!(took < if notifies { MS } else { 100 * MS });
}

/// The work takes long, and not the wait; or the wait was notified.
#[test]
fn a_wait_that_is_short_beside_the_work_is_none() {
    is_silent(|| looks_between_jobs(20 * MS, 60 * MS));
    is_silent(|| opens(true));
    let works = || {
        let (send, jobs) = channel();
        let worker = thread::spawn(move || {
            for _ in jobs {
                thread::sleep(20 * MS);
            }
        });
        let began = Instant::now();
        send.send(1).unwrap();
        send.send(2).unwrap();
        drop(send);
        worker.join().unwrap();
        assert!(began.elapsed() < 30 * MS);
    };
    is_silent(works);
    // It is only looked how much is left, and the work takes so long.
    let counts = || {
        let jobs = Arc::new(Mutex::new(vec![1]));
        let own = Arc::clone(&jobs);
        let worker = thread::spawn(move || {
            while own.lock().unwrap().pop().is_some() {
                thread::sleep(20 * MS);
            }
        });
        thread::sleep(5 * MS);
        let began = Instant::now();
        let left = jobs.lock().unwrap().len();
        worker.join().unwrap();
        assert!(began.elapsed() < 10 * MS, "{left} jobs took long");
    };
    is_silent(counts);
}

/// Nobody looks at the clock, so nothing is said to be late.
#[test]
fn what_is_wrong_for_another_reason_is_not_late() {
    is_silent(|| {
        let stop = Arc::new(AtomicBool::new(false));
        let beats = Arc::new(AtomicU32::new(0));
        let own = (Arc::clone(&stop), Arc::clone(&beats));
        let worker = thread::spawn(move || {
            while !own.0.load(SeqCst) {
                own.1.fetch_add(1, SeqCst);
                thread::sleep(100 * MS);
            }
        });
        stop.store(true, SeqCst);
        worker.join().unwrap();
        assert_eq!(beats.load(SeqCst), 7);
    });
}

const LEFT: &str = "the rest was left for a timeout";

/// Writes what has come when nothing has come for a while, and at the end if it should.
async fn writes(at_the_end: bool) {
    let (send, mut items) = mpsc::channel(4);
    let written = Arc::new(Mutex::new(Vec::new()));
    let own = Arc::clone(&written);
    let task = tokio::spawn(async move {
        let mut batch = Vec::new();
        loop {
            match timeout(50 * MS, items.recv()).await {
                Ok(Some(item)) => batch.push(item),
                Ok(None) => break,
                Err(_) => own.lock().unwrap().append(&mut batch),
            }
        }
        if at_the_end {
            own.lock().unwrap().append(&mut batch);
        }
    });
    send.send(1).await.unwrap();
    sleep(60 * MS).await;
    send.send(2).await.unwrap();
    drop(send);
    task.await.unwrap();
    let expected = if at_the_end { 3 } else { 2 };
    assert_eq!(written.lock().unwrap().len(), expected);
}

#[test]
fn what_is_left_for_a_timeout_is_told() {
    says(asyncs(|| writes(false)), LEFT, &["task 1 receives message 1 from send"]);
    is_silent(asyncs(|| writes(true)));
    let threads = |flushes: bool| {
        move || {
            let (send, items) = channel();
            let (out, written) = channel();
            let writer = thread::spawn(move || {
                let mut sum = 0;
                loop {
                    match items.recv_timeout(10 * MS) {
                        Ok(item) => sum += item,
                        Err(RecvTimeoutError::Timeout) => out.send(sum).unwrap(),
                        Err(RecvTimeoutError::Disconnected) => break,
                    }
                }
                if flushes {
                    out.send(sum).unwrap();
                }
            });
            send.send(1).unwrap();
            thread::sleep(15 * MS);
            send.send(2).unwrap();
            drop(send);
            writer.join().unwrap();
            let last = written.try_iter().last();
            assert_eq!(last, Some(if flushes { 4 } else { 3 }));
        }
    };
    says(threads(false), LEFT, &["message 2 from send"]);
    is_silent(threads(true));
    let crossed = || {
        let (send, items) = bounded(4);
        let written = Arc::new(AtomicU32::new(0));
        let own = Arc::clone(&written);
        let writer = thread::spawn(move || {
            let mut sum = 0;
            loop {
                match items.recv_timeout(10 * MS) {
                    Ok(item) => sum += item,
                    Err(late) if late.is_timeout() => own.store(sum, SeqCst),
                    Err(_) => return,
                }
            }
        });
        send.send(1).unwrap();
        thread::sleep(25 * MS);
        send.send(2).unwrap();
        drop(send);
        writer.join().unwrap();
        assert_eq!(written.load(SeqCst), 3, "all were written");
    };
    says(crossed, LEFT, &["comes to written in line"]);
    // The right one of these passes.
    Explore::every().run(|| looks_between_jobs(20 * MS, MS)).clean_in_all();
}
