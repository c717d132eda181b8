//! exit 1: FAILS, a claim does not hold
//! A permit is forgotten as it should be, and another one is still held.
use std::sync::Arc;
use tokio::sync::Semaphore;

async fn use_one(slots: Arc<Semaphore>) {
    let _permit = slots.acquire().await.unwrap();
    tokio::task::yield_now().await;
}

#[tokio::main]
async fn main() {
    let slots = Arc::new(Semaphore::new(3));
    slots.acquire().await.unwrap().forget();
    let task = tokio::spawn(use_one(Arc::clone(&slots)));
    tokio::task::yield_now().await;
    assert_eq!(slots.available_permits(), 2);
    task.await.unwrap();
}
