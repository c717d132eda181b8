//! Groups of tokio tasks.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use shared::{Log, Task};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout as within};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// A tokio task is the closest thing to a goroutine: a few threads run thousands of them.
/// `JoinSet` hands back what each task returned, as they end; dropped, it cancels those
/// that still run. `TaskTracker` only counts, like a wait group, and keeps no results.
#[tokio::main(flavor = "current_thread")]
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
    tracker.close(); // without it, wait() also waits for tasks that may still come
    tracker.wait().await;
    writeln!(main, "tasks in the tracker: {}", tracker.len());
}

/// A group says that all have ended, not how. Go's answer is `errgroup`; here a task
/// returns a `Result`, and the one who joins decides: collect all errors, or stop at the
/// first. Dropping or shutting down a `JoinSet` cancels what still waits in it.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn errors(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");

    let mut jobs = start_five(&main);
    while let Some(ended) = jobs.join_next().await {
        if let Err(error) = ended.unwrap() {
            writeln!(main, "collected: {error:#}");
        }
    }

    let mut jobs = start_five(&main);
    while let Some(ended) = jobs.join_next().await {
        if let Err(error) = ended.unwrap() {
            writeln!(main, "stopping: {error:#}");
            jobs.shutdown().await; // every other job is dropped where it waits
        }
    }
}

/// Job n starts its work after n times 10 ms.
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

/// Go's `wg.Wait` takes no timeout; the usual wrapper leaves a goroutine behind that
/// still waits. Here the wait is a future: given up, it is gone. The tasks are told to
/// stop by a token. A thread cannot be told so from outside: it has to look itself.
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
        let in_time = within(Duration::from_millis(patience), tracker.wait()).await;
        writeln!(main, "in time: {}", in_time.is_ok());
        token.cancel();
        tracker.wait().await; // the stragglers' last words
    }
}
