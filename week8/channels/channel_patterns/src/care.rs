//! Tasks that are looked after: told to stop, and noticed when they are silent.

use std::future::pending;
use std::time::Duration;

use shared::{Log, Task};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// A shutdown has three steps: tell every task to stop, wait for them, and drop
/// those that are still there at a deadline. In Go it is `close(done)` or a
/// context, then a wait group, and the third step does not exist: nobody can end a
/// goroutine. Here a `CancellationToken` tells them, and a `TaskTracker` waits for
/// them. When a second token is cancelled, `run_until_cancelled_owned` drops a
/// worker that is still there, at the `.await` where it waits. Code without an
/// `.await` cannot be stopped like this. `graceful_shutdown` of week 7 counts which
/// jobs were finished; `cancellation_tree` of week 7 stops only some of the tasks.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn graceful_shutdown(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let (stop, abort) = (CancellationToken::new(), CancellationToken::new());
    let workers = TaskTracker::new();

    for (name, order) in
        [("cook", 10), ("baker", 20), ("waiter", 35), ("porter", 500)]
    {
        let order = Duration::from_millis(order);
        let working = work(main.starts(name), order, stop.clone());
        workers.spawn(abort.clone().run_until_cancelled_owned(working));
    }
    workers.close(); // `wait` returns when it is closed and no task is left

    sleep(Duration::from_millis(25)).await;
    writeln!(main, "stops, and waits 50 ms at most");
    stop.cancel();
    let in_time = timeout(Duration::from_millis(50), workers.wait()).await.is_ok();
    writeln!(main, "in time: {in_time}, still there: {}", workers.len());
    abort.cancel();
    workers.wait().await;
    writeln!(main, "still there: {}", workers.len());
}

/// Looks at the token between two orders: a stop lets it finish its order. An abort
/// does not.
async fn work(worker: Task, order: Duration, stop: CancellationToken) {
    while !stop.is_cancelled() {
        sleep(order).await; // prepares the order
    }
    writeln!(worker, "ends after its order");
}

/// Silence has to mean something: the worker promises a beat every 10 ms, and
/// after three missed beats it is replaced. The beat comes from the work
/// itself and says which page is done, so that the next worker knows where to
/// begin. A separate timer would still beat while the work hangs. A worker
/// that panics drops its sender, which is noticed at once. If a worker hangs
/// after a page and before its beat, that page is printed twice: the promise
/// is at least once, not exactly once. In Go a goroutine that hangs can only
/// be left behind; a task of tokio that hangs at an `.await` can be aborted.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn heartbeat(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let silence = Duration::from_millis(3 * 10);
    let mut printed = 0;
    writeln!(main, "worker 2 will panic: that is planned");

    for name in ["worker 1", "worker 2", "worker 3"] {
        let (beats, mut heard) = mpsc::channel(1);
        let worker = tokio::spawn(print(main.starts(name), printed + 1, beats));
        let silent = loop {
            match timeout(silence, heard.recv()).await {
                Ok(Some(page)) => printed = page,
                Ok(None) => break false, // its sender is gone: it has ended
                Err(_) => break true,
            }
        };
        if silent {
            writeln!(main, "no beat of {name} for 30 ms");
            worker.abort();
        }
        match worker.await {
            Ok(()) => writeln!(main, "{name} is done"),
            Err(error) if error.is_panic() => writeln!(main, "{name} has panicked"),
            Err(_) => writeln!(main, "{name} is gone"), // what it held is freed
        }
    }
    writeln!(main, "pages printed: {printed}");
}

/// One page every 10 ms, up to page 6. Worker 1 hangs at page 3, worker 2 panics at
/// page 5.
async fn print(worker: Task, first: u32, beats: mpsc::Sender<u32>) {
    for page in first..=6 {
        match (worker.name(), page) {
            ("worker 1", 3) => pending().await, // a paper jam: waits for ever
            ("worker 2", 5) => panic!("out of paper"),
            _ => sleep(Duration::from_millis(10)).await,
        }
        writeln!(worker, "page {page}");
        if beats.send(page).await.is_err() {
            break; // nobody listens any more
        }
    }
}
