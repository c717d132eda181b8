//! exit 0: schedules had not ended after many steps: from there on each task had its turns
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;

#[tokio::main]
async fn main() {
    let (sender, mut receiver) = mpsc::channel::<i32>(1);
    drop(sender);
    let looped = timeout(Duration::from_millis(20), async {
        loop {
            receiver.recv().await;
        }
    });
    assert!(looped.await.is_err());
}
