//! exit 1: in it, time passed once while a task could go on
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

/// The clock is that of the machine.
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (sender, receiver) = oneshot::channel();
    let task = tokio::spawn(async move {
        sleep(Duration::from_millis(10)).await;
        sender.send(()).unwrap();
    });
    timeout(Duration::from_millis(20), receiver).await.expect("in time").unwrap();
    task.await.unwrap();
}
