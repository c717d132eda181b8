// holds goroutine_basics speedup: "two awaits in turn do not overlap"
// with tokio

use std::time::Duration;

use tokio::time::{Instant, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn main() {
    let wait = || sleep(Duration::from_millis(10));
    let start = Instant::now();
    wait().await;
    wait().await;
    println!("in turn: {} ms", start.elapsed().as_millis());
    let start = Instant::now();
    tokio::join!(wait(), wait());
    println!("together: {} ms", start.elapsed().as_millis());
}

// prints:
// in turn: 20 ms
// together: 10 ms
