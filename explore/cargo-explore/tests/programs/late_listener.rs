//! exit 1: FAILS, a result was read before its task had ended
//! exit 1: main looked at heard in line 23.
//! The late one wants only what comes from then on.
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use tokio::sync::broadcast;

#[tokio::main]
async fn main() {
    let (news, mut early) = broadcast::channel(4);
    let greeted = tokio::spawn(async move { early.recv().await.unwrap() });
    news.send("welcome").unwrap();
    assert_eq!(greeted.await.unwrap(), "welcome");
    let heard = Arc::new(AtomicU32::new(0));
    let (mut late, counts) = (news.subscribe(), Arc::clone(&heard));
    let listener = tokio::spawn(async move {
        while late.recv().await.is_ok() {
            counts.fetch_add(1, SeqCst);
        }
    });
    news.send("go").unwrap();
    drop(news);
    assert_eq!(heard.load(SeqCst), 1);
    listener.await.unwrap();
}
