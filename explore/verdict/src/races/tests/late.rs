//! What is looked at is no longer, or not yet, what a task takes it for.

extern crate conc_tokio as tokio;

use std::future::Future;
use std::time::Duration;

use explore::channel::{after, bounded};
use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::mpsc::{Receiver, Sender, channel};
use explore::sync::{Arc, Barrier, Condvar, Mutex};
use explore::tasks::block_on;
use explore::{Explore, select, thread};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("late.rs");
/// The programs claim what they do, and are told as an answer is.
const CLAIMS: Sources = Sources(&[("answer", ""), (file!(), TEXT)]);
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const MS: Duration = Duration::from_millis(1);

/// The title, the cause besides, and the sentence.
fn told_of(
    sources: Sources,
    program: impl Fn() + Send + Sync + 'static,
) -> (String, String, String) {
    super::told_of(TEXT, sources, program)
}

#[track_caller]
fn says(program: impl Fn() + Send + Sync + 'static, title: &str, words: &[&str]) {
    let (told, _, sentence) = told_of(CLAIMS, program);
    assert_eq!(told, title, "{sentence}");
    for word in words {
        assert!(sentence.contains(word), "{word}: {sentence}");
    }
}

#[track_caller]
fn asyncs<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
    title: &str,
    words: &[&str],
) {
    says(move || block_on(program()), title, words);
}

/// Answers each request with its double, the first one after this time.
fn doubles(asked: &Receiver<u32>, reply: &Sender<u32>, first: Duration) {
    for request in asked {
        thread::sleep(if request == 1 { first } else { Duration::ZERO });
        let _ = reply.send(request * 2);
    }
}

const TOO_LATE: &str = "an answer came after its timeout";

#[test]
fn an_answer_to_the_request_before_is_told() {
    let threads = |waits: u32| {
        move || {
            let (requests, asked) = channel();
            let (reply, replies) = channel();
            let server = thread::spawn(move || doubles(&asked, &reply, 10 * MS));
            requests.send(1).unwrap();
            let first = replies.recv_timeout(waits * MS).unwrap_or(2);
            thread::sleep(20 * MS);
            requests.send(2).unwrap();
            let second = replies.recv().unwrap();
            drop(requests);
            server.join().unwrap();
            crate::equal("the answers", (first, second), (2, 4));
        }
    };
    let words = ["main waited for a message from reply in line", "and gave up"];
    says(threads(5), TOO_LATE, &words);
    Explore::every().run(threads(15)).clean_in_all();
    let selects = || {
        let (requests, asked) = bounded(1);
        let (reply, replies) = bounded(1);
        let server = thread::spawn(move || {
            for request in asked {
                thread::sleep(if request == 1 { 10 * MS } else { MS });
                let _ = reply.send(request * 2);
            }
        });
        let mut answers = Vec::new();
        for request in [1, 2] {
            requests.send(request).unwrap();
            select! {
                recv(replies) -> answer => answers.push(answer.unwrap()),
                recv(after(8 * MS)) -> _ => {}
            }
        }
        drop((requests, replies));
        server.join().unwrap();
        crate::equal("the answers", answers, vec![4]);
    };
    says(selects, TOO_LATE, &["task 1 sent message 1 to reply in line"]);
    let awaits = || async {
        let (requests, mut asked) = mpsc::channel(2);
        let (reply, mut replies) = mpsc::channel(2);
        let server = tokio::spawn(async move {
            while let Some(request) = asked.recv().await {
                sleep(if request == 1 { 10 * MS } else { MS }).await;
                let _ = reply.send(request * 2).await;
            }
        });
        requests.send(1).await.unwrap();
        let _ = timeout(5 * MS, replies.recv()).await;
        sleep(10 * MS).await;
        requests.send(2).await.unwrap();
        let second = replies.recv().await.unwrap();
        drop(requests);
        server.await.unwrap();
        crate::equal("the second answer", second, 4);
    };
    asyncs(awaits, TOO_LATE, &["main received this late message in line"]);
}

/// The server answers what was asked last, and answers it wrongly.
#[test]
fn an_answer_in_time_is_not_late() {
    let program = || {
        let (requests, asked) = channel();
        let (reply, replies) = channel();
        let server = thread::spawn(move || doubles(&asked, &reply, MS));
        requests.send(1).unwrap();
        let first = replies.recv_timeout(5 * MS).unwrap();
        requests.send(2).unwrap();
        let second = replies.recv_timeout(5 * MS).unwrap();
        drop(requests);
        server.join().unwrap();
        crate::equal("the answers", first + second, 7);
    };
    let (title, _, sentence) = told_of(CLAIMS, program);
    assert_ne!(title, TOO_LATE, "{sentence}");
}

#[derive(Default)]
struct Batch {
    left: AtomicU32,
    last: AtomicU32,
}

impl Batch {
    fn looks_again(&self) {
        self.left.fetch_sub(1, SeqCst);
        if self.left.load(SeqCst) == 0 {
            self.last.fetch_add(1, SeqCst);
        }
    }

    fn counts_up(&self) {
        self.left.fetch_add(1, SeqCst);
        let number = self.left.load(SeqCst);
        if number == 2 {
            self.last.fetch_add(1, SeqCst);
        }
    }

    fn exchanges(&self) {
        self.left.fetch_max(3, SeqCst);
        self.left.fetch_add(1, SeqCst);
        if self.left.load(SeqCst) == 5 {
            self.last.fetch_add(1, SeqCst);
        }
    }

    fn uses_what_was_there(&self) {
        if self.left.fetch_sub(1, SeqCst) == 1 {
            self.last.fetch_add(1, SeqCst);
        }
    }
}

#[test]
fn a_change_and_its_look_are_two_steps() {
    let program = |left: u32, leaves: fn(&Batch)| {
        move || {
            let batch = Arc::new(Batch::default());
            batch.left.store(left, SeqCst);
            let tasks = [0, 1].map(|_| {
                let batch = Arc::clone(&batch);
                thread::spawn(move || leaves(&batch))
            });
            for task in tasks {
                task.join().unwrap();
            }
            crate::equal("how many were the last", batch.last.load(SeqCst), 1);
        }
    };
    let title = "something came between a change and a look";
    for (left, leaves) in [
        (2, Batch::looks_again as fn(&Batch)),
        (0, Batch::counts_up),
        (0, Batch::exchanges),
    ] {
        says(program(left, leaves), title, &["did not read what its own change"]);
    }
    Explore::every().run(program(2, Batch::uses_what_was_there)).clean_in_all();
}

#[derive(Default)]
struct Pair {
    version: AtomicU32,
    writes: AtomicBool,
    low: AtomicU32,
    high: AtomicU32,
}

impl Pair {
    fn writes(&self) {
        self.version.fetch_add(1, SeqCst);
        self.low.store(7, SeqCst);
        self.high.store(7, SeqCst);
        self.version.fetch_add(1, SeqCst);
    }

    fn reads(&self) {
        while self.version.load(SeqCst) % 2 == 1 {
            thread::yield_now();
        }
        let (low, high) = (self.low.load(SeqCst), self.high.load(SeqCst));
        crate::equal("the two halves", low, high);
    }

    fn reads_once_more(&self) {
        loop {
            let (low, version) = (self.low.load(SeqCst), self.version.load(SeqCst));
            let high = self.high.load(SeqCst);
            if version % 2 == 0 {
                return crate::equal("the two halves", low, high);
            }
            thread::yield_now();
        }
    }

    fn reads_at_once(&self) {
        while self.writes.load(SeqCst) {
            thread::yield_now();
        }
        let (low, high) = (self.low.load(SeqCst), self.high.load(SeqCst));
        crate::equal("the two halves", low, high);
    }
}

/// A version that only goes up counts no tasks, whoever comes to it later.
#[test]
fn a_torn_read_is_no_wait_that_was_over_too_soon() {
    for reads in [Pair::reads, Pair::reads_once_more, Pair::reads_at_once] {
        let program = move || {
            let pair = Arc::new(Pair::default());
            let own = Arc::clone(&pair);
            let task = thread::spawn(move || own.writes());
            reads(&pair);
            task.join().unwrap();
        };
        says(
            program,
            "two values do not belong together",
            &["task 1 changed both"],
        );
    }
}

#[derive(Default)]
struct Bank {
    lines: Mutex<Vec<u32>>,
    balance: Mutex<u32>,
}

impl Bank {
    fn logs(&self, line: u32) {
        self.lines.lock().unwrap().push(line);
    }

    fn balance(&self) -> u32 {
        *self.balance.lock().unwrap()
    }

    fn sets(&self, to: u32) {
        *self.balance.lock().unwrap() = to;
    }

    fn adds(&self, by: u32) {
        *self.balance.lock().unwrap() += by;
    }

    fn deposits(&self, by: u32) {
        self.logs(by);
        let balance = self.balance();
        self.logs(balance);
        self.sets(balance + by);
    }

    fn takes(&self, by: u32) {
        *self.balance.lock().unwrap() -= by;
    }

    fn adds_and_waits(&self, all: &Barrier, by: u32) {
        self.adds(2 * by);
        all.wait();
        self.takes(by);
    }

    fn adds_and_takes(&self, by: u32) {
        self.adds(2 * by);
        self.takes(by);
    }

    fn adds_and_logs(&self, by: u32) {
        self.logs(by);
        self.adds(2 * by);
    }
}

/// What both tasks do to the balance.
fn both(deposits: fn(&Bank, u32), all: u32) -> impl Fn() + Send + Sync + 'static {
    move || {
        let bank = Arc::new(Bank::default());
        let tasks = [10, 20].map(|by| {
            let bank = Arc::clone(&bank);
            thread::spawn(move || deposits(&bank, by))
        });
        for task in tasks {
            task.join().unwrap();
        }
        crate::equal("the balance", bank.balance(), all);
    }
}

/// The log is locked on the way and has nothing to do with it.
#[test]
fn two_locks_of_one_value_come_before_those_of_two() {
    let title = "the lock was released too early";
    says(both(Bank::deposits, 30), title, &["locks balance in line"]);
    let with_main = || {
        let bank = Arc::new(Bank::default());
        let own = Arc::clone(&bank);
        let task = thread::spawn(move || own.deposits(10));
        bank.deposits(20);
        task.join().unwrap();
        crate::equal("the balance", bank.balance(), 30);
    };
    says(with_main, title, &["locks balance in line"]);
}

/// Both have added before one takes.
#[test]
fn two_calls_one_after_the_other_are_no_one_step() {
    let program = || {
        let bank = Arc::new(Bank::default());
        let all = Arc::new(Barrier::new(2));
        let tasks = [10, 20].map(|by| {
            let (bank, all) = (Arc::clone(&bank), Arc::clone(&all));
            thread::spawn(move || bank.adds_and_waits(&all, by))
        });
        for task in tasks {
            task.join().unwrap();
        }
        crate::equal("the balance", bank.balance(), 31);
    };
    let (title, cause, sentence) = told_of(CLAIMS, program);
    let expected = ("the result is wrong", "");
    assert_eq!((title.as_str(), cause.as_str()), expected, "{sentence}");
}

/// The claim asks for less than there is: nothing that another task did is to
/// blame.
#[test]
fn calls_that_use_nothing_of_each_other_are_no_one_step() {
    for deposits in [Bank::adds_and_takes, Bank::adds_and_logs] {
        let (title, cause, sentence) = told_of(CLAIMS, both(deposits, 31));
        let expected = ("the result is wrong", "");
        assert_eq!((title.as_str(), cause.as_str()), expected, "{sentence}");
    }
}

#[test]
fn what_was_to_be_sent_goes_with_its_future() {
    let program = |how: u32| {
        move || async move {
            let (send, mut inbox) = mpsc::channel(1);
            let producer = tokio::spawn(async move {
                for number in 0..3 {
                    match how {
                        0 => drop(timeout(MS, send.send(number)).await),
                        1 => tokio::select! {
                            biased;
                            _ = send.send(number) => {}
                            () = sleep(MS) => {}
                        },
                        _ => drop(
                            timeout(2 * MS, async { send.send(number).await })
                                .await,
                        ),
                    }
                }
            });
            let mut all = Vec::new();
            while let Some(number) = inbox.recv().await {
                all.push(number);
                sleep(10 * MS).await;
            }
            producer.await.unwrap();
            crate::equal("what came", all, vec![0, 1, 2]);
        }
    };
    let words = ["task 1 waited for room in send in line"];
    for how in 0..3 {
        asyncs(program(how), "a message was dropped with its future", &words);
    }
}

fn parks_once(ready: &AtomicBool, value: &AtomicU32) {
    if !ready.load(SeqCst) {
        thread::park();
    }
    assert_eq!(value.load(SeqCst), 7);
}

fn parks_at_once(value: &AtomicU32) {
    thread::park();
    assert_eq!(value.load(SeqCst), 7);
}

fn parks_again(ready: &AtomicBool, value: &AtomicU32) {
    while !ready.load(SeqCst) {
        thread::park();
    }
    assert_eq!(value.load(SeqCst), 7);
}

type Parks = fn(&AtomicBool, &AtomicU32);

fn unparked_twice(parks: Parks) -> impl Fn() + Send + Sync + 'static {
    move || {
        let shared = Arc::new((AtomicBool::new(false), AtomicU32::new(0)));
        let own = Arc::clone(&shared);
        let waiter = thread::spawn(move || parks(&own.0, &own.1));
        // It runs.
        waiter.thread().unpark();
        let (ready, value) = &*shared;
        value.store(7, SeqCst);
        ready.store(true, SeqCst);
        waiter.thread().unpark();
        waiter.join().unwrap();
    }
}

struct Promise {
    value: Mutex<Option<u32>>,
    owner: thread::Thread,
}

impl Promise {
    /// Of the task that asks for it.
    fn of(value: u32) -> Arc<Promise> {
        let promise = Promise { value: Mutex::default(), owner: thread::current() };
        let promise = Arc::new(promise);
        let own = Arc::clone(&promise);
        thread::spawn(move || {
            *own.value.lock().unwrap() = Some(value);
            own.owner.unpark();
        });
        promise
    }

    fn get(&self) -> u32 {
        if let Some(value) = self.value.lock().unwrap().take() {
            return value;
        }
        thread::park();
        self.value.lock().unwrap().take().expect("it is there")
    }
}

#[test]
fn an_unpark_was_meant_for_something_else() {
    let (_, cause, sentence) = told_of(ANSWER, || {
        let promises = [1, 2].map(Promise::of);
        for promise in promises {
            promise.get();
        }
    });
    assert_eq!(cause, "an unparked task did not look again", "{sentence}");
    assert!(sentence.contains("and has not come to value"), "{sentence}");
}

#[test]
fn an_unparked_task_looks_again() {
    let expected = "an unparked task did not look again";
    let (_, cause, sentence) = told_of(ANSWER, unparked_twice(parks_once));
    assert_eq!(cause, expected, "{sentence}");
    assert!(sentence.contains("had not changed. task 1 did not"), "{sentence}");
    let at_once: Parks = |_, value| parks_at_once(value);
    let (_, cause, sentence) = told_of(ANSWER, unparked_twice(at_once));
    assert_eq!(cause, expected, "nothing was read: {sentence}");
    let is_ready_early = || {
        let shared = Arc::new((AtomicBool::new(false), AtomicU32::new(0)));
        let own = Arc::clone(&shared);
        let (tells, told) = channel();
        let waiter = thread::spawn(move || {
            let (ready, value) = &*own;
            if !ready.load(SeqCst) {
                tells.send(()).unwrap();
                thread::park();
            }
            assert_eq!(value.load(SeqCst), 7);
        });
        told.recv().unwrap();
        shared.0.store(true, SeqCst);
        waiter.thread().unpark();
        shared.1.store(7, SeqCst);
        waiter.join().unwrap();
    };
    let (_, _, sentence) = told_of(ANSWER, is_ready_early);
    assert!(!sentence.contains("had not changed"), "{sentence}");
    let named = || {
        let value = Arc::new(AtomicU32::new(0));
        let own = Arc::clone(&value);
        let waiter = thread::spawn(move || {
            thread::park();
            assert_eq!(own.load(SeqCst), 7);
        });
        waiter.thread().unpark();
        value.store(7, SeqCst);
        waiter.join().unwrap();
    };
    let (_, cause, sentence) = told_of(ANSWER, named);
    assert_eq!(cause, expected, "{sentence}");
    assert!(sentence.contains("before main came to value"), "{sentence}");
    Explore::every().run(unparked_twice(parks_again)).clean_in_all();
}

fn pauses() {
    thread::park();
}

fn pauses_again(ready: &AtomicBool, value: &AtomicU32) {
    while !ready.load(SeqCst) {
        pauses();
    }
    assert_eq!(value.load(SeqCst), 8, "it is set");
}

fn pauses_once(ready: &AtomicBool, value: &AtomicU32) {
    if !ready.load(SeqCst) {
        pauses();
    }
    assert_eq!(value.load(SeqCst), 8, "it is set");
}

/// Who parks in a function of its own looks again in the loop that calls it.
#[test]
fn an_unparked_task_looks_again_in_the_loop_that_calls_its_park() {
    let program = |parks: Parks| {
        move || {
            let shared = Arc::new((AtomicBool::new(false), AtomicU32::new(0)));
            let [own, sets] = [(); 2].map(|()| Arc::clone(&shared));
            let waiter = thread::spawn(move || parks(&own.0, &own.1));
            let setter = thread::spawn(move || sets.0.store(true, SeqCst));
            setter.join().unwrap();
            waiter.thread().unpark();
            waiter.join().unwrap();
        }
    };
    let title = "an unparked task did not look again";
    for (parks, is_told) in [(pauses_again as Parks, false), (pauses_once, true)] {
        let told = super::with_its_calls(TEXT, ANSWER, program(parks));
        let cause = told.cause.as_deref();
        assert_eq!(cause == Some(title), is_told, "{cause:?}: {}", told.sentence);
    }
}

/// Who has taken all messages finds the channel closed, and that is no cause of
/// what it claims then.
#[test]
fn the_end_of_all_messages_is_no_cause() {
    fn sum(inbox: &Receiver<u32>) -> u32 {
        let mut sum = 0;
        while let Ok(number) = inbox.recv() {
            sum += number;
        }
        sum
    }
    let closed = "a channel was closed before it was used";
    let program = |how: u32| {
        move || {
            let (send, inbox) = channel();
            let task = thread::spawn(move || send.send(1));
            let sum = match how {
                0 => sum(&inbox),
                1 => inbox.iter().sum(),
                _ => inbox.recv().unwrap() + inbox.recv().unwrap(),
            };
            let _ = task.join();
            assert_eq!(sum, 2);
        }
    };
    for how in 0..3 {
        let (_, cause, sentence) = told_of(ANSWER, program(how));
        assert_eq!(cause == closed, how == 2, "{cause}: {sentence}");
    }
}

/// The end is how the collection ends, and no reason that nothing is found in it.
#[test]
fn the_end_of_a_collection_is_no_cause() {
    let collects = || {
        let (send, inbox) = channel();
        let task = thread::spawn(move || send.send(1));
        let all: Vec<u32> = inbox.iter().collect();
        let _ = task.join();
        all.iter().find(|it| **it > 3).unwrap();
    };
    let takes = || {
        let (send, inbox) = channel();
        let task = thread::spawn(move || send.send(1));
        let largest = inbox.into_iter().filter(|it| *it > 3).max();
        let _ = task.join();
        largest.unwrap();
    };
    let answers = || {
        block_on(async {
            let (answer, is_answered) = tokio::sync::oneshot::channel::<u32>();
            let task = tokio::spawn(async move { drop(answer) });
            is_answered.await.unwrap();
            task.await.unwrap();
        });
    };
    let changes = || {
        block_on(async {
            let (sets, mut value) = tokio::sync::watch::channel(0);
            let task = tokio::spawn(async move { drop(sets) });
            value.changed().await.unwrap();
            task.await.unwrap();
        });
    };
    let closed = "a channel was closed before it was used";
    for (program, is_told) in [
        (collects as fn(), false),
        (takes, false),
        (answers, true),
        (changes, true),
    ] {
        let (_, cause, sentence) = told_of(ANSWER, program);
        assert_eq!(cause == closed, is_told, "{cause}: {sentence}");
    }
}

#[derive(Default)]
struct Fetches {
    values: Mutex<Vec<u32>>,
    under_way: Mutex<Vec<u32>>,
    done: Condvar,
    times: AtomicU32,
}

impl Fetches {
    fn gets(&self) {
        if self.values.lock().unwrap().contains(&1) {
            return;
        }
        let mut under_way = self.under_way.lock().unwrap();
        while under_way.contains(&1) {
            under_way = self.done.wait(under_way).unwrap();
        }
        drop(under_way);
        self.times.fetch_add(1, SeqCst);
        self.values.lock().unwrap().push(1);
    }
}

/// The function waits with another guard.
#[test]
fn a_look_under_another_lock_is_no_wait() {
    let program = || {
        let fetches = Arc::new(Fetches::default());
        let own = Arc::clone(&fetches);
        let task = thread::spawn(move || own.gets());
        fetches.gets();
        task.join().unwrap();
        crate::equal("how often it was fetched", fetches.times.load(SeqCst), 1);
    };
    let (title, _, sentence) = told_of(CLAIMS, program);
    assert_ne!(
        title, "a wait was over before the tasks were counted",
        "{sentence}"
    );
}

#[derive(Default)]
struct Lines {
    buffer: Mutex<Vec<u32>>,
    file: Mutex<Vec<u32>>,
    flushed: AtomicBool,
}

/// What was done before the other task began is no look that it made stale.
#[test]
fn what_comes_before_a_task_is_no_stale_look() {
    let program = || {
        let lines = Arc::new(Lines::default());
        lines.buffer.lock().unwrap().push(1);
        let own = Arc::clone(&lines);
        let task = thread::spawn(move || {
            let all = std::mem::take(&mut *own.buffer.lock().unwrap());
            own.flushed.store(true, SeqCst);
            own.file.lock().unwrap().extend(all);
        });
        if lines.flushed.load(SeqCst) {
            let written = lines.file.lock().unwrap().len();
            crate::equal("how many are written", written, 1);
        }
        task.join().unwrap();
    };
    let (title, _, sentence) = told_of(CLAIMS, program);
    let stale = [
        "something came in between two looks",
        "two values do not belong together",
    ];
    assert!(!stale.contains(&&*title), "{title}: {sentence}");
}

/// The task has a clone of what main looks at, under a name of its own.
#[test]
fn a_clone_is_known_by_its_own_name() {
    let single = || {
        let result = Arc::new(AtomicU32::new(0));
        let own = Arc::clone(&result);
        let task = thread::spawn(move || own.store(7, SeqCst));
        thread::sleep(MS);
        assert_eq!(result.load(SeqCst), 7);
        task.join().unwrap();
    };
    let pair = || {
        let (count, result) = (Arc::new(Mutex::new(0)), Arc::new(Mutex::new(0)));
        let (adds, sets) = (count.clone(), result.clone());
        let task = thread::spawn(move || {
            *sets.lock().unwrap() = 7;
            *adds.lock().unwrap() += 1;
        });
        thread::sleep(MS);
        assert_eq!(*result.lock().unwrap(), 7);
        task.join().unwrap();
    };
    for program in [single as fn(), pair] {
        let report = Explore::every().racing_clock(1).run(program);
        let told = Diagnosis::new(&report.found().named(TEXT), ANSWER);
        let (cause, sentence) = (told.cause.unwrap_or(told.title), told.sentence);
        assert!(cause.contains("sleep"), "{cause}: {sentence}");
    }
}

#[derive(Default)]
struct Pool {
    stopped: AtomicBool,
    jobs: Mutex<Vec<u32>>,
    ran: AtomicU32,
}

impl Pool {
    fn submits(&self) -> u32 {
        if self.stopped.load(SeqCst) {
            return 0;
        }
        self.jobs.lock().unwrap().push(1);
        1
    }

    fn submits_or_not(&self) -> u32 {
        let mut jobs = self.jobs.lock().unwrap();
        if self.stopped.load(SeqCst) {
            return 0;
        }
        jobs.push(1);
        1
    }

    fn stops(&self) {
        self.stopped.store(true, SeqCst);
        let jobs = self.jobs.lock().unwrap().drain(..).sum();
        self.ran.fetch_add(jobs, SeqCst);
    }
}

#[test]
fn a_flag_that_was_read_before_the_lock_is_out_of_date() {
    let program = |submits: fn(&Pool) -> u32| {
        move || {
            let pool = Arc::new(Pool::default());
            let own = Arc::clone(&pool);
            let task = thread::spawn(move || submits(&own));
            pool.stops();
            let jobs = task.join().unwrap();
            crate::equal("how many have run", pool.ran.load(SeqCst), jobs);
        }
    };
    let words =
        ["task 1 reads false from stopped in line", "and went on to jobs in line"];
    says(program(Pool::submits), "a decision was out of date", &words);
    Explore::every().run(program(Pool::submits_or_not)).clean_in_all();
}

#[derive(Default)]
struct Prices {
    store: AtomicU32,
    cached: Mutex<Option<u32>>,
}

impl Prices {
    fn load(&self) -> u32 {
        self.store.load(SeqCst)
    }

    fn refresh(&self) {
        let price = self.load();
        *self.cached.lock().unwrap() = Some(price);
    }

    fn update(&self, price: u32) {
        self.store.store(price, SeqCst);
        *self.cached.lock().unwrap() = None;
    }

    fn get(&self) -> u32 {
        let hit = *self.cached.lock().unwrap();
        hit.unwrap_or_else(|| self.load())
    }
}

/// The cache has been filled and emptied before, and nobody has looked at it since:
/// what it had is not missed by who fills it again.
#[test]
fn what_was_loaded_before_a_change_is_stored_after_it() {
    let program = || {
        let prices = Arc::new(Prices::default());
        let own = Arc::clone(&prices);
        let task = thread::spawn(move || own.refresh());
        prices.refresh();
        prices.update(7);
        task.join().unwrap();
        crate::equal("the price", prices.get(), 7);
    };
    let words = [
        "task 1 reads 0 from store in line",
        "went on to cached in line",
        "main writes 7 to store in line",
    ];
    says(program, "a decision was out of date", &words);
}

#[derive(Default)]
struct Served {
    served: AtomicU32,
    log: Mutex<Vec<u32>>,
}

impl Served {
    fn counts(&self) {
        self.served.fetch_add(1, SeqCst);
        self.log.lock().unwrap().push(1);
    }

    fn counts_without_a_name(&self) {
        let _ = self.served.fetch_add(1, SeqCst);
        self.log.lock().unwrap().push(1);
    }

    fn counts_with_the_lock(&self) {
        let mut log = self.log.lock().unwrap();
        self.served.fetch_add(1, SeqCst);
        log.push(2);
    }
}

/// Who throws away what was there before its update has found nothing.
#[test]
fn an_update_whose_result_nobody_uses_is_no_look() {
    for counts in [Served::counts, Served::counts_without_a_name] {
        let program = move || {
            let served = Arc::new(Served::default());
            let [one, two] = [(); 2].map(|()| Arc::clone(&served));
            let first = thread::spawn(move || counts(&one));
            let second = thread::spawn(move || two.counts_with_the_lock());
            first.join().unwrap();
            second.join().unwrap();
            let log = std::mem::take(&mut *served.log.lock().unwrap());
            crate::equal("the log", log, vec![1, 2]);
        };
        let (title, _, sentence) = told_of(CLAIMS, program);
        assert_ne!(title, "a decision was out of date", "{sentence}");
    }
}
