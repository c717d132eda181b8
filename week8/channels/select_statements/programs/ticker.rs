// cargo add tokio@1.54 --features macros,test-util

use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    for (policy, ticks) in [
        (MissedTickBehavior::Burst, 6),
        (MissedTickBehavior::Delay, 4),
        (MissedTickBehavior::Skip, 4),
    ] {
        let start = Instant::now();
        // the first tick is at 0
        let mut ticker = interval(Duration::from_millis(100));
        ticker.set_missed_tick_behavior(policy);
        let mut seen = String::new();
        for tick in 0..ticks {
            ticker.tick().await;
            seen += &format!(" {}", start.elapsed().as_millis());
            if tick == 0 {
                sleep(Duration::from_millis(350)).await; // the reader is busy
            }
        }
        println!("{policy:?}:{seen} ms");
    }
}
