// cargo add tokio@1.54 --features macros,test-util
// cargo add tokio-util@0.7.20 --features rt

use std::sync::OnceLock;
use std::time::Duration;

use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let (stop, abort) = (CancellationToken::new(), CancellationToken::new());
    let workers = TaskTracker::new();

    for (name, order) in
        [("cook", 10), ("baker", 20), ("waiter", 35), ("porter", 500)]
    {
        let order = Duration::from_millis(order);
        let working = work(name, order, stop.clone());
        workers.spawn(abort.clone().run_until_cancelled_owned(working));
    }
    workers.close(); // `wait` returns when it is closed and no task is left

    sleep(Duration::from_millis(25)).await;
    println!("{:4} ms  main: stops, and waits 50 ms at most", clock());
    stop.cancel();
    let in_time = timeout(Duration::from_millis(50), workers.wait()).await.is_ok();
    println!(
        "{:4} ms  main: in time: {in_time}, still there: {}",
        clock(),
        workers.len()
    );
    abort.cancel();
    workers.wait().await;
    println!("{:4} ms  main: still there: {}", clock(), workers.len());
}

/// Looks at the token between two orders: a stop lets it finish its order. An abort
/// does not.
async fn work(worker: &'static str, order: Duration, stop: CancellationToken) {
    while !stop.is_cancelled() {
        sleep(order).await; // prepares the order
    }
    println!("{:4} ms  {worker}: ends after its order", clock());
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
