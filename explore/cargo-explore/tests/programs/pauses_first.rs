//! exit 0: Time stood still while a task could go on.
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{pause, sleep, timeout};

/// Who pauses the clock before anything else has a clock that comes early for nobody.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    pause();
    let (sender, receiver) = oneshot::channel();
    let task = tokio::spawn(async move {
        sleep(Duration::from_millis(10)).await;
        sender.send(()).unwrap();
    });
    timeout(Duration::from_millis(20), receiver).await.expect("in time").unwrap();
    task.await.unwrap();
}
