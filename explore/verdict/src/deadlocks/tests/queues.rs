//! What a task waits for will never come, and what it did before tells why.

extern crate conc_tokio as tokio;

use std::time::Duration;

use explore::Explore;
use explore::sync::Arc;
use explore::sync::mpsc::{channel, sync_channel};
use explore::tasks::block_on;
use explore::{channel as crossbeam, thread};
use tokio::sync::{Mutex, Semaphore, broadcast, mpsc, oneshot, watch};
use tokio::time::sleep;

use super::told_of;
use crate::sources::Sources;

const TEXT: &str = include_str!("queues.rs");
const MS: Duration = Duration::from_millis(1);

/// The title and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String) {
    let (title, sentence, _) = told_of(TEXT, Sources(&[(file!(), TEXT)]), program);
    (title, sentence)
}

#[track_caller]
fn is_clean(program: impl Fn() + Send + Sync + 'static) {
    Explore::every().run(program).clean_in_all();
}

#[test]
fn a_task_sends_to_itself() {
    let own = |room: usize| {
        move || {
            let (mailbox, inbox) = sync_channel(room);
            let own = mailbox.clone();
            let actor = thread::spawn(move || {
                for _ in 0..2 {
                    let job: u32 = inbox.recv().unwrap();
                    own.send(job + 1).unwrap();
                }
            });
            mailbox.send(1).unwrap();
            let _ = mailbox.send(1);
            actor.join().unwrap();
        }
    };
    let (title, sentence) = told(own(1));
    assert_eq!(title, "a task waits for itself");
    assert!(
        sentence.contains("task 1 itself is the task that receives"),
        "{sentence}"
    );
    is_clean(own(2));
    let (title, sentence) = told(|| {
        block_on(async {
            let (own, mut inbox) = mpsc::channel(1);
            own.send(1).await.unwrap();
            inbox.recv().await.unwrap();
            own.send(2).await.unwrap();
            own.send(3).await.unwrap();
        });
    });
    assert_eq!(title, "a task waits for itself", "{sentence}");
}

#[test]
fn a_task_is_joined_by_the_one_who_has_the_sender() {
    let (title, sentence) = told(|| {
        let (jobs, inbox) = channel();
        let worker = thread::spawn(move || inbox.iter().sum::<u32>());
        jobs.send(1).unwrap();
        worker.join().unwrap();
        drop(jobs);
    });
    assert_eq!(title, "a task is joined before its channel is closed");
    assert!(sentence.contains("main has sent to jobs"), "{sentence}");
    is_clean(|| {
        let (jobs, inbox) = channel();
        let worker = thread::spawn(move || inbox.iter().sum::<u32>());
        jobs.send(1).unwrap();
        drop(jobs);
        worker.join().unwrap();
    });
    let (title, sentence) = told(|| {
        block_on(async {
            let (jobs, mut inbox) = mpsc::channel(1);
            let worker =
                tokio::spawn(async move { while inbox.recv().await.is_some() {} });
            jobs.send(1).await.unwrap();
            worker.await.unwrap();
            drop(jobs);
        });
    });
    assert_eq!(
        title, "a task is joined before its channel is closed",
        "{sentence}"
    );
}

/// The worker sends to itself: who joins it could drop its own sender and still wait.
#[test]
fn a_worker_that_sends_too_has_a_sender_of_its_own() {
    let (title, sentence) = told(|| {
        let (jobs, inbox) = channel();
        let own = jobs.clone();
        let worker = thread::spawn(move || {
            for job in inbox {
                if job > 0 {
                    own.send(job - 1).unwrap();
                }
            }
        });
        jobs.send(1).unwrap();
        drop(jobs);
        worker.join().unwrap();
    });
    assert_eq!(title, "a task waits for itself", "{sentence}");
    assert!(sentence.contains("task 1 itself was given one"), "{sentence}");
}

/// One message ends one worker, and two are joined.
#[test]
fn a_worker_that_no_message_ends_is_another_mistake() {
    let (title, sentence) = told(|| {
        let (stop, stops) = crossbeam::unbounded();
        let workers = [(); 2].map(|()| {
            let stops = stops.clone();
            thread::spawn(move || stops.recv().unwrap())
        });
        stop.send(()).unwrap();
        for worker in workers {
            worker.join().unwrap();
        }
        drop(stop);
    });
    assert_eq!(title, "the last sender was never dropped", "{sentence}");
}

#[test]
fn who_is_left_owns_the_last_sender() {
    let (_, sentence) = told(|| {
        let (results, all) = channel();
        let other = results.clone();
        thread::spawn(move || other.send(1).unwrap());
        assert_eq!(all.iter().count(), 1);
    });
    assert!(sentence.ends_with("so no other one can drop it."), "{sentence}");
}

#[test]
fn a_request_lies_where_nobody_receives() {
    let ask = |serves: usize| {
        move || {
            block_on(async move {
                let (requests, mut inbox) =
                    mpsc::channel::<oneshot::Sender<u32>>(4);
                let other = requests.clone();
                let first = tokio::spawn(async move {
                    let (answer, answered) = oneshot::channel();
                    other.send(answer).await.unwrap();
                    answered.await.unwrap();
                });
                for _ in 0..serves {
                    if let Some(answer) = inbox.recv().await {
                        answer.send(1).unwrap();
                    }
                }
                first.await.unwrap();
                let (answer, answered) = oneshot::channel();
                if serves == 1 {
                    requests.send(answer).await.unwrap();
                    answered.await.unwrap();
                }
            });
        }
    };
    let (title, sentence) = told(ask(1));
    assert_eq!(title, "a request is never received");
    assert!(sentence.contains("Its request lies in requests"), "{sentence}");
    // Nobody has ever received from it.
    let (title, sentence) = told(|| {
        let (requests, _inbox) = channel();
        let (answer, answered) = channel::<u32>();
        requests.send(answer).unwrap();
        answered.recv().unwrap();
    });
    assert_eq!(title, "a request is never received", "{sentence}");
}

#[test]
fn a_future_that_is_not_polled_keeps_its_place() {
    let (title, sentence) = told(|| {
        block_on(async {
            let lock = Arc::new(Mutex::new(0));
            let other = Arc::clone(&lock);
            let holder = tokio::spawn(async move {
                let _guard = other.lock().await;
                sleep(MS * 50).await;
            });
            sleep(MS).await;
            let mut first = Box::pin(lock.lock());
            tokio::select! {
                _ = &mut first => {}
                () = sleep(MS) => drop(lock.lock().await),
            }
            drop(first);
            holder.await.unwrap();
        });
    });
    assert_eq!(title, "a future that nobody polls keeps its place");
    assert!(sentence.contains("A future of the same task"), "{sentence}");
    let permits = |keeps: bool| {
        move || {
            block_on(async move {
                let places = Arc::new(Semaphore::new(1));
                let other = Arc::clone(&places);
                let holder = tokio::spawn(async move {
                    let _permit = other.acquire().await.unwrap();
                    sleep(MS * 50).await;
                });
                sleep(MS).await;
                let mut first = Box::pin(places.acquire());
                let late = tokio::select! {
                    _ = &mut first => false,
                    () = sleep(MS) => true,
                };
                if late && !keeps {
                    first = Box::pin(places.acquire());
                }
                if late {
                    drop(places.acquire().await.unwrap());
                }
                drop(first);
                holder.await.unwrap();
            });
        }
    };
    let (title, sentence) = told(permits(true));
    assert_eq!(title, "a future that nobody polls keeps its place", "{sentence}");
    is_clean(permits(false));
}

/// Subscribes, and looks at the value before it waits for the next one.
async fn looks_first(stop: watch::Sender<bool>) {
    let mut stopped = stop.subscribe();
    while !*stopped.borrow() {
        stopped.changed().await.unwrap();
    }
}

/// Looks only after it has waited.
async fn looks_after_a_change(stop: watch::Sender<bool>) {
    let mut stopped = stop.subscribe();
    while stopped.changed().await.is_ok() {
        if *stopped.borrow() {
            return;
        }
    }
}

#[test]
fn a_look_that_comes_after_the_wait_is_none_yet() {
    let program = || {
        block_on(async {
            let (stop, _keep) = watch::channel(false);
            let task = tokio::spawn(looks_after_a_change(stop.clone()));
            stop.send(true).unwrap();
            task.await.unwrap();
        });
    };
    let (title, sentence) = told(program);
    assert_eq!(title, "a task subscribed too late", "{sentence}");
    is_clean(|| {
        block_on(async {
            let (stop, _keep) = watch::channel(false);
            let task = tokio::spawn(looks_first(stop.clone()));
            stop.send(true).unwrap();
            task.await.unwrap();
        });
    });
}

#[test]
fn who_subscribes_too_late_waits_for_nothing_new() {
    let (title, sentence) = told(|| {
        block_on(async {
            let (stop, _keep) = watch::channel(false);
            let own = stop.clone();
            stop.send(true).unwrap();
            let task = async move { own.subscribe().changed().await.unwrap() };
            tokio::spawn(task).await.unwrap();
        });
    });
    assert_eq!(title, "a task subscribed too late");
    assert!(sentence.starts_with("main sent to stop in line"), "{sentence}");
    let events = |early: bool| {
        move || {
            block_on(async move {
                let (events, _first) = broadcast::channel(4);
                let own = events.clone();
                let early = early.then(|| events.subscribe());
                let task = tokio::spawn(async move {
                    let mut events = early.unwrap_or_else(|| own.subscribe());
                    events.recv().await.unwrap()
                });
                events.send(1).unwrap();
                task.await.unwrap();
            });
        }
    };
    let (title, sentence) = told(events(false));
    assert_eq!(title, "a task subscribed too late", "{sentence}");
    is_clean(events(true));
}

/// Ends when it is told to stop, and until then takes what comes.
async fn serves(stop: watch::Sender<bool>, mut inbox: mpsc::Receiver<u32>) -> u32 {
    let mut stop = stop.subscribe();
    let mut sum = 0;
    loop {
        tokio::select! {
            _ = stop.changed() => break,
            Some(value) = inbox.recv() => sum += value,
        }
    }
    sum
}

/// Takes what comes in the units of the last setting.
async fn counts(unit: watch::Sender<u32>, mut inbox: mpsc::Receiver<u32>) -> u32 {
    let mut changes = unit.subscribe();
    let mut sum = 0;
    loop {
        tokio::select! {
            _ = changes.changed() => sum *= 2,
            value = inbox.recv() => match value {
                Some(value) => sum += value,
                None => break,
            },
        }
    }
    sum
}

#[test]
fn what_ends_a_loop_came_before_it_subscribed() {
    let (title, sentence) = told(|| {
        block_on(async {
            let (stop, _first) = watch::channel(false);
            let (to_inbox, inbox) = mpsc::channel(1);
            let tasks = [inbox, mpsc::channel(1).1]
                .map(|inbox| tokio::spawn(serves(stop.clone(), inbox)));
            to_inbox.send(1).await.unwrap();
            stop.send(true).unwrap();
            for task in tasks {
                task.await.unwrap();
            }
        });
    });
    assert_eq!(title, "a task subscribed too late", "{sentence}");
}

#[test]
fn what_does_not_end_the_loop_is_not_missed() {
    let (title, sentence) = told(|| {
        block_on(async {
            let (unit, _first) = watch::channel(1);
            let (to_inbox, inbox) = mpsc::channel(1);
            unit.send(2).unwrap();
            let task = tokio::spawn(counts(unit.clone(), inbox));
            to_inbox.send(1).await.unwrap();
            task.await.unwrap();
        });
    });
    assert_ne!(title, "a task subscribed too late", "{sentence}");
}

/// Whenever it subscribes, its loop ends only when the last sender is dropped.
#[test]
fn who_goes_on_to_the_end_waits_for_that() {
    let (title, sentence) = told(|| {
        block_on(async {
            let (events, _first) = broadcast::channel(4);
            events.send(1).unwrap();
            let own = events.clone();
            let task = tokio::spawn(async move {
                let mut events = own.subscribe();
                drop(own);
                while let Ok(event) = events.recv().await {
                    assert_eq!(event, 2);
                }
            });
            task.await.unwrap();
        });
    });
    assert_ne!(title, "a task subscribed too late", "{sentence}");
}
