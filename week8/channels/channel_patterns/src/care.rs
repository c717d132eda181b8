//! Tasks that are looked after: told to stop, and noticed when they are silent.

use std::future::pending;
use std::time::Duration;

use shared::{Log, Task};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::witness::{Witness, tasks_alive};

/// Go tells a tree of goroutines to stop by `close(done)`, and waits for them by a wait
/// group. Both are a closed channel here. Down the tree, `main` drops the only sender of
/// `stopped`, a `watch`, which anyone may hold and look at. Up the tree, everyone holds a
/// sender of `gone`; nothing is ever sent, but its receiver wakes when the last is
/// dropped. Who is not gone at the deadline is aborted, which Go cannot do: the branch is
/// dropped at its await, its `JoinSet` with it, and so its workers.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn graceful_shutdown(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let (stop, stopped) = watch::channel(());
    let (present, mut gone) = mpsc::channel(1);

    let mut branches = JoinSet::new();
    for (name, orders) in [("kitchen", [10, 20]), ("delivery", [35, 500])] {
        let signals =
            Signals { stopped: stopped.clone(), _present: present.clone() };
        branches.spawn(branch(main.starts(name), orders, signals));
    }
    drop(present); // main itself does not count

    sleep(Duration::from_millis(25)).await;
    writeln!(main, "stops, and waits 50 ms at most");
    drop(stop);
    let in_time = timeout(Duration::from_millis(50), gone.recv()).await.is_ok();
    writeln!(main, "in time: {in_time}");
    branches.abort_all();
    gone.recv().await; // None: the last task has dropped its sender
    writeln!(main, "tasks left: {}", tasks_alive());
}

/// What every task of the tree holds.
#[derive(Clone)]
struct Signals {
    stopped: watch::Receiver<()>,
    _present: mpsc::Sender<()>,
}

async fn branch(task: Task, orders: [u64; 2], signals: Signals) {
    let task = Witness::of(task);
    let mut workers = JoinSet::new();
    for (number, order) in (1..).zip(orders) {
        let worker = task.starts(format!("{} {number}", task.name()));
        workers.spawn(work(worker, Duration::from_millis(order), signals.clone()));
    }
    while workers.join_next().await.is_some() {}
    writeln!(task, "ends after its workers");
    task.done();
}

/// Looks for the signal between two orders: the one at hand is finished.
async fn work(task: Task, order: Duration, signals: Signals) {
    let task = Witness::of(task);
    while signals.stopped.has_changed().is_ok() {
        sleep(order).await;
    }
    writeln!(task, "ends after its order");
    task.done();
}

/// A worker that hangs says nothing, so silence has to mean something: it agrees to a
/// sign every 10 ms, and three that are missed are its end. The beat comes from the work
/// itself and says how far it is (a ticker beside it would beat on while the work hangs),
/// so the next worker knows where to begin. One that panics is noticed at once: its
/// sender is dropped. In Go a panic ends the program, and a goroutine that hangs can only
/// be left behind; a tokio task can be aborted, so these are tasks with an `mpsc` each.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn heartbeat(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let silence = Duration::from_millis(3 * 10);
    let mut printed = 0;

    for name in ["worker 1", "worker 2", "worker 3"] {
        let (beats, mut heard) = mpsc::channel(1);
        let worker = tokio::spawn(print(main.starts(name), printed + 1, beats));
        let silent = loop {
            match timeout(silence, heard.recv()).await {
                Ok(Some(page)) => printed = page,
                Ok(None) => break false,
                Err(_) => break true,
            }
        };
        if silent {
            writeln!(main, "no sign of {name} for 3 beats");
            worker.abort();
        }
        match worker.await {
            Ok(()) => writeln!(main, "{name} is done"),
            Err(error) if error.is_panic() => writeln!(main, "{name} has panicked"),
            Err(_) => writeln!(main, "{name} is gone"), // and has freed what it held
        }
    }
    writeln!(main, "pages printed: {printed}");
}

/// One page every 10 ms, up to page 6; the first two workers have their troubles.
async fn print(task: Task, first: u32, beats: mpsc::Sender<u32>) {
    let task = Witness::of(task);
    for page in first..=6 {
        match (task.name(), page) {
            ("worker 1", 3) => pending().await, // a paper jam: waits for ever
            ("worker 2", 5) => panic!("out of paper"),
            _ => sleep(Duration::from_millis(10)).await,
        }
        writeln!(task, "page {page}");
        beats.send(page).await.unwrap();
    }
    task.done();
}
