//! exit 1: FAILS, a livelock main finds sender empty in line 10 again and again.
//! exit 1: main never awaits meanwhile
use std::time::Duration;
use tokio::sync::mpsc;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (sender, mut inbox) = mpsc::channel(1);
    let task = tokio::spawn(send(sender));
    while inbox.try_recv().is_err() {
        std::hint::spin_loop();
    }
    task.await.unwrap();
}

async fn send(sender: mpsc::Sender<u32>) {
    tokio::time::sleep(Duration::from_millis(1)).await;
    sender.send(1).await.unwrap();
}
