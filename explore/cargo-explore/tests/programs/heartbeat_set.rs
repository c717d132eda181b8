//! exit 1: FAILS, the lock was released too early
//! exit 1: locks total in line 11 and again in line 13.
//! The heartbeat has no end: it is meant to be aborted.
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::task::{JoinSet, yield_now};
use tokio::time::sleep;

async fn add(total: Arc<Mutex<u32>>, plus: u32) {
    let before = *total.lock().await;
    yield_now().await;
    *total.lock().await = before + plus;
}

async fn beat() {
    loop {
        sleep(Duration::from_secs(60)).await;
    }
}

#[tokio::main]
async fn main() {
    let total = Arc::new(Mutex::new(0));
    let mut heartbeat = JoinSet::new();
    heartbeat.spawn(beat());
    let adds = [1, 2].map(|plus| tokio::spawn(add(Arc::clone(&total), plus)));
    for add in adds {
        add.await.unwrap();
    }
    drop(heartbeat);
    assert_eq!(*total.lock().await, 3);
}
