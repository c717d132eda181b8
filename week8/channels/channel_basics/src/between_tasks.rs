//! Channels between tasks: what each is for, and what surprises.

use std::thread;
use std::time::Duration;

use shared::Log;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::sleep;

/// tokio has four channels, and each has one purpose. `mpsc`: many senders, one
/// receiver, and a sender waits while there is no room. `oneshot`: one value,
/// once; for an answer. `broadcast`: every receiver gets its own copy of every
/// message; one that is too slow loses the oldest, and is told how many. `watch`:
/// only the latest value counts; for a setting or a state. In Go a channel with
/// room for one is the `oneshot`, and you build the last two from channels and
/// locks.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn async_channels(log: &Log) {
    let main = log.task("main");

    let (sender, mut jobs) = mpsc::channel(1);
    tokio::spawn(async move {
        for job in 1..=3 {
            sender.send(job).await.unwrap(); // waits while the one before is inside
        }
    });
    let mut taken = Vec::new();
    while let Some(job) = jobs.recv().await {
        taken.push(job);
    }
    writeln!(main, "mpsc: the receiver got {taken:?}");

    let (reply, answer) = oneshot::channel();
    tokio::spawn(async move { reply.send("yes") });
    writeln!(main, "oneshot: the answer is {}", answer.await.unwrap());

    let (sender, mut news) = broadcast::channel(4);
    for item in 1..=10 {
        sender.send(item).unwrap();
    }
    let missed = news.recv().await.unwrap_err();
    let next = news.recv().await.unwrap();
    writeln!(main, "broadcast: {missed}, then comes {next}");

    let (setting, mut changes) = watch::channel(20);
    for degrees in [21, 25, 19] {
        setting.send(degrees).unwrap();
        sleep(Duration::from_millis(1)).await; // time to look, and nobody does
    }
    changes.changed().await.unwrap();
    // Reads the value and marks it as seen; `has_changed` asks for a newer one.
    writeln!(main, "watch: {} degrees", *changes.borrow_and_update());
    writeln!(main, "watch: more to see: {}", changes.has_changed().unwrap());
}

/// In Go, several goroutines may receive from one channel, and each message goes to
/// one of them. `asyncio.Queue` in Python is used in the same way. tokio's `mpsc`
/// has one receiver. A receiver of the crate async-channel can be cloned, so each
/// worker holds one; its `recv` returns a `Result`, where tokio's returns an
/// `Option`. Every loop ends when the last sender is dropped and the queue is
/// empty.
#[tokio::main(flavor = "current_thread")]
pub async fn shared_queue(log: &Log) {
    let main = log.task("main");
    let (sender, jobs) = async_channel::bounded(2);

    let mut workers = JoinSet::new(); // a group of tasks, to be joined together
    for id in 1..=3 {
        let (worker, jobs) = (main.starts(format!("worker {id}")), jobs.clone());
        workers.spawn(async move {
            while let Ok(job) = jobs.recv().await {
                writeln!(worker, "does job {job}");
                sleep(Duration::from_millis(10)).await; // the work
            }
            writeln!(worker, "ends");
        });
    }
    // If main kept this receiver, its send would wait for ever after a
    // panic of all workers.
    drop(jobs);

    for job in 1..=9 {
        sender.send(job).await.unwrap();
    }
    drop(sender);
    workers.join_all().await;
    writeln!(main, "all workers have ended");
}

/// A `broadcast` channel keeps the last few messages. A receiver that has
/// fallen behind gets the error `Lagged`, once for each lag, with the number
/// of messages it has lost. Its next `recv` returns the oldest message that
/// is still there, or tells of a new lag. So `while let Ok(..)` takes a lag
/// for the end, and the reader is gone without a word. Only `Closed` is the
/// end: match on the error. Go has no such channel: there a slow reader
/// blocks its sender, or the sender drops messages with `default` and has to
/// count them itself.
#[tokio::main(flavor = "current_thread")]
pub async fn lag(log: &Log) {
    let main = log.task("main");
    let (sender, mut news) = broadcast::channel(4);
    let mut same_news = sender.subscribe();
    for item in 1..=10 {
        sender.send(item).unwrap();
    }
    drop(sender);

    let hasty = main.starts("while let Ok");
    while let Ok(item) = news.recv().await {
        writeln!(hasty, "reads {item}");
    }
    writeln!(hasty, "stops");

    let careful = main.starts("match");
    loop {
        match same_news.recv().await {
            Ok(item) => writeln!(careful, "reads {item}"),
            Err(RecvError::Lagged(count)) => writeln!(careful, "has lost {count}"),
            Err(RecvError::Closed) => break,
        }
    }
    writeln!(careful, "stops");
}

/// `borrow` of a `watch` returns a guard: a read lock on the value. While
/// anyone keeps it, `send` blocks the thread that calls it. On a
/// `current_thread` runtime that stops every task, and if one of them keeps
/// the guard, nothing ever goes on. So copy the value out, as the last lines
/// do, and drop the guard before an `.await`: a task that waits there keeps
/// all that it holds. `tokio::spawn` refuses such a task, as the guard is not
/// `Send`. In Go an `RLock` that is kept makes `Lock` wait in the same way.
pub fn held_borrow(log: &Log) {
    let main = log.task("main");
    let (setting, thermostat) = watch::channel(20);

    let held = thermostat.borrow(); // a guard
    let panel = main.starts("panel");
    let sending = thread::spawn(move || {
        panel.waits_for("the lock on the value");
        setting.send(25).unwrap();
        writeln!(panel, "has sent 25");
    });
    thread::sleep(Duration::from_millis(20)); // time for the send to return, if it could
    let returned = sending.is_finished();
    writeln!(main, "reads {}, the send has returned: {returned}", *held);
    writeln!(main, "drops its borrow");
    drop(held);
    sending.join().unwrap();

    let degrees = *thermostat.borrow(); // a copy: the guard is dropped at the semicolon
    writeln!(main, "reads {degrees}");
}
