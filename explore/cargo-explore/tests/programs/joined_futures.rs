//! exit 1: FAILS, a claim does not hold
//! The future that sleeps goes on later: no message is dropped.
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::time::sleep;

async fn work(jobs: &mut mpsc::Receiver<u32>, done: &AtomicU32) {
    while let Some(job) = jobs.recv().await {
        sleep(Duration::from_millis(10)).await;
        done.fetch_add(job, SeqCst);
    }
}

async fn report(done: &AtomicU32) {
    sleep(Duration::from_millis(5)).await;
    assert_eq!(done.load(SeqCst), 7);
}

#[tokio::main]
async fn main() {
    let (send, mut jobs) = mpsc::channel(1);
    let done = AtomicU32::new(0);
    send.send(7).await.unwrap();
    drop(send);
    tokio::join!(work(&mut jobs, &done), report(&done));
}
