//! Who would have ended a wait has ended itself, or acts no more.

extern crate conc_tokio as tokio;

use std::future::{Future, poll_fn};
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use explore::channel::{after, bounded};
use explore::sync::atomic::{AtomicBool, Ordering::SeqCst};
use explore::sync::mpsc::sync_channel;
use explore::sync::{Arc, Condvar, Mutex, RwLock};
use explore::tasks::block_on;
use explore::{Explore, select, thread};
use tokio::sync::{Mutex as AsyncMutex, OnceCell, oneshot};
use tokio::task::{LocalSet, yield_now};

use super::told_of;
use crate::sources::Sources;

const TEXT: &str = include_str!("stopped.rs");

#[track_caller]
fn says(program: impl Fn() + Send + Sync + 'static, title: &str, words: &[&str]) {
    let sources = Sources(&[(file!(), TEXT)]);
    let (told, sentence, _) = told_of(TEXT, sources, program);
    assert_eq!(told, title, "{sentence}");
    for word in words {
        assert!(sentence.contains(word), "{word}: {sentence}");
    }
}

#[track_caller]
fn is_clean(program: impl Fn() + Send + Sync + 'static) {
    Explore::every().run(program).clean_in_all();
}

/// By a receive, by an arm of a select that did not win, by one look.
#[test]
fn who_received_before_has_ended() {
    const MS: Duration = Duration::from_millis(1);
    let receives = || {
        let (jobs, inbox) = sync_channel(1);
        let (keeps, kept) = sync_channel(1);
        let worker = thread::spawn(move || {
            let _ = inbox.recv();
            keeps.send(inbox).unwrap();
        });
        let sends =
            thread::spawn(move || (0..3).try_for_each(|job| jobs.send(job)));
        worker.join().unwrap();
        sends.join().unwrap().unwrap();
        drop(kept);
    };
    let title = "nobody empties the full channel";
    says(receives, title, &["task 1 received from jobs last in line", "has ended"]);
    let selects = || {
        let (results, inbox) = bounded(0);
        let waits = inbox.clone();
        let waiter = thread::spawn(move || {
            select! {
                recv(waits) -> _ => {}
                recv(after(MS)) -> _ => {}
            }
        });
        waiter.join().unwrap();
        let sender = thread::spawn(move || results.send(1));
        let _ = sender.join().unwrap();
        drop(inbox);
    };
    let words =
        ["task 1 looked for a message of results in line", "has ended since"];
    says(selects, "nobody receives", &words);
    let looks = || {
        let (results, inbox) = bounded(0);
        let own = inbox.clone();
        let looker = thread::spawn(move || own.try_recv().is_ok());
        looker.join().unwrap();
        let _ = results.send(1);
        drop(inbox);
    };
    says(looks, "nobody receives", &["task 1 looked for a message of results in"]);
}

/// Nobody is told to have received that has not.
#[test]
fn nobody_has_ever_received() {
    let program = || {
        let (jobs, inbox) = sync_channel(1);
        jobs.send(1).unwrap();
        jobs.send(2).unwrap();
        drop(inbox);
    };
    let words = ["No task has received from it."];
    says(program, "nobody empties the full channel", &words);
}

#[test]
fn a_guard_was_forgotten() {
    let title = "a lock is never released";
    let mutex = || {
        let lock = Arc::new(Mutex::new(0));
        let own = Arc::clone(&lock);
        let task = thread::spawn(move || mem::forget(own.lock().unwrap()));
        task.join().unwrap();
        *lock.lock().unwrap() += 1;
    };
    says(mutex, title, &["task 1 locked lock in line", "has ended without"]);
    let rwlock = || {
        let table = Arc::new(RwLock::new(0));
        let own = Arc::clone(&table);
        let task = thread::spawn(move || mem::forget(own.read().unwrap()));
        task.join().unwrap();
        *table.write().unwrap() += 1;
    };
    says(rwlock, title, &["task 1 locked table in line"]);
    let awaits = || {
        block_on(async {
            let lock = Arc::new(AsyncMutex::new(0));
            let own = Arc::clone(&lock);
            let task = tokio::spawn(async move { mem::forget(own.lock().await) });
            task.await.unwrap();
            *lock.lock().await += 1;
        });
    };
    says(awaits, title, &["task 1 locked lock in line"]);
}

/// The condition is changed under the lock, and nobody is told.
#[test]
fn a_change_without_a_notification_is_told() {
    let program = |tells: bool| {
        move || {
            let shared = Arc::new((Mutex::new(0), Condvar::new()));
            let own = Arc::clone(&shared);
            let task = thread::spawn(move || {
                let (count, changed) = &*own;
                *count.lock().unwrap() = 1;
                if tells {
                    changed.notify_one();
                }
            });
            let (count, changed) = &*shared;
            let count = count.lock().unwrap();
            drop(changed.wait_while(count, |count| *count == 0).unwrap());
            task.join().unwrap();
        }
    };
    let words = ["After main had begun to wait, task 1 locked shared in line"];
    says(program(false), "nobody woke the waiting task", &words);
    is_clean(program(true));
}

#[derive(Default)]
struct Event {
    set: AtomicBool,
    waiter: Mutex<Option<thread::Thread>>,
}

impl Event {
    fn waits(&self, looks_again: bool) {
        if self.set.load(SeqCst) {
            return;
        }
        *self.waiter.lock().unwrap() = Some(thread::current());
        if !looks_again || !self.set.load(SeqCst) {
            thread::park();
        }
    }

    fn sets(&self) {
        self.set.store(true, SeqCst);
        if let Some(waiter) = self.waiter.lock().unwrap().take() {
            waiter.unpark();
        }
    }
}

#[test]
fn what_changed_before_a_task_parked_is_told() {
    let program = |looks_again: bool| {
        move || {
            let event = Arc::new(Event::default());
            let other = Arc::clone(&event);
            let task = thread::spawn(move || other.waits(looks_again));
            event.sets();
            task.join().unwrap();
        }
    };
    let words = [
        "task 1 reads false from set in line",
        "main writes true to set in",
        "unparked",
    ];
    says(program(false), "nobody woke the waiting task", &words);
    is_clean(program(true));
}

/// What was read elsewhere has nothing to do with it.
#[test]
fn what_was_read_elsewhere_is_no_cause() {
    fn looks(flag: &AtomicBool) -> bool {
        flag.load(SeqCst)
    }
    let program = || {
        let flag = Arc::new(AtomicBool::new(false));
        let own = Arc::clone(&flag);
        let counts = move || {
            looks(&own);
        };
        let (tells, told) = sync_channel(1);
        let task = thread::spawn(move || {
            counts();
            tells.send(()).unwrap();
            parks();
        });
        told.recv().unwrap();
        flag.store(true, SeqCst);
        task.join().unwrap();
    };
    fn parks() {
        thread::park();
    }
    let words = ["task 1 is parked, and no task unparks it."];
    says(program, "nobody woke the waiting task", &words);
}

#[test]
fn an_unpark_that_another_wait_took_is_told() {
    fn logs(done: &AtomicBool) {
        if !done.load(SeqCst) {
            thread::park();
        }
    }
    let program = || {
        let done = Arc::new(AtomicBool::new(false));
        let own = Arc::clone(&done);
        let task = thread::spawn(move || {
            logs(&own);
            thread::park();
        });
        done.store(true, SeqCst);
        task.thread().unpark();
        task.join().unwrap();
    };
    let words = ["and that ended the wait of task 1 in line", "parked again"];
    says(program, "nobody woke the waiting task", &words);
}

struct Completion(Arc<(AtomicBool, Mutex<Option<std::task::Waker>>)>);

impl Future for Completion {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.0.0.load(SeqCst) {
            return Poll::Ready(());
        }
        *self.0.1.lock().unwrap() = Some(context.waker().clone());
        Poll::Pending
    }
}

/// One has kept no waker at all, and the waker of the other one is called by nobody.
#[test]
fn a_poll_that_keeps_no_waker_is_told() {
    let counts = || {
        block_on(async {
            let mut left = 2;
            let counter = tokio::spawn(poll_fn(move |_| {
                left -= 1;
                if left > 0 { Poll::Pending } else { Poll::Ready(()) }
            }));
            counter.await.unwrap();
        });
    };
    let title = "nobody woke the waiting task";
    says(counts, title, &["returned Pending, and nobody has kept its waker"]);
    let keeps = || {
        block_on(async {
            let shared = Arc::default();
            let task = tokio::spawn(Completion(Arc::clone(&shared)));
            yield_now().await;
            shared.0.store(true, SeqCst);
            task.await.unwrap();
        });
    };
    let words = ["task 1 reads false from", "After that read, main writes true to"];
    says(keeps, title, &words);
}

#[test]
fn a_local_task_waits_for_its_set() {
    let program = |runs: bool| {
        move || {
            block_on(async move {
                let local = LocalSet::new();
                let (reply, answer) = oneshot::channel();
                local.spawn_local(async move {
                    let _ = reply.send(1);
                });
                if runs {
                    local.await;
                    answer.await.unwrap();
                } else {
                    answer.await.unwrap();
                    local.await;
                }
            });
        }
    };
    let words = ["as a task of a LocalSet", "and nobody does so"];
    says(program(false), "nobody woke the waiting task", &words);
    is_clean(program(true));
}

#[test]
fn cells_that_wait_for_each_other_are_a_circle() {
    async fn makes(own: &OnceCell<u32>, other: &OnceCell<u32>) -> u32 {
        let make = || async {
            yield_now().await;
            *other.get_or_init(|| async { 1 }).await + 1
        };
        *own.get_or_init(make).await
    }
    let program = || {
        block_on(async {
            let cells = Arc::new((OnceCell::new(), OnceCell::new()));
            let own = Arc::clone(&cells);
            let task = tokio::spawn(async move { makes(&own.0, &own.1).await });
            makes(&cells.1, &cells.0).await;
            task.await.unwrap();
        });
    };
    let words = ["and task 1 has begun to initialize", "and main has begun to"];
    says(program, "tasks wait for each other in a circle", &words);
}

#[derive(Default)]
struct Signal {
    set: Mutex<bool>,
    changed: Condvar,
}

impl Signal {
    fn waits(&self) {
        let mut set = self.set.lock().unwrap();
        while !*set {
            set = self.changed.wait(set).unwrap();
        }
    }

    fn resets(&self) {
        *self.set.lock().unwrap() = false;
    }

    fn sets(&self) {
        *self.set.lock().unwrap() = true;
        self.changed.notify_all();
    }
}

/// Who waits has taken back itself what it was told.
#[test]
fn what_the_waiting_task_changed_itself_is_told() {
    let program = || {
        let signal = Arc::new(Signal::default());
        let own = Arc::clone(&signal);
        let task = thread::spawn(move || own.sets());
        signal.waits();
        signal.resets();
        signal.waits();
        task.join().unwrap();
    };
    let words = ["Between the two, main itself locked set in line"];
    says(program, "nobody woke the waiting task", &words);
}

/// Two locks of one name, each of another struct.
#[test]
fn two_of_one_name_have_numbers() {
    struct Store {
        state: Mutex<u32>,
    }
    struct Log {
        state: Mutex<u32>,
    }
    fn both(one: &Mutex<u32>, other: &Mutex<u32>) {
        let mut one = one.lock().unwrap();
        *one += *other.lock().unwrap();
    }
    let program = || {
        let store = Arc::new(Store { state: Mutex::new(0) });
        let log = Arc::new(Log { state: Mutex::new(0) });
        let (own_store, own_log) = (Arc::clone(&store), Arc::clone(&log));
        let task = thread::spawn(move || both(&own_store.state, &own_log.state));
        both(&log.state, &store.state);
        task.join().unwrap();
    };
    let words =
        ["holds state 1 and waits for state 2", "holds state 2 and waits for"];
    says(program, "locks are taken in different orders", &words);
}
