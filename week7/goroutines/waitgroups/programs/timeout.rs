// cargo add tokio@1.54 --features macros,test-util
// cargo add tokio-util@0.7.20 --features rt

use std::sync::OnceLock;
use std::time::Duration;

use tokio::time::{self, sleep};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count

    for (patience, slowest) in [(100, 30), (50, 300)] {
        let tracker = TaskTracker::new();
        let token = CancellationToken::new();
        for work in [10, 20, slowest] {
            let task = format!("{work} ms of work");
            let token = token.clone();
            tracker.spawn(async move {
                let work = sleep(Duration::from_millis(work));
                match token.run_until_cancelled(work).await {
                    Some(()) => println!("{:4} ms  {task}: done", clock()),
                    None => println!("{:4} ms  {task}: cancelled", clock()),
                }
            });
        }
        tracker.close();
        let in_time =
            time::timeout(Duration::from_millis(patience), tracker.wait()).await;
        println!("{:4} ms  main: in time: {}", clock(), in_time.is_ok());
        token.cancel();
        tracker.wait().await; // until the tasks that were late have ended
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
