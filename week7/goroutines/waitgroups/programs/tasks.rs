// cargo add tokio@1.54 --features macros,test-util
// cargo add tokio-util@0.7.20 --features rt

use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time;
use tokio_util::task::TaskTracker;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut squares = JoinSet::new();
    for n in 1..=4 {
        squares.spawn(async move { n * n });
    }
    while let Some(square) = squares.join_next().await {
        println!("main: a result: {}", square.unwrap());
    }

    let tracker = TaskTracker::new();
    for name in ["task A", "task B"] {
        tracker.spawn(async move { println!("{name}: runs") });
    }
    // The clock is paused: it jumps when nobody can go on, so this takes no time.
    let over = time::timeout(Duration::from_secs(1), tracker.wait()).await.is_ok();
    println!("main: tasks left: {}, the wait is over: {over}", tracker.len());
    tracker.close();
    tracker.wait().await;
    println!("main: after the close, the wait is over");
}
