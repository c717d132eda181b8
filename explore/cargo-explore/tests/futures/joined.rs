//! In which order tasks get an async lock, and what they find in a shared future.

use futures::future::{FutureExt, join_all};
use futures::lock::Mutex;
use std::sync::Arc;

#[tokio::main]
async fn main() {
    let order = Arc::new(Mutex::new(Vec::new()));
    let held = order.lock().await;
    let tasks: Vec<_> = (0..2)
        .map(|number| {
            let order = Arc::clone(&order);
            let adds = async move { order.lock().await.push(number) };
            tokio::spawn(adds.boxed())
        })
        .collect();
    drop(held);
    let shared = async { 5 }.shared();
    let both = (tokio::spawn(shared.clone()), shared);
    let found = (both.0.await.unwrap(), both.1.await);
    join_all(tasks).await;
    outcome(format!("{:?} {found:?}", *order.lock().await));
}
