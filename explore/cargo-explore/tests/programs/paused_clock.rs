//! exit 0: Every behaviour of up to 3 tasks was tried
//! exit 0: Time stood still while a task could go on.
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, timeout};

async fn measures(delay: u64, limit: u64) -> Option<u32> {
    let (reading, answer) = oneshot::channel();
    let sensor = tokio::spawn(async move {
        sleep(Duration::from_millis(delay)).await;
        let _ = reading.send(20);
    });
    let result = timeout(Duration::from_millis(limit), answer).await;
    sensor.await.unwrap();
    result.ok().map(|answer| answer.expect("the sensor answers"))
}

/// A paused clock comes early for nobody.
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let start = Instant::now();
    let (fast, slow) = tokio::join!(measures(10, 50), measures(100, 50));
    assert_eq!((fast, slow), (Some(20), None));
    assert_eq!(start.elapsed(), Duration::from_millis(100));
}
