// cargo add tokio@1.54 --features macros,test-util
// cargo add tokio-util@0.7.20

use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let closing = CancellationToken::new();
    let (sender, mut orders) = mpsc::channel(2);
    let customers = tokio::spawn(arrive(sender, closing.clone()));

    let (mut jobs, mut ended, mut accepted) = (JoinSet::new(), Ended::default(), 0);
    let mut accept = |number| {
        while let Some(job) = jobs.try_join_next() {
            ended.count(job); // else it is kept until the shop closes
        }
        accepted += 1;
        let order = format!("order {number}");
        jobs.spawn(async move {
            println!("{:4} ms  {order}: begins", clock());
            sleep(Duration::from_millis(40 * number)).await;
            println!("{:4} ms  {order}: is ready", clock());
        });
    };
    // An order that is there wins over the token. But a call of
    // `run_until_cancelled` after the cancel returns `None` at once, so
    // order 4 is not taken here.
    while let Some(Some(number)) = closing.run_until_cancelled(orders.recv()).await
    {
        accept(number);
    }
    println!("{:4} ms  main: closes the queue", clock());
    orders.close();
    while let Some(number) = orders.recv().await {
        accept(number); // it was in the queue
    }

    if timeout(Duration::from_millis(100), ended.join(&mut jobs)).await.is_err() {
        println!("{:4} ms  main: aborts what is left", clock());
        jobs.abort_all();
        ended.join(&mut jobs).await;
    }
    customers.await.unwrap();
    let Ended { finished, aborted, panicked } = ended;
    println!(
        "{:4} ms  main: {accepted} accepted: {finished} finished, {aborted} aborted",
        clock()
    );
    println!("{:4} ms  main: panicked: {panicked}", clock());
}

/// An order comes every 10 ms, but the fourth comes right after the third. Before
/// it, the shop is told to close, as `tokio::signal::ctrl_c` would do. So order 4
/// still waits in the queue when main closes it.
async fn arrive(orders: mpsc::Sender<u64>, closing: CancellationToken) {
    for number in 1..=6 {
        if number == 4 {
            closing.cancel();
        } else {
            sleep(Duration::from_millis(10)).await;
        }
        if let Err(refused) = orders.send(number).await {
            println!(
                "{:4} ms  customers: order {} is turned away",
                clock(),
                refused.0
            );
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

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
