//! Telling tasks to end, a few of them or all.

use std::panic;

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

    sleep(ms(15)).await;
    writeln!(main, "the kitchen closes");
    kitchen.cancel();
    for _ in ["cook", "baker"] {
        staff.join_next().await.unwrap().unwrap();
    }
    writeln!(main, "still there: {}", staff.len());

    sleep(ms(20)).await;
    writeln!(main, "the shop closes");
    shop.cancel();
    staff.join_all().await;
    writeln!(main, "all have gone");
}

/// Take no more; finish what was accepted, also what still stands in the queue; after a
/// deadline abort the rest, and wait for that too. Go cannot abort a goroutine, it asks
/// and hopes. Here each join says how its job ended, so none is lost uncounted. `close`
/// is the refusal: whoever sends later has the order back. `abort` ends a task at an
/// await; blocking work has none and can only be waited for: see `blocked_executor`.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn graceful_shutdown(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let closing = CancellationToken::new();
    let (sender, mut orders) = mpsc::channel(2);
    let customers = main.starts("customers");
    let customers = tokio::spawn(arrive(customers, sender, closing.clone()));

    let mut jobs = JoinSet::new();
    let mut accept = |number| {
        let order = main.starts(format!("order {number}"));
        jobs.spawn(async move {
            writeln!(order, "is accepted");
            sleep(ms(40 * number)).await;
            writeln!(order, "is ready");
        });
    };
    while let Some(Some(number)) = closing.run_until_cancelled(orders.recv()).await
    {
        accept(number);
    }
    writeln!(main, "takes no more");
    orders.close();
    while let Some(number) = orders.recv().await {
        accept(number); // it came in time
    }

    let (accepted, mut ended) = (jobs.len(), Ended::default());
    main.waits_for("the jobs, 100 ms at most");
    if within(ms(100), ended.join(&mut jobs)).await.is_err() {
        writeln!(main, "aborts what is left");
        jobs.abort_all();
        ended.join(&mut jobs).await;
    }
    customers.await.unwrap();
    let Ended { finished, aborted } = ended;
    writeln!(main, "{accepted} accepted: {finished} finished, {aborted} aborted");
}

/// An order every 10 ms; the fourth comes with the third, and with it comes Ctrl-C
/// (`tokio::signal::ctrl_c`): one of the two still stands in the queue.
async fn arrive(
    customers: Task,
    orders: mpsc::Sender<u64>,
    closing: CancellationToken,
) {
    for number in 1..=6 {
        if number == 4 {
            closing.cancel();
        } else {
            sleep(ms(10)).await;
        }
        if let Err(refused) = orders.send(number).await {
            writeln!(customers, "order {} is turned away", refused.0);
        }
    }
}

#[derive(Default)]
struct Ended {
    finished: usize,
    aborted: usize,
}

impl Ended {
    /// Dropped at its await by the deadline, it has counted all that it has joined.
    async fn join(&mut self, jobs: &mut JoinSet<()>) {
        while let Some(ended) = jobs.join_next().await {
            match ended {
                Ok(()) => self.finished += 1,
                Err(error) if error.is_cancelled() => self.aborted += 1,
                Err(error) => panic::resume_unwind(error.into_panic()),
            }
        }
    }
}
