//! A task waits for what another one would do that it starts only after its wait, or that has
//! ended before.

extern crate conc_tokio as tokio;

use explore::Explore;
use explore::channel::{self as crossbeam, bounded};
use explore::sync::atomic::{AtomicBool, Ordering};
use explore::sync::mpsc::{Receiver, SyncSender, sync_channel};
use explore::sync::{Arc, Condvar, Mutex};
use explore::tasks::block_on;
use explore::thread;
use tokio::sync::{Notify, mpsc};

use crate::races::tests::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("to_come.rs");

/// The title and the sentence.
fn told(program: impl Fn() + Clone + Send + Sync + 'static) -> (String, String) {
    told_with_calls(TEXT, Sources(&[(file!(), TEXT)]), program)
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

fn prints(lines: &Receiver<u32>) -> u32 {
    lines.iter().sum()
}

fn sends_first(room: usize) {
    let (out, lines) = sync_channel(room);
    for number in 0..3 {
        out.send(number).unwrap();
    }
    let printer = thread::spawn(move || prints(&lines)); // starts the printer
    drop(out);
    assert_eq!(printer.join().unwrap(), 3);
}

async fn starts(wake: mpsc::Sender<()>, mut woken: mpsc::Receiver<()>) {
    wake.send(()).await.unwrap();
    wake.send(()).await.unwrap();
    tokio::spawn(async move { woken.recv().await }); // starts the loop
}

fn receives_last() {
    let (out, lines) = sync_channel(1);
    out.send(1).unwrap();
    out.send(2).unwrap();
    let first: u32 = lines.recv().unwrap(); // receives
    assert_eq!(first, 1);
}

#[test]
fn who_would_receive_is_started_after_the_wait() {
    let late = |task: &str, channel: &str, end: &str| {
        format!(
            "No task has received from it. {task} starts the task that receives from \
             {channel} only after this wait, in line {}.",
            line(end)
        )
    };
    let starts = || {
        block_on(async {
            let (wake, woken) = mpsc::channel(1);
            starts(wake, woken).await;
        });
    };
    for (program, why) in [
        ((|| sends_first(1)) as fn(), late("main", "out", "// starts the printer")),
        (starts, late("main", "wake", "// starts the loop")),
        (
            receives_last,
            format!(
                "main itself receives from out in line {}, after this wait.",
                line("// receives")
            ),
        ),
    ] {
        let (title, sentence) = told(program);
        assert_eq!(title, "nobody empties the full channel", "{sentence}");
        assert!(sentence.ends_with(&why), "{sentence}");
    }
    Explore::every().run(|| sends_first(3)).clean_in_all();
}

struct Mailbox {
    put: crossbeam::Sender<u32>,
    got: crossbeam::Receiver<u32>,
    broken: AtomicBool,
}

impl Mailbox {
    fn new() -> Arc<Mailbox> {
        let (put, got) = bounded(1);
        Arc::new(Mailbox { put, got, broken: AtomicBool::new(false) })
    }

    fn sends(&self) {
        for number in 0..2 {
            self.put.send(number).unwrap();
        }
    }
}

fn drains(mailbox: &Mailbox) {
    if !mailbox.broken.load(Ordering::SeqCst) {
        mailbox.got.recv().unwrap(); // drains
        mailbox.got.recv().unwrap();
    }
}

fn breaks(mailbox: &Mailbox) {
    mailbox.broken.store(true, Ordering::SeqCst);
}

/// The one task drains the mailbox, or none does.
fn with_task(runs: fn(&Mailbox)) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        let mailbox = Mailbox::new();
        let theirs = Arc::clone(&mailbox);
        breaks(&mailbox);
        let task = thread::spawn(move || runs(&theirs));
        mailbox.sends();
        task.join().unwrap();
    }
}

fn drains_in_a_task() {
    let mailbox = Mailbox::new();
    let theirs = Arc::clone(&mailbox);
    breaks(&mailbox);
    let task = thread::spawn(move || drains(&theirs));
    mailbox.sends();
    task.join().unwrap();
}

#[test]
fn who_would_receive_has_ended_before() {
    let (title, sentence) = told(drains_in_a_task);
    assert_eq!(title, "nobody empties the full channel", "{sentence}");
    let why = format!(
        "task 1, which receives from put in line {}, has ended without coming there.",
        line("// drains")
    );
    assert!(sentence.ends_with(&why), "{sentence}");
    // The text does not tell what the task runs.
    let (_, sentence) = told(with_task(breaks));
    assert!(sentence.ends_with("No task has received from it."), "{sentence}");
}

/// Another task comes later, and has nothing to do with the channel.
#[test]
fn who_comes_later_need_not_receive() {
    fn keeps(_lines: &Receiver<u32>, out: &SyncSender<u32>) {
        out.send(1).unwrap();
        out.send(2).unwrap();
        thread::spawn(|| {}).join().unwrap();
    }
    let (_, sentence) = told(|| {
        let (out, lines) = sync_channel(1);
        keeps(&lines, &out);
    });
    assert!(sentence.ends_with("No task has received from it."), "{sentence}");
}

struct Group {
    left: Mutex<usize>,
    none_left: Condvar,
}

impl Group {
    fn new(left: usize) -> Arc<Group> {
        Arc::new(Group { left: Mutex::new(left), none_left: Condvar::new() })
    }

    fn done(&self) {
        let mut left = self.left.lock().unwrap();
        *left -= 1;
        if *left == 0 {
            self.none_left.notify_all();
        }
    }

    fn leaves(&self) {
        *self.left.lock().unwrap() -= 1;
    }

    fn waits(&self) {
        let mut left = self.left.lock().unwrap();
        while *left > 0 {
            left = self.none_left.wait(left).unwrap();
        }
    }
}

fn waits_in_the_loop() {
    let group = Group::new(2);
    for _ in 0..2 {
        let own = Arc::clone(&group);
        thread::spawn(move || own.done()); // starts both
        group.waits(); // waits for both
    }
}

fn waits_before() {
    let group = Group::new(1);
    let mut left = group.left.lock().unwrap();
    while *left > 0 {
        left = group.none_left.wait(left).unwrap();
    }
    drop(left);
    let own = Arc::clone(&group);
    thread::spawn(move || own.done()); // starts after the wait
}

fn waits_in_a_loop_of_its_own() {
    let group = Group::new(2);
    for _ in 0..2 {
        let own = Arc::clone(&group);
        thread::spawn(move || own.leaves());
        let mut left = group.left.lock().unwrap();
        while *left > 0 {
            left = group.none_left.wait(left).unwrap();
        }
    }
}

struct Count {
    left: tokio::sync::Mutex<u32>,
    zero: Notify,
}

async fn counts(count: &Count) {
    let mut left = count.left.lock().await;
    *left -= 1;
    if *left == 0 {
        count.zero.notify_one();
    }
}

fn waits_for_each() {
    block_on(async {
        let left = tokio::sync::Mutex::new(2);
        let count = Arc::new(Count { left, zero: Notify::new() });
        for _ in 0..2 {
            let own = Arc::clone(&count);
            tokio::spawn(async move { counts(&own).await }); // starts one
            count.zero.notified().await; // waits for each
        }
    });
}

#[test]
fn who_would_notify_is_started_after_the_wait() {
    let (title, sentence) = told(waits_before);
    assert_eq!(title, "nobody woke the waiting task", "{sentence}");
    let why = format!(
        "main starts a task that would notify it only after this wait, in line {}.",
        line("// starts after the wait")
    );
    assert!(sentence.ends_with(&why), "{sentence}");
    for (program, starts, waits) in [
        (waits_in_the_loop as fn(), "// starts both", "// waits for both"),
        (waits_for_each, "// starts one", "// waits for each"),
    ] {
        let (title, sentence) = told(program);
        assert_eq!(title, "nobody woke the waiting task", "{sentence}");
        let why = format!(
            "main waits in line {}, inside of the loop in which it starts the tasks that \
             would notify it, in line {}. It starts no other one before this wait ends.",
            line(waits),
            line(starts)
        );
        assert!(sentence.ends_with(&why), "{sentence}");
    }
}

#[test]
fn who_does_not_notify_is_not_told() {
    let (title, sentence) = told(waits_in_a_loop_of_its_own);
    assert_eq!(title, "nobody woke the waiting task", "{sentence}");
    assert!(!sentence.contains("would notify"), "{sentence}");
}
