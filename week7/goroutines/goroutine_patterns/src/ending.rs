//! How tasks are told to end, a few of them or all.

use std::time::Duration;

use shared::{Log, Task};
use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

/// In Go a `Context` is passed down, and others are derived from it. Tokens work in
/// the same way: to cancel a token cancels its children and their children, never its
/// parent or its siblings. Go's code has to look at `ctx.Done()` at each step. In
/// Rust `run_until_cancelled` drops the future that is wrapped in it, at the await
/// where it waits. asyncio has no tokens: there you cancel a task, and if it waits in
/// a `TaskGroup`, the tasks of that group are cancelled, too.
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
            while branch
                .run_until_cancelled(sleep(Duration::from_millis(10)))
                .await
                .is_some()
            {
                writeln!(worker, "works");
            }
            writeln!(worker, "goes home");
        });
    }

    sleep(Duration::from_millis(15)).await;
    writeln!(main, "the kitchen closes");
    kitchen.cancel();
    for _ in ["cook", "baker"] {
        staff.join_next().await.unwrap().unwrap();
    }
    writeln!(main, "still there: {}", staff.len());

    sleep(Duration::from_millis(20)).await;
    writeln!(main, "the shop closes");
    shop.cancel();
    staff.join_all().await;
    writeln!(main, "all have gone");
}

/// A shutdown has three steps: accept no more orders, finish those that were
/// accepted, and abort what is left at a deadline. An order that still waits in
/// the queue was accepted, too. `close` refuses later orders: the send fails and
/// gives the order back. Each join tells how its job ended, so every order is
/// counted. Go cannot abort a goroutine, and `abort` ends a task only at an await:
/// a call that blocks can only be waited for (see `blocked_executor`).
/// `graceful_shutdown` of week 8 drops late workers by a second token.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn graceful_shutdown(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let closing = CancellationToken::new();
    let (sender, mut orders) = mpsc::channel(2);
    let customers = main.starts("customers");
    let customers = tokio::spawn(arrive(customers, sender, closing.clone()));

    let (mut jobs, mut ended, mut accepted) = (JoinSet::new(), Ended::default(), 0);
    let mut accept = |number| {
        while let Some(job) = jobs.try_join_next() {
            ended.count(job); // else it is kept until the shop closes
        }
        accepted += 1;
        let order = main.starts(format!("order {number}"));
        jobs.spawn(async move {
            writeln!(order, "begins");
            sleep(Duration::from_millis(40 * number)).await;
            writeln!(order, "is ready");
        });
    };
    // An order that is there wins over the token. But a call of
    // `run_until_cancelled` after the cancel returns `None` at once, so
    // order 4 is not taken here.
    while let Some(Some(number)) = closing.run_until_cancelled(orders.recv()).await
    {
        accept(number);
    }
    writeln!(main, "closes the queue");
    orders.close();
    while let Some(number) = orders.recv().await {
        accept(number); // it was in the queue
    }

    main.waits_for("the jobs, 100 ms at most");
    if timeout(Duration::from_millis(100), ended.join(&mut jobs)).await.is_err() {
        writeln!(main, "aborts what is left");
        jobs.abort_all();
        ended.join(&mut jobs).await;
    }
    customers.await.unwrap();
    let Ended { finished, aborted, panicked } = ended;
    writeln!(main, "{accepted} accepted: {finished} finished, {aborted} aborted");
    writeln!(main, "panicked: {panicked}");
}

/// An order comes every 10 ms, but the fourth comes right after the third. Before
/// it, the shop is told to close, as `tokio::signal::ctrl_c` would do. So order 4
/// still waits in the queue when main closes it.
async fn arrive(
    customers: Task,
    orders: mpsc::Sender<u64>,
    closing: CancellationToken,
) {
    for number in 1..=6 {
        if number == 4 {
            closing.cancel();
        } else {
            sleep(Duration::from_millis(10)).await;
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
    panicked: usize,
}

impl Ended {
    /// The deadline may drop this future at its await. No job is lost by that: each
    /// is counted as soon as it is joined.
    async fn join(&mut self, jobs: &mut JoinSet<()>) {
        while let Some(job) = jobs.join_next().await {
            self.count(job);
        }
    }

    fn count(&mut self, job: Result<(), JoinError>) {
        match job {
            Ok(()) => self.finished += 1,
            Err(error) if error.is_panic() => self.panicked += 1,
            Err(_) => self.aborted += 1,
        }
    }
}
