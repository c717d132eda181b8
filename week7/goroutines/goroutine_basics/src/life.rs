//! From the start of a task to its end, whatever that is.

use std::any::Any;
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

/// A task is created, it runs, it is parked at an await, it runs again, and it
/// finishes. Neither Go nor Rust can stop a goroutine or a thread from outside. A
/// tokio task can be aborted at an await: its values are dropped, and nothing else of
/// it runs. In asyncio, `cancel` raises an exception at the await, and the task can
/// catch it. A finished task keeps its value for the join, so `abort` comes too late.
/// If you drop the handle, the task is detached: it goes on, and nobody learns how it
/// ends (see `unseen_panics`).
#[tokio::main(flavor = "current_thread")]
pub async fn lifecycle(log: &Log) {
    let main = log.task("main");

    let desk = Desk(main.starts("printer"));
    let printing = tokio::spawn(async move {
        writeln!(desk.0, "starts to print");
        desk.0.waits_for("paper");
        pending::<()>().await; // waits for ever
        writeln!(desk.0, "has printed");
    });
    // There is one thread, and main has not awaited yet.
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
        writeln!(courier, "runs, though its handle is dropped");
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

/// In Go a panic ends the process, unless its own goroutine recovers it. In
/// Python an exception ends its thread, and `join` does not report it. In Rust
/// a panic ends its thread or its task, and the join returns it as an error;
/// the others go on. (A panic also writes a message on standard error, and one
/// of the main thread ends the process.) A panic is for bugs. Work that may
/// fail returns a `Result`, and the join hands that over like any other value.
#[tokio::main(flavor = "current_thread")]
pub async fn results_and_panics(log: &Log) {
    let main = log.task("main");

    let jobs = [1, 2, 3, 4].map(|id| tokio::spawn(async move { print_job(id) }));
    for (id, job) in (1..).zip(jobs) {
        match job.await {
            Ok(Ok(pages)) => writeln!(main, "job {id}: {pages} pages"),
            Ok(Err(error)) => writeln!(main, "job {id} failed: {error}"),
            Err(ended) => {
                let panic = ended.into_panic();
                writeln!(main, "job {id} panicked: {}", message(&*panic));
            }
        }
    }
}

fn print_job(id: u64) -> Result<u64> {
    ensure!(id != 2, "out of paper");
    if id == 3 {
        panic!("job {id} has no pages at all");
    }
    Ok(10 * id)
}

/// A panic hands over what `panic!` was given: a `String` if there was something to
/// format, else a `&str`. It comes as `Any`, a value of an unknown type;
/// `downcast_ref` returns it if it has the type that is asked for.
fn message(panic: &(dyn Any + Send)) -> &str {
    match panic.downcast_ref::<String>() {
        Some(text) => text,
        None => panic.downcast_ref::<&str>().unwrap_or(&"no text"),
    }
}

/// In Go a panic that nobody recovers ends the whole process. In Rust it
/// ends one thread or one task, and only the join hands it to you. If you
/// drop the handle, only the panic hook is told, which writes a message:
/// everything else goes on, and the process can still exit with 0. A thread
/// of Python behaves in the same way. So keep each handle, in a `JoinSet`
/// for instance, and look at each result. With `panic = "abort"` in a
/// profile of `Cargo.toml`, every panic ends the process after the message.
#[tokio::main(flavor = "current_thread")]
pub async fn unseen_panics(log: &Log) {
    let main = log.task("main");
    let alive = || Handle::current().metrics().num_alive_tasks();

    let printer = main.starts("detached printer");
    drop(tokio::spawn(async move {
        writeln!(printer, "panics");
        panic!("out of paper");
    }));
    while alive() > 0 {
        yield_now().await; // until the printer has ended
    }
    writeln!(main, "goes on, and knows nothing of the panic");

    let mut printers = JoinSet::new();
    let printer = main.starts("joined printer");
    printers.spawn(async move {
        writeln!(printer, "panics");
        panic!("out of ink");
    });
    while let Some(ended) = printers.join_next().await {
        writeln!(main, "is told: panicked {}", ended.unwrap_err().is_panic());
    }
}

/// A channel hands values from one task to another; week 8 is about channels. In Go,
/// `for v := range ch` ends when somebody calls `close`, which is easily forgotten.
/// In Rust the loop ends when the last sender is dropped. A sender that was moved
/// into a thread is dropped at the end of that thread. Only a sender that somebody
/// keeps, main for instance, has to be dropped by hand.
pub fn first_channel(log: &Log) {
    let main = log.task("main");
    let (sender, orders) = channel::unbounded();

    let clerk = main.starts("clerk");
    let writing = thread::spawn(move || {
        for order in ["2 maps", "1 atlas", "5 stamps"] {
            clerk.sends(order);
            sender.send(order).unwrap();
        }
    }); // the thread owns the sender, and drops it here
    for order in orders {
        main.receives(order);
    }
    writeln!(main, "no sender is left");
    writing.join().unwrap();
}

/// A goroutine that sends to a channel without room, from which nobody receives,
/// waits for ever and stays in memory. Go's `NumGoroutine` counts it. Since Go 1.27
/// the `goroutineleak` profile shows it, if nothing that can still run reaches its
/// channel. In Rust a task leaks in this way only if somebody keeps the receiver
/// and no longer receives. If the receiver is dropped, the waiting send fails, and
/// the error gives the value back. tokio counts the tasks that are alive.
#[tokio::main(flavor = "current_thread")]
pub async fn leaks(log: &Log) {
    let main = log.task("main");
    let alive = || Handle::current().metrics().num_alive_tasks();

    let (sender, answers) = mpsc::channel(1); // has room for one value
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

/// Go passes a `context.Context` to the goroutine, which selects on its `Done`
/// channel. Python's `cancel` raises an exception at the await. Here each task
/// gets a clone of a `CancellationToken`. `run_until_cancelled` returns `Some`
/// with the value of the work, or `None` if the token is cancelled and the value
/// is not there yet. Then the task cleans up in its own code. `abort` would end
/// the task at its await, and only the `drop` of its values would run.
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

/// When a program does not end, which task still waits? Go prints the
/// stacks of all goroutines, for the signal SIGQUIT or by `runtime.Stack`.
/// A goroutine has no name, but it can carry labels (`pprof.Do`), and since
/// Go 1.27 the stacks show them, if `go.mod` says `go 1.27` or more. Python's
/// threads and asyncio's tasks have names. tokio's tasks have names only in
/// builds with `tokio_unstable`, so keep a name beside the id of each task.
/// Here each task that ends is taken off a list: if none ends for 100 ms,
/// those still on the list may hang, or they are slow.
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
        writeln!(main, "{name} has not ended");
    }
    tasks.shutdown().await; // aborts what is left
}
