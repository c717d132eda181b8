//! From the start of a task to its end, whatever that is.

use std::collections::HashMap;
use std::future::pending;
use std::thread;
use std::time::Duration;

use anyhow::{Result, ensure};
use crossbeam::channel;
use shared::{Log, Task};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinSet, yield_now};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

/// A task is created, runs, is parked at an await, runs again, and has finished. Nobody
/// can stop a goroutine or a thread from outside. A task can be aborted where it is
/// parked: its future is dropped, so its values' drops run and nothing else does. A
/// finished task keeps its value for the join. Dropping a handle does not end the task,
/// it detaches it: then it is like a goroutine.
#[tokio::main(flavor = "current_thread")]
pub async fn lifecycle(log: &Log) {
    let main = log.task("main");

    let desk = Desk(main.starts("printer"));
    let printing = tokio::spawn(async move {
        writeln!(desk.0, "starts to print");
        desk.0.waits_for("paper");
        pending::<()>().await;
        writeln!(desk.0, "has printed");
    });
    writeln!(main, "created: nothing of it has run");
    yield_now().await; // now the printer runs, up to its await
    writeln!(main, "parked: finished {}", printing.is_finished());
    printing.abort();
    let ended = printing.await.unwrap_err();
    writeln!(main, "aborted: cancelled {}", ended.is_cancelled());

    let counting = tokio::spawn(async { "12 pages" });
    yield_now().await;
    writeln!(main, "finished: {}", counting.is_finished());
    counting.abort(); // too late
    writeln!(main, "its value: {}", counting.await.unwrap());

    let (ends, ended) = oneshot::channel();
    let courier = main.starts("courier");
    drop(tokio::spawn(async move {
        writeln!(courier, "runs, though nobody holds its handle");
        ends.send(()).unwrap();
    }));
    ended.await.unwrap();
}

struct Desk(Task);

impl Drop for Desk {
    fn drop(&mut self) {
        writeln!(self.0, "clears its desk");
    }
}

/// In Go a panic that no `recover` stops in its own goroutine ends the process; in
/// Python an exception ends its thread, and `join` says nothing of it. Here a panic ends
/// its task or thread, and the one who joins it is told; the others go on. It is for
/// bugs: what may well fail returns a `Result`, and the join hands that over like any
/// value.
#[tokio::main(flavor = "current_thread")]
pub async fn results_and_panics(log: &Log) {
    let main = log.task("main");

    let jobs = [1, 2, 3, 4].map(|id| tokio::spawn(async move { print_job(id) }));
    for (id, job) in (1..).zip(jobs) {
        match job.await {
            Ok(Ok(pages)) => writeln!(main, "job {id}: {pages} pages"),
            Ok(Err(error)) => writeln!(main, "job {id} failed: {error}"),
            Err(ended) => {
                let panic = ended.into_panic(); // what `panic!` was given
                let text = panic.downcast_ref::<&str>().unwrap();
                writeln!(main, "job {id} panicked: {text}");
            }
        }
    }
}

fn print_job(id: u64) -> Result<u64> {
    ensure!(id != 2, "out of paper");
    if id == 3 {
        panic!("the printer has no pages at all");
    }
    Ok(10 * id)
}

/// A channel hands values from one task to another; week 8 is about nothing else. In Go
/// `for v := range ch` ends when somebody calls `close`, which is easily forgotten. Here
/// the loop ends when the last sender is dropped, and a sender that was moved into a
/// thread is dropped at the thread's end.
pub fn first_channel(log: &Log) {
    let main = log.task("main");
    let (sender, orders) = channel::unbounded();

    let clerk = main.starts("clerk");
    let writing = thread::spawn(move || {
        for order in ["2 maps", "1 atlas", "5 stamps"] {
            clerk.sends(order);
            sender.send(order).unwrap();
        }
    });
    for order in orders {
        main.receives(order);
    }
    writeln!(main, "no sender is left");
    writing.join().unwrap();
}

/// A goroutine that sends to a channel from which nobody receives waits for ever, and
/// stays in memory; Go's `NumGoroutine` counts it, and since 1.27 a leak profile names
/// it. Here the same leak needs a receiver that is kept and not used. Dropped, it wakes
/// the sender, whose send fails and gives the value back. tokio counts what is alive.
#[tokio::main(flavor = "current_thread")]
pub async fn leaks(log: &Log) {
    let main = log.task("main");
    let alive = || Handle::current().metrics().num_alive_tasks();

    let (sender, answers) = mpsc::channel(1); // room for one
    let clerk = main.starts("clerk");
    let answering = tokio::spawn(async move {
        for answer in ["yes", "no"] {
            clerk.waits_for(format!("room for `{answer}`"));
            if let Err(unsent) = sender.send(answer).await {
                writeln!(clerk, "nobody wants `{}`", unsent.0);
                return;
            }
        }
        writeln!(clerk, "has sent both");
    });
    while answers.capacity() > 0 {
        yield_now().await; // until the channel is full
    }
    writeln!(main, "tasks alive, the receiver kept: {}", alive());

    drop(answers);
    answering.await.unwrap();
    writeln!(main, "tasks alive, the receiver dropped: {}", alive());
}

/// Every task needs a way out. Go passes a `context.Context` and selects on its `Done`
/// channel; Python's `cancel` raises an exception at the await. Here a token is cloned
/// into each task, which waits for its work or the token, whichever comes first, and
/// then cleans up in its own words. `abort` gives it no last word, only its drops.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn cancellation(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let token = CancellationToken::new();

    let printing = ["printer A", "printer B", "printer C"].map(|name| {
        let (printer, token) = (main.starts(name), token.clone());
        tokio::spawn(async move {
            printer.waits_for("pages, or the end");
            let mut pages = 0;
            let page = || sleep(Duration::from_millis(10));
            while let Some(()) = token.run_until_cancelled(page()).await {
                pages += 1;
            }
            writeln!(printer, "puts {pages} pages on the pile");
            pages
        })
    });
    main.waits_for("35 ms");
    sleep(Duration::from_millis(35)).await;
    writeln!(main, "cancels");
    token.cancel();

    let mut pile = 0;
    for printer in printing {
        pile += printer.await.unwrap();
    }
    writeln!(main, "all have ended; pages on the pile: {pile}");
}

/// Go gives a goroutine no name and hides its number; one finds the stuck one in a dump
/// of all stacks. A tokio task has an id. Keep a name of your own beside it and take the
/// name off when the task ends: what is left when patience ends is what hangs. (tokio
/// names tasks too, but so far only in builds that are marked unstable.)
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn watching(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let mut names = HashMap::new();
    let mut tasks = JoinSet::new();

    for (name, work) in
        [("cutter", Some(10)), ("printer", None), ("binder", Some(20))]
    {
        let task = main.starts(name);
        let started = tasks.spawn(async move {
            match work {
                Some(work) => sleep(Duration::from_millis(work)).await,
                None => {
                    task.waits_for("paper that never comes");
                    pending::<()>().await;
                }
            }
        });
        names.insert(started.id(), name);
    }
    let patience = Duration::from_millis(100);
    while let Ok(Some(ended)) = timeout(patience, tasks.join_next_with_id()).await {
        let (id, ()) = ended.unwrap();
        let name = names.remove(&id).unwrap();
        writeln!(main, "{name} has ended; still alive: {}", tasks.len());
    }
    for name in names.values() {
        writeln!(main, "{name} hangs");
    }
    tasks.shutdown().await; // dropped where they wait
}
