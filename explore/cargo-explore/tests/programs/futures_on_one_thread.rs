//! exit 0: Every behaviour of up to 3 tasks was tried
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use futures::SinkExt;
use futures::channel::mpsc;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let count = Arc::new(AtomicU32::new(0));
    let (sends, _receives) = mpsc::channel(8);
    let tasks = [1, 2].map(|number| {
        let (count, mut sends) = (Arc::clone(&count), sends.clone());
        tokio::spawn(async move {
            let seen = count.load(SeqCst);
            // There is room, and the thread is not given away.
            sends.send(number).await.unwrap();
            count.store(seen + 1, SeqCst);
        })
    });
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(count.load(SeqCst), 2);
}
