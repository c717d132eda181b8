//! What was begun and left, sent and not heard, or not done yet.

extern crate conc_tokio as tokio;

use std::collections::VecDeque;
use std::future::Future;
use std::time::Duration;

use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::mpsc::{Sender, TryRecvError, channel, sync_channel};
use explore::sync::{Arc, Mutex, OnceLock};
use explore::tasks::block_on;
use explore::{Explore, thread};
use tokio::sync::{broadcast, mpsc, watch};
use tokio::task::yield_now;
use tokio::time::{interval, sleep, timeout};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("undone.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// The title or the cause besides, and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String) {
    let report = Explore::every().run(program);
    let failure = report.found().named(TEXT);
    let Diagnosis { title, cause, sentence, .. } = Diagnosis::new(&failure, ANSWER);
    (cause.unwrap_or(title), sentence)
}

fn told_of<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) -> (String, String) {
    told(move || block_on(program()))
}

#[derive(Default)]
struct Outbox {
    queue: Mutex<VecDeque<u32>>,
    stopped: AtomicBool,
    sent: AtomicU32,
}

impl Outbox {
    /// Takes all there is, or looks first whether it is to stop.
    fn sends(&self, drains: bool) {
        loop {
            let stopped = self.stopped.load(SeqCst);
            if stopped && !drains {
                return;
            }
            match self.queue.lock().unwrap().pop_front() {
                Some(_) => drop(self.sent.fetch_add(1, SeqCst)),
                None if stopped => return,
                None => thread::yield_now(),
            }
        }
    }
}

#[test]
fn who_stops_leaves_what_was_put_there_before() {
    let program = |drains: bool| {
        move || {
            let outbox = Arc::new(Outbox::default());
            let other = Arc::clone(&outbox);
            let task = thread::spawn(move || other.sends(drains));
            outbox.queue.lock().unwrap().push_back(1);
            outbox.stopped.store(true, SeqCst);
            task.join().unwrap();
            assert_eq!(outbox.sent.load(SeqCst), 1);
        }
    };
    let (title, sentence) = told(program(false));
    assert_eq!(title, "a task stopped before the rest was done", "{sentence}");
    assert!(sentence.contains("did not come to queue any more"), "{sentence}");
    assert!(Explore::every().run(program(true)).failure.is_none());
}

impl Outbox {
    fn sends_one(&self) {
        while self.queue.lock().unwrap().pop_front().is_none() {
            thread::yield_now();
        }
        self.sent.fetch_add(1, SeqCst);
    }
}

/// One worker stops, and another one takes what was left.
#[test]
fn what_another_one_takes_is_not_left() {
    let (title, sentence) = told(|| {
        let outbox = Arc::new(Outbox::default());
        let [first, second] = [(); 2].map(|()| Arc::clone(&outbox));
        outbox.queue.lock().unwrap().push_back(1);
        outbox.stopped.store(true, SeqCst);
        thread::spawn(move || first.sends(false)).join().unwrap();
        thread::spawn(move || second.sends_one()).join().unwrap();
        assert_eq!(outbox.sent.load(SeqCst), 2);
    });
    assert_ne!(title, "a task stopped before the rest was done", "{sentence}");
}

/// The word to stop comes by a channel of its own.
#[test]
fn who_is_told_to_stop_leaves_what_was_sent_before() {
    let program = |drains: bool| {
        move || {
            let (samples, inbox) = explore::channel::unbounded();
            let (quit, stopped) = explore::channel::bounded(1);
            let task = thread::spawn(move || {
                let mut sum = 0;
                loop {
                    explore::select! {
                        recv(inbox) -> sample => match sample {
                            Ok(sample) => sum += sample,
                            Err(_) => return sum,
                        },
                        recv(stopped) -> _ => break,
                    }
                }
                if drains {
                    sum += inbox.try_iter().sum::<u32>();
                }
                sum
            });
            samples.send(3).unwrap();
            quit.send(()).unwrap();
            assert_eq!(task.join().unwrap(), 3, "all are added");
        }
    };
    let (title, sentence) = told(program(false));
    assert_eq!(title, "a task stopped before the rest was done", "{sentence}");
    assert!(sentence.contains("task 1 received from quit in line"), "{sentence}");
    Explore::every().run(program(true)).clean_in_all();
}

#[test]
fn who_subscribes_late_is_told_what_came_before() {
    let (title, sentence) = told_of(|| async {
        let (events, _kept) = broadcast::channel(4);
        let own = events.clone();
        let task = tokio::spawn(async move {
            let mut inbox = own.subscribe();
            drop(own);
            let mut seen = 0;
            while inbox.recv().await.is_ok() {
                seen += 1;
            }
            seen
        });
        events.send("begins").unwrap();
        drop(events);
        assert_eq!(task.await.unwrap(), 1);
    });
    assert_eq!(title, "a task subscribed too late");
    assert!(sentence.starts_with("main sends message 1 to events"), "{sentence}");
}

#[test]
fn a_watched_value_is_no_queue() {
    let (title, sentence) = told_of(|| async {
        let (jobs, mut inbox) = watch::channel(0);
        let task = tokio::spawn(async move {
            let mut done = Vec::new();
            while inbox.changed().await.is_ok() {
                done.push(*inbox.borrow_and_update());
            }
            done
        });
        for job in 1..=2 {
            jobs.send(job).unwrap();
            yield_now().await;
        }
        drop(jobs);
        assert_eq!(task.await.unwrap(), [1, 2]);
    });
    assert_eq!(title, "a value was overwritten before it was read");
    assert!(sentence.contains("jobs keeps the last value alone"), "{sentence}");
}

#[test]
fn a_message_without_room_is_given_up() {
    let (title, sentence) = told(|| {
        let (jobs, inbox) = sync_channel(1);
        let task = thread::spawn(move || inbox.iter().sum::<u32>());
        for job in 1..=2 {
            let _ = jobs.try_send(job);
        }
        drop(jobs);
        assert_eq!(task.join().unwrap(), 3, "all jobs are done");
    });
    assert_eq!(title, "a message was given up");
    assert!(sentence.contains("goes on without sending"), "{sentence}");
}

#[test]
fn an_abort_leaves_half_of_it() {
    let (title, sentence) = told_of(|| async {
        let busy = Arc::new(AtomicU32::new(0));
        let own = Arc::clone(&busy);
        let task = tokio::spawn(async move {
            own.fetch_add(1, SeqCst);
            yield_now().await;
            own.fetch_sub(1, SeqCst);
        });
        yield_now().await;
        task.abort();
        let _ = task.await;
        assert_eq!(busy.load(SeqCst), 0);
    });
    assert_eq!(title, "something was left half-way", "{sentence}");
    assert!(sentence.starts_with("task 1 was aborted in line"), "{sentence}");
}

struct Link {
    socket: tokio::sync::Mutex<Option<mpsc::Receiver<u32>>>,
}

impl Link {
    async fn reads(&self) -> u32 {
        let mut socket = self.socket.lock().await.take().expect("a socket");
        let read = socket.recv().await.unwrap_or(0);
        *self.socket.lock().await = Some(socket);
        read
    }
}

#[test]
fn a_timeout_leaves_half_of_it() {
    const PATIENCE: Duration = Duration::from_millis(10);
    let (title, sentence) = told_of(|| async {
        let (sender, inbox) = mpsc::channel(1);
        let link = Link { socket: tokio::sync::Mutex::new(Some(inbox)) };
        let task = tokio::spawn(async move {
            sleep(2 * PATIENCE).await;
            sender.send(5).await
        });
        while timeout(PATIENCE, link.reads()).await.is_err() {}
        task.await.unwrap().unwrap();
    });
    assert_eq!(title, "something was left half-way", "{sentence}");
    assert!(sentence.contains("It had locked socket in line"), "{sentence}");
}

fn closes(open: &AtomicU32) {
    open.fetch_sub(1, SeqCst);
}

fn closes_here(open: &AtomicU32) {
    closes(open);
}

/// Its receive is dropped, and the function goes on.
async fn opens_and(open: Arc<AtomicU32>, mut inbox: mpsc::Receiver<u32>) {
    open.fetch_add(1, SeqCst);
    tokio::select! {
        _ = inbox.recv() => {}
        () = sleep(Duration::from_millis(1)) => {}
    }
    open.fetch_sub(1, SeqCst);
}

async fn opens_and_calls(open: Arc<AtomicU32>, mut inbox: mpsc::Receiver<u32>) {
    open.fetch_add(1, SeqCst);
    tokio::select! {
        _ = inbox.recv() => {}
        () = sleep(Duration::from_millis(1)) => {}
    }
    closes_here(&open);
}

#[test]
fn who_goes_on_after_a_select_has_left_nothing_half_way() {
    let program = |calls: bool| {
        move || {
            block_on(async {
                let open = Arc::new(AtomicU32::new(0));
                let (jobs, inbox) = mpsc::channel(1);
                let own = Arc::clone(&open);
                let task = match calls {
                    true => tokio::spawn(opens_and_calls(own, inbox)),
                    false => tokio::spawn(opens_and(own, inbox)),
                };
                task.await.unwrap();
                drop(jobs);
                assert_eq!(open.load(SeqCst), 1, "it is open");
            });
        }
    };
    for calls in [false, true] {
        let (title, sentence) =
            super::told_with_calls(TEXT, ANSWER, program(calls));
        assert_ne!(title, "something was left half-way", "{sentence}");
    }
}

/// The function goes on, and the block in it does not.
#[test]
fn a_block_that_is_dropped_has_left_something_half_way() {
    let (title, sentence) = told_of(|| async {
        let open = AtomicU32::new(0);
        let (jobs, mut inbox) = mpsc::channel::<u32>(1);
        let waits = async {
            open.fetch_add(1, SeqCst);
            let _ = inbox.recv().await;
            open.fetch_sub(1, SeqCst);
        };
        let _ = timeout(Duration::from_millis(1), waits).await;
        drop(jobs);
        assert_eq!(open.load(SeqCst), 0);
    });
    assert_eq!(title, "something was left half-way", "{sentence}");
    assert!(sentence.contains("It had changed open in line"), "{sentence}");
}

#[test]
fn who_passes_over_a_panic_lacks_what_was_to_be_done() {
    let (title, sentence) = told(|| {
        let tasks = ["one", "none"].map(|name| {
            thread::spawn(move || {
                assert_ne!(name, "none", "there is none");
                1
            })
        });
        let all = tasks.into_iter().filter_map(|task| task.join().ok());
        assert_eq!(all.sum::<u32>(), 2, "all are counted");
    });
    assert_eq!(title, "a panic was passed over");
    assert!(sentence.starts_with("task 2 panicked: "), "{sentence}");
    assert!(sentence.contains("main found that in line"), "{sentence}");
}

#[test]
fn a_result_is_read_before_its_task_has_come_to_it() {
    let program = |waits_for: usize| {
        move || {
            let total = Arc::new(Mutex::new(0));
            let tasks = [1, 2].map(|part| {
                let total = Arc::clone(&total);
                thread::spawn(move || *total.lock().unwrap() += part)
            });
            for task in tasks.into_iter().take(waits_for) {
                task.join().unwrap();
            }
            assert_eq!(*total.lock().unwrap(), 3);
        }
    };
    let (title, sentence) = told(program(1));
    assert_eq!(title, "a result was read before its task had ended");
    assert!(sentence.contains("task 2, started in line"), "{sentence}");
    Explore::every().run(program(2)).clean_in_all();
}

#[test]
fn a_cell_is_empty_until_its_task_has_run() {
    let (cause, sentence) = told(|| {
        let config = Arc::new(OnceLock::new());
        let own = Arc::clone(&config);
        let task = thread::spawn(move || {
            let config = own;
            config.set(1).unwrap();
        });
        assert_eq!(*config.get().expect("it is loaded"), 1);
        task.join().unwrap();
    });
    assert_eq!(cause, "a result was read before its task had ended", "{sentence}");
}

struct Node {
    stop: OnceLock<u32>,
}

impl Node {
    fn runs(&self) {
        self.stop.set(1).unwrap();
    }
}

/// The text of the start calls what comes to it.
#[test]
fn what_a_task_calls_is_what_it_comes_to() {
    let (cause, sentence) = told(|| {
        let node = Arc::new(Node { stop: OnceLock::new() });
        let own = Arc::clone(&node);
        let task = thread::spawn(move || own.runs());
        assert_eq!(*node.stop.get().expect("it runs"), 1);
        task.join().unwrap();
    });
    assert_eq!(cause, "a result was read before its task had ended", "{sentence}");
}

#[test]
fn empty_is_not_the_end() {
    let program = |waits: bool| {
        move || {
            let (numbers, inbox) = channel();
            let task = thread::spawn(move || numbers.send(3));
            let sum: u32 = match waits {
                true => inbox.iter().sum(),
                false => inbox.try_iter().sum(),
            };
            task.join().unwrap().unwrap();
            assert_eq!(sum, 3, "all are added");
        }
    };
    let (title, sentence) = told(program(false));
    assert_eq!(title, "an empty channel was taken for its end");
    assert!(sentence.contains("After that task 1 sends message 1"), "{sentence}");
    Explore::every().run(program(true)).clean_in_all();
}

/// The word to stop comes by another channel, and the message is left in its own.
#[test]
fn a_message_is_left_in_its_channel() {
    let (title, sentence) = told(|| {
        let (numbers, inbox) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let own = Arc::clone(&stop);
        let task = thread::spawn(move || {
            let mut sum = 0;
            while !own.load(SeqCst) {
                sum += inbox.recv().unwrap_or(0);
            }
            sum
        });
        numbers.send(3).unwrap();
        stop.store(true, SeqCst);
        drop(numbers);
        assert_eq!(task.join().unwrap(), 3);
    });
    assert_eq!(title, "a task stopped before the rest was done");
    assert!(sentence.contains("did not come to numbers any more"), "{sentence}");
    let (title, sentence) = told(|| {
        let (numbers, inbox) = channel();
        let task = thread::spawn(move || {
            numbers.send(3).unwrap();
            numbers.send(0).unwrap();
            numbers.send(4).unwrap();
        });
        let sum: u32 = inbox.iter().take_while(|number| *number > 0).sum();
        task.join().unwrap();
        assert_eq!(sum, 7, "all are added");
    });
    assert_eq!(title, "a message was never received");
    assert!(sentence.contains("3 messages were sent to numbers"), "{sentence}");
}

#[test]
fn who_has_gone_gets_no_message() {
    let (title, sentence) = told(|| {
        let (items, inbox) = channel();
        let left = Arc::new(Mutex::new(vec![1]));
        let own = Arc::clone(&left);
        let task = thread::spawn(move || {
            let item = own.lock().unwrap().pop().unwrap();
            let _ = items.send(item);
        });
        let got = inbox.try_recv();
        drop(inbox);
        task.join().unwrap();
        let is_there = got.is_ok() || !left.lock().unwrap().is_empty();
        assert!(is_there, "the item is gone");
    });
    assert_eq!(title, "a message was sent to nobody");
    assert!(sentence.contains("but nobody receives in line"), "{sentence}");
}

#[test]
fn who_has_gone_is_named() {
    let (title, sentence) = told(|| {
        let (numbers, inbox) = channel();
        let task = thread::spawn(move || inbox.recv().unwrap());
        let got_first = numbers.send(1).is_ok();
        let got_second = numbers.send(2).is_ok();
        task.join().unwrap();
        assert!(got_first && got_second, "both are taken");
    });
    assert_eq!(title, "a message was sent to nobody");
    let words =
        ["task 1 dropped the receiver of numbers in line", "After that main"];
    assert!(words.iter().all(|words| sentence.contains(words)), "{sentence}");
}

#[test]
fn a_task_is_aborted_before_its_work() {
    let (title, sentence) = told_of(|| async {
        let written = Arc::new(AtomicU32::new(0));
        let own = Arc::clone(&written);
        let task = tokio::spawn(async move {
            yield_now().await;
            let written = own;
            written.fetch_add(1, SeqCst);
        });
        task.abort();
        let _ = task.await;
        assert_eq!(written.load(SeqCst), 1);
    });
    assert_eq!(title, "a task was aborted before its work was done", "{sentence}");
    assert!(sentence.contains("had not come to written by then"), "{sentence}");
}

#[test]
fn a_timeout_that_begins_anew_never_comes() {
    const PAUSE: Duration = Duration::from_millis(10);
    async fn serves(mut inbox: mpsc::Receiver<u32>) -> u32 {
        let mut served = 0;
        loop {
            tokio::select! {
                Some(_) = inbox.recv() => served += 1,
                () = sleep(5 * PAUSE) => return served,
            }
        }
    }
    let (title, sentence) = told_of(|| async {
        let (pings, inbox) = mpsc::channel(1);
        let task = tokio::spawn(async move {
            let mut ticks = interval(PAUSE);
            for ping in 0..9 {
                ticks.tick().await;
                let _ = pings.send(ping).await;
            }
        });
        assert!(serves(inbox).await < 9, "it ends in time");
        task.await.unwrap();
    });
    assert_eq!(title, "a timeout begins anew in every round", "{sentence}");
    assert!(sentence.contains("10 times, and it was over once"), "{sentence}");
}

const IN_ITS_LOOP: [&str; 3] = [
    "an empty channel was taken for its end",
    "a message was given up",
    "a busy lock was not tried again",
];

/// The task would do it in its next turn, and main looks before that.
#[test]
fn who_has_not_had_its_next_turn_has_given_nothing_up() {
    let looks = || {
        let (jobs, inbox) = channel();
        let counts = Arc::new([0, 0].map(AtomicU32::new));
        let own = Arc::clone(&counts);
        let worker = thread::spawn(move || {
            loop {
                match inbox.try_recv() {
                    Ok(job) => own[0].fetch_add(job, SeqCst),
                    Err(TryRecvError::Empty) => own[1].fetch_add(1, SeqCst),
                    Err(TryRecvError::Disconnected) => return,
                };
                thread::yield_now();
            }
        });
        if counts[1].load(SeqCst) > 0 {
            jobs.send(3).unwrap();
            assert_eq!(counts[0].load(SeqCst), 3, "it is done");
        }
        drop(jobs);
        worker.join().unwrap();
    };
    let sends = || {
        let (jobs, inbox) = sync_channel(1);
        let is_full = Arc::new(AtomicBool::new(false));
        let own = Arc::clone(&is_full);
        let worker = thread::spawn(move || {
            for job in 1..=2 {
                while jobs.try_send(job).is_err() {
                    own.store(true, SeqCst);
                    thread::yield_now();
                }
            }
        });
        if is_full.load(SeqCst) {
            assert_eq!(inbox.try_iter().count(), 2, "all are there");
        }
        assert!(inbox.iter().count() <= 2);
        worker.join().unwrap();
    };
    let locks = || {
        let count = Arc::new((Mutex::new(0), AtomicBool::new(false)));
        let own = Arc::clone(&count);
        let worker = thread::spawn(move || {
            loop {
                if let Ok(mut count) = own.0.try_lock() {
                    *count += 1;
                    return;
                }
                own.1.store(true, SeqCst);
                thread::yield_now();
            }
        });
        let guard = count.0.lock().unwrap();
        if count.1.load(SeqCst) {
            assert_eq!(*guard, 1, "it is counted");
        }
        drop(guard);
        worker.join().unwrap();
    };
    for program in [looks as fn(), sends, locks] {
        let (title, sentence) = told(program);
        assert!(!IN_ITS_LOOP.contains(&&*title), "{title}: {sentence}");
    }
}

/// Two receivers of one channel have the same message.
#[test]
fn what_two_have_received_is_one_message() {
    let (title, sentence) = told_of(|| async {
        let (events, mut inbox) = broadcast::channel(4);
        let mut other = events.subscribe();
        for event in 1..=3 {
            events.send(event).unwrap();
        }
        let found = (inbox.recv().await.unwrap(), other.recv().await.unwrap());
        assert_eq!(found, (3, 3), "both have the last one");
    });
    assert_eq!(title, "a message was never received", "{sentence}");
    let one = "Only one of them was received.";
    assert!(sentence.contains(one), "{sentence}");
}

/// What the first one was to do is done by the next one.
#[test]
fn who_is_started_again_after_a_panic_lacks_nothing() {
    let (title, sentence) = told(|| {
        let done = Arc::new(AtomicU32::new(0));
        let mut tries = 0;
        loop {
            let own = Arc::clone(&done);
            let works = thread::spawn(move || {
                assert_ne!(tries, 0, "the first one fails");
                own.fetch_add(1, SeqCst);
            });
            if works.join().is_ok() {
                break;
            }
            tries += 1;
        }
        assert_eq!(done.load(SeqCst), 2, "two are done");
    });
    assert_ne!(title, "a panic was passed over", "{sentence}");
}

/// What a task counts, if nobody else does.
fn counts(count: &Mutex<u32>) {
    if let Ok(mut count) = count.try_lock() {
        *count += 1;
    }
}

/// It does the rest without that, and says that it is done.
fn works(count: &Mutex<u32>, done: &Sender<u32>) {
    counts(count);
    done.send(1).unwrap();
}

/// The task has not ended, and nothing in its functions tries once more.
#[test]
fn who_goes_on_elsewhere_has_given_it_up() {
    let (title, sentence) = super::told_with_calls(TEXT, ANSWER, || {
        let (done, is_done) = channel();
        let count = Arc::new(Mutex::new(0));
        let (own, guard) = (Arc::clone(&count), count.lock().unwrap());
        thread::spawn(move || works(&own, &done));
        is_done.recv().unwrap();
        assert_eq!(*guard, 1, "it is counted");
    });
    assert_eq!(title, "a busy lock was not tried again", "{sentence}");
}
