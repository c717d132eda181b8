//! Groups of tokio tasks.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use shared::{Log, Task};
use tokio::task::JoinSet;
use tokio::time::{self, Instant, sleep};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// A tokio task is the closest thing to a goroutine: a few threads run thousands of
/// tasks. A `JoinSet` hands out what each task returned, as the tasks end, and so
/// does asyncio's `as_completed`; Go's wait group keeps no results. If you drop a
/// `JoinSet`, it aborts the tasks that still run. (A dropped `JoinHandle` lets its
/// task go on.) A `TaskTracker` only counts, like a wait group. Its `wait` returns
/// when the tracker is empty and `close` has been called; without the `close` it
/// waits for ever.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn tasks(log: &Log) {
    let main = log.task("main");

    let mut squares = JoinSet::new();
    for n in 1..=4 {
        squares.spawn(async move { n * n });
    }
    while let Some(square) = squares.join_next().await {
        writeln!(main, "a result: {}", square.unwrap());
    }

    let tracker = TaskTracker::new();
    for name in ["task A", "task B"] {
        let task = main.starts(name);
        tracker.spawn(async move { writeln!(task, "runs") });
    }
    // The clock is paused: it jumps when nobody can go on, so this takes no time.
    let over = time::timeout(Duration::from_secs(1), tracker.wait()).await.is_ok();
    writeln!(main, "tasks left: {}, the wait is over: {over}", tracker.len());
    tracker.close();
    tracker.wait().await;
    writeln!(main, "after the close, the wait is over");
}

/// Go's wait group, like crossbeam's and a `TaskTracker`, tells you that all
/// have ended, not how. A `JoinSet` also hands out what each task returned. In
/// Go, an `errgroup` that is made with a context returns the first error and
/// cancels the context. Python's `TaskGroup` cancels the other tasks at the
/// first error and raises an `ExceptionGroup`. In Rust the caller that joins the
/// tasks decides: collect every error, or stop at the first. Dropping a
/// `JoinSet` or calling `shutdown` aborts the tasks that have not ended.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn errors(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");

    let mut jobs = start_five(&main);
    while let Some(ended) = jobs.join_next().await {
        if let Err(error) = ended.unwrap() {
            // `:#` prints the error with its context, which is the job.
            writeln!(main, "collected: {error:#}");
        }
    }

    let mut jobs = start_five(&main); // at 50 ms
    while let Some(ended) = jobs.join_next().await {
        if let Err(error) = ended.unwrap() {
            writeln!(main, "stopping: {error:#}");
            jobs.shutdown().await; // aborts the others: the set is empty
        }
    }
}

/// Job n starts its work after n times 10 ms. Jobs 2 and 4 fail.
fn start_five(main: &Task) -> JoinSet<Result<()>> {
    let mut jobs = JoinSet::new();
    for id in 1..=5 {
        let job = main.starts(format!("job {id}"));
        jobs.spawn(async move {
            sleep(Duration::from_millis(10 * id)).await;
            writeln!(job, "starts");
            print_page(id).with_context(|| format!("job {id}"))
        });
    }
    jobs
}

fn print_page(number: u64) -> Result<()> {
    ensure!(number != 2 && number != 4, "out of paper");
    Ok(())
}

/// Go's `wg.Wait` takes no timeout. The usual wrapper waits in a goroutine and closes
/// a channel, and after a timeout that goroutine is still there. In tokio the wait is
/// a future: the timeout drops it, and nothing is left of it. Only the wait is over
/// then; the tasks still run, until a token tells them to stop. A thread cannot be
/// stopped from outside: it has to look at a flag itself.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn timeout(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");

    for (patience, slowest) in [(100, 30), (50, 300)] {
        let tracker = TaskTracker::new();
        let token = CancellationToken::new();
        for work in [10, 20, slowest] {
            let task = main.starts(format!("{work} ms of work"));
            let token = token.clone();
            tracker.spawn(async move {
                let work = sleep(Duration::from_millis(work));
                match token.run_until_cancelled(work).await {
                    Some(()) => writeln!(task, "done"),
                    None => writeln!(task, "cancelled"),
                }
            });
        }
        tracker.close();
        main.waits_for(format!("3 tasks, {patience} ms at most"));
        let in_time =
            time::timeout(Duration::from_millis(patience), tracker.wait()).await;
        writeln!(main, "in time: {}", in_time.is_ok());
        token.cancel();
        tracker.wait().await; // until the tasks that were late have ended
    }
}
