// holds race_conditions poisoning: "In Rust the lock is released and marked as
// poisoned"
// holds race_conditions unpoisoned: "tokio's mutex is not poisoned. A task that
// panics or is aborted under the lock releases it"
// with tokio

use std::sync::{Arc, Mutex};
use std::thread;

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let pages = Arc::new(Mutex::new(0));
    let theirs = Arc::clone(&pages);
    let worker = thread::spawn(move || {
        let _guard = theirs.lock().unwrap();
        panic!("out of paper");
    });
    worker.join().unwrap_err();
    println!("std: poisoned {}", pages.lock().is_err());

    let pages = Arc::new(tokio::sync::Mutex::new(0));
    let theirs = Arc::clone(&pages);
    let worker = thread::spawn(move || {
        let _guard = theirs.blocking_lock();
        panic!("no ink");
    });
    worker.join().unwrap_err();
    println!("tokio: locked by the next {}", pages.try_lock().is_ok());

    let theirs = Arc::clone(&pages);
    let waits = tokio::spawn(async move {
        let _guard = theirs.lock().await;
        std::future::pending::<()>().await;
    });
    tokio::task::yield_now().await;
    println!("tokio: held over an await {}", pages.try_lock().is_err());
    waits.abort();
    waits.await.unwrap_err();
    println!("tokio: free after an abort {}", pages.try_lock().is_ok());
}

// stderr has "out of paper"
// stderr has "no ink"
// prints:
// std: poisoned true
// tokio: locked by the next true
// tokio: held over an await true
// tokio: free after an abort true
