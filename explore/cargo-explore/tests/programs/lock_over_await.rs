//! exit 1: task 2 waits for total, held by task 1
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc;

async fn add(total: Arc<Mutex<u32>>, send: mpsc::Sender<u32>) {
    let mut total = total.lock().unwrap();
    *total += 1;
    let _ = send.send(*total).await;
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let total = Arc::new(Mutex::new(0));
    let (send, mut receive) = mpsc::channel(1);
    let local = tokio::task::LocalSet::new();
    local
        .run_until(async move {
            for _ in 0..2 {
                tokio::task::spawn_local(add(total.clone(), send.clone()));
            }
            drop(send);
            while receive.recv().await.is_some() {}
        })
        .await;
}
