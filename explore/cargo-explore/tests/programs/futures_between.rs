//! exit 1: Both tasks read 0 from count before either wrote. So one of the two updates was lost.
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use futures::SinkExt;
use futures::channel::mpsc;

#[tokio::main]
async fn main() {
    let count = Arc::new(AtomicU32::new(0));
    let (sends, _receives) = mpsc::channel(8);
    let tasks = [1, 2].map(|number| {
        let (count, mut sends) = (Arc::clone(&count), sends.clone());
        tokio::spawn(async move {
            let seen = count.load(SeqCst);
            // There is room, and others may still come in.
            sends.send(number).await.unwrap();
            count.store(seen + 1, SeqCst);
        })
    });
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(count.load(SeqCst), 2);
}
