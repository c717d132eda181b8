//! Telling tasks to end, a few of them or all.

use shared::{Log, Task};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout as within};
use tokio_util::sync::CancellationToken;

use crate::time::ms;

/// Go passes a `Context` down and derives others from it; so do tokens: cancelling one
/// cancels its children and their children, never its parent or its siblings. Where Go's
/// code must look at `ctx.Done()` at each step, `run_until_cancelled` drops whatever is
/// wrapped in it at the await where it stands.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn cancellation_tree(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let shop = CancellationToken::new();
    let (kitchen, hall) = (shop.child_token(), shop.child_token());

    let mut staff = JoinSet::new();
    for (name, branch) in
        [("cook", &kitchen), ("baker", &kitchen), ("waiter", &hall)]
    {
        let (worker, branch) = (main.starts(name), branch.clone());
        staff.spawn(async move {
            while branch.run_until_cancelled(sleep(ms(10))).await.is_some() {
                writeln!(worker, "works");
            }
            writeln!(worker, "goes home");
        });
    }

    for (at, branch, name) in [(15, kitchen, "kitchen"), (20, shop, "shop")] {
        sleep(ms(at)).await;
        writeln!(main, "the {name} closes");
        branch.cancel();
        sleep(ms(1)).await; // until they have gone
        while staff.try_join_next().is_some() {}
        writeln!(main, "still there: {}", staff.len());
    }
}

/// Four steps, in Go and Python too: take no more; let what was accepted finish; after a
/// deadline abort the rest; wait for that as well. Each join says how its job ended, so
/// nothing is lost uncounted. Dropping the receiver is the refusal: whoever sends later
/// has the order back. `abort` ends a task at an await; blocking work has none, and can
/// only be waited for: see `blocked_executor`.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn graceful_shutdown(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let closing = CancellationToken::new();
    let (sender, mut orders) = mpsc::channel(1);
    let customers = tokio::spawn(arrive(main.starts("customers"), sender));
    tokio::spawn(close_after_45_ms(closing.clone()));

    let mut jobs = JoinSet::new();
    let (mut accepted, mut finished, mut aborted) = (0, 0, 0);
    while let Some(Some(number)) = closing.run_until_cancelled(orders.recv()).await
    {
        accepted += 1;
        let order = main.starts(format!("order {number}"));
        jobs.spawn(async move {
            writeln!(order, "is accepted");
            sleep(ms(40 * number)).await;
            writeln!(order, "is ready");
        });
    }
    writeln!(main, "takes no more");
    drop(orders);

    let finish = async {
        while let Some(ended) = jobs.join_next().await {
            ended.unwrap();
            finished += 1;
        }
    };
    if within(ms(100), finish).await.is_err() {
        writeln!(main, "aborts what is left");
        jobs.abort_all();
    }
    while let Some(ended) = jobs.join_next().await {
        aborted += usize::from(ended.is_err_and(|error| error.is_cancelled()));
    }
    customers.await.unwrap();
    writeln!(main, "{accepted} accepted: {finished} finished, {aborted} aborted");
}

/// An order every 10 ms.
async fn arrive(customers: Task, orders: mpsc::Sender<u64>) {
    for number in 1..=6 {
        sleep(ms(10)).await;
        if let Err(refused) = orders.send(number).await {
            writeln!(customers, "order {} is turned away", refused.0);
        }
    }
}

/// In a real service this waits for Ctrl-C: `tokio::signal::ctrl_c`.
async fn close_after_45_ms(closing: CancellationToken) {
    sleep(ms(45)).await;
    closing.cancel();
}
