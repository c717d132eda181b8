//! A lock or a permit is told that is held while time passes, where others wait for it.

extern crate conc_tokio as tokio;

use std::time::Duration;

use explore::channel::bounded;
use explore::sync::mpsc::channel;
use explore::sync::{Arc, Mutex, RwLock};
use explore::thread;
use explore::time::Instant;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::{asyncs, is_told_of};
use crate::Gauge;
use crate::sources::Sources;

const TEXT: &str = include_str!("held_meanwhile.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const CLAIMS: Sources = Sources(&[("answer", ""), (file!(), TEXT)]);
const MS: Duration = Duration::from_millis(1);
const TITLE: &str = "a lock is held while others could go on";

#[track_caller]
fn says(program: impl Fn() + Send + Sync + 'static, words: &[&str]) {
    is_told_of((TEXT, ANSWER), program, TITLE, words);
}

#[track_caller]
fn is_silent(program: impl Fn() + Send + Sync + 'static) {
    let (told, cause, sentence) = super::told_of(TEXT, ANSWER, program);
    let held = " is held while others could go on";
    assert!(!told.ends_with(held) && !cause.ends_with(held), "{sentence}");
}

/// Three tasks count, and sleep with the guard or without.
fn counts(with_the_guard: bool, most: u32) {
    let stats = Arc::new(Mutex::new(0));
    let began = Instant::now();
    let tasks = [1, 2, 3].map(|n| {
        let stats = Arc::clone(&stats);
        thread::spawn(move || {
            let mut sum = stats.lock().unwrap();
            *sum += n;
            if with_the_guard {
                thread::sleep(50 * MS);
            }
            drop(sum);
            thread::sleep(if with_the_guard { MS } else { 50 * MS });
        })
    });
    for task in tasks {
        task.join().unwrap();
    }
    assert!(began.elapsed() < most * MS, "they ran one after the other");
}

#[test]
fn a_guard_that_is_kept_over_a_sleep_is_told() {
    let words = [
        "holds stats from line",
        ", and sleeps in line",
        "waits for it in line",
        ", for 50ms.",
    ];
    says(|| counts(true, 100), &words);
    // The work itself takes so long.
    is_silent(|| counts(false, 40));
}

/// Workers receive in the condition of a loop, whose guard lives as long as the turn; or before.
fn receives(in_the_condition: bool) {
    let (send, jobs) = channel::<u32>();
    let jobs = Arc::new(Mutex::new(jobs));
    let began = Instant::now();
    let workers = [1, 2, 3].map(|_| {
        let jobs = Arc::clone(&jobs);
        thread::spawn(move || {
            if in_the_condition {
                while let Ok(_job) = jobs.lock().unwrap().recv() {
                    thread::sleep(30 * MS);
                }
                return;
            }
            loop {
                let job = jobs.lock().unwrap().recv();
                if job.is_err() {
                    return;
                }
                thread::sleep(30 * MS);
            }
        })
    });
    for job in [1, 2, 3] {
        send.send(job).unwrap();
    }
    drop(send);
    for worker in workers {
        worker.join().unwrap();
    }
    let most = if in_the_condition { 60 } else { 20 };
    assert!(began.elapsed() < most * MS, "they take as long as one");
}

#[test]
fn a_guard_in_the_condition_of_a_loop_is_told() {
    says(|| receives(true), &["holds jobs", ", and sleeps in line", ", for 30ms"]);
    is_silent(|| receives(false));
}

/// Two tasks ask a cache that loads what it does not have, with its lock or without.
async fn asks(with_the_lock: bool) {
    let cache = Arc::new(tokio::sync::Mutex::new(Vec::new()));
    let began = tokio::time::Instant::now();
    let tasks = [1, 2].map(|n| {
        let cache = Arc::clone(&cache);
        tokio::spawn(async move {
            let mut known = cache.lock().await;
            if known.contains(&n) {
                return;
            }
            if with_the_lock {
                sleep(20 * MS).await;
                known.push(n);
            } else {
                drop(known);
                sleep(20 * MS).await;
                cache.lock().await.push(n);
            }
        })
    });
    for task in tasks {
        task.await.unwrap();
    }
    assert!(began.elapsed() < if with_the_lock { 30 } else { 20 } * MS);
}

#[test]
fn a_guard_that_is_kept_over_an_await_is_told() {
    says(asyncs(|| asks(true)), &["holds cache", "20ms", "waits for it"]);
    is_silent(asyncs(|| asks(false)));
}

/// Nobody looks at the clock, and so nothing is said to be late.
#[test]
fn what_is_wrong_for_another_reason_is_not_late() {
    let awaits = || async {
        let sum = Arc::new(tokio::sync::Mutex::new(0));
        let tasks = [1, 2].map(|n| {
            let sum = Arc::clone(&sum);
            tokio::spawn(async move {
                let mut sum = sum.lock().await;
                sleep(20 * MS).await;
                *sum += n;
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(*sum.lock().await, 4);
    };
    is_silent(asyncs(awaits));
    let threads = || {
        let sum = Arc::new(Mutex::new(0));
        let tasks = [1, 2].map(|n| {
            let sum = Arc::clone(&sum);
            thread::spawn(move || {
                let mut sum = sum.lock().unwrap();
                thread::sleep(20 * MS);
                *sum += n;
            })
        });
        for task in tasks {
            task.join().unwrap();
        }
        assert_eq!(*sum.lock().unwrap(), 4);
    };
    is_silent(threads);
}

#[test]
fn a_guard_that_is_kept_over_a_send_or_a_join_is_told() {
    let sends = || {
        let (send, out) = bounded(0);
        let stats = Arc::new(Mutex::new(0));
        let own = Arc::clone(&stats);
        let worker = thread::spawn(move || {
            let sum = own.lock().unwrap();
            send.send(*sum).unwrap();
        });
        let reader = thread::spawn(move || {
            thread::sleep(40 * MS);
            out.recv().unwrap();
        });
        thread::sleep(MS);
        let began = Instant::now();
        assert_eq!(*stats.lock().unwrap(), 0);
        assert!(began.elapsed() < 10 * MS, "stats came late");
        worker.join().unwrap();
        reader.join().unwrap();
    };
    says(
        sends,
        &[
            "task 1 holds stats",
            ", and sends message 1 to send",
            "main waits for it in line",
            ", for 39ms.",
        ],
    );
    let joins = || {
        let table = Arc::new(RwLock::new(1));
        let own = Arc::clone(&table);
        let refresh = thread::spawn(move || {
            let mut table = own.write().unwrap();
            let load = thread::spawn(|| thread::sleep(70 * MS));
            load.join().unwrap();
            *table += 1;
        });
        thread::sleep(2 * MS);
        let began = Instant::now();
        assert_eq!(*table.read().unwrap(), 2);
        assert!(began.elapsed() < 5 * MS, "a read waits for a refresh");
        refresh.join().unwrap();
    };
    says(joins, &["task 1 holds table", "until task 2 has ended"]);
}

/// One has the only permit for longer than another one waits.
async fn waits_for_a_permit(gives_up_on_it: bool) {
    let permits = Arc::new(Semaphore::new(1));
    let own = Arc::clone(&permits);
    let slow = tokio::spawn(async move {
        let _permit = own.acquire().await.unwrap();
        sleep(80 * MS).await;
    });
    sleep(MS).await;
    let patience = if gives_up_on_it { 10 } else { 100 };
    let got = timeout(patience * MS, permits.acquire()).await;
    assert!(gives_up_on_it && got.is_ok(), "no permit in time");
    drop(got);
    slow.await.unwrap();
}

#[test]
fn a_permit_that_is_kept_is_told_to_who_gives_up() {
    let words = [
        "task 1 holds a permit of permits",
        ", and sleeps in line",
        "main waits for one for 10ms, and gives up on permits",
    ];
    let title = "a permit is held while others could go on";
    let program = asyncs(|| waits_for_a_permit(true));
    is_told_of((TEXT, ANSWER), program, title, &words);
    is_silent(asyncs(|| waits_for_a_permit(false)));
}

/// Jobs run, each with the lock of a list or after it.
fn runs(with_the_lock: bool) {
    let list = Arc::new(Mutex::new(vec![1, 2]));
    let gauge = Gauge::new("job");
    let workers = [1, 2].map(|_| {
        let (list, gauge) = (Arc::clone(&list), gauge.clone());
        thread::spawn(move || {
            let mut jobs = list.lock().unwrap();
            let job = jobs.pop().unwrap();
            if !with_the_lock {
                drop(jobs);
                let _inside = gauge.enter(job);
                return thread::sleep(10 * MS);
            }
            let _inside = gauge.enter(job);
            thread::sleep(10 * MS);
        })
    });
    for worker in workers {
        worker.join().unwrap();
    }
    gauge.reached(if with_the_lock { 2 } else { 3 });
}

#[test]
fn jobs_that_run_one_after_another_are_told_with_the_lock() {
    let (title, cause, sentence) = super::told_of(TEXT, CLAIMS, || runs(true));
    assert_eq!(title, "the jobs ran one after another", "{sentence}");
    assert_eq!(cause, TITLE, "{sentence}");
    is_silent(|| runs(false));
}

/// Workers take turns to wait for the next job, which comes late, and run it without the lock.
fn waits_for_jobs() {
    let (send, jobs) = bounded(0);
    let jobs = Arc::new(Mutex::new(jobs));
    let gauge = Gauge::new("job");
    let workers = [1, 2].map(|_| {
        let (jobs, gauge) = (Arc::clone(&jobs), gauge.clone());
        thread::spawn(move || {
            let job = jobs.lock().unwrap().recv().unwrap();
            let _inside = gauge.enter(job);
            thread::sleep(5 * MS);
        })
    });
    for job in [1, 2] {
        thread::sleep(10 * MS);
        send.send(job).unwrap();
    }
    for worker in workers {
        worker.join().unwrap();
    }
    gauge.reached(2);
}

#[test]
fn who_waits_for_the_next_job_keeps_nobody_from_work() {
    let (title, cause, sentence) = super::told_of(TEXT, CLAIMS, waits_for_jobs);
    assert_eq!(title, "the jobs ran one after another", "{sentence}");
    assert_ne!(cause, TITLE, "{sentence}");
}

/// The other one comes when half of that time is over.
#[test]
fn how_long_another_one_waits_is_no_time_that_it_is_held() {
    let program = || {
        let stats = Arc::new(Mutex::new(0));
        let own = Arc::clone(&stats);
        let slow = thread::spawn(move || {
            let _sum = own.lock().unwrap();
            thread::sleep(100 * MS);
        });
        thread::sleep(40 * MS);
        let began = Instant::now();
        assert_eq!(*stats.lock().unwrap(), 0);
        assert!(began.elapsed() < 10 * MS, "stats came late");
        slow.join().unwrap();
    };
    says(program, &["Meanwhile main waits for it in line", ", for 60ms."]);
}
