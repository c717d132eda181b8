//! exit 1: main waits to be woken in line 12, and no task wakes it.
//! exit 1: steps in futures-channel
use futures::StreamExt;
use futures::channel::mpsc;

#[tokio::main]
async fn main() {
    let (sends, mut receives) = mpsc::unbounded();
    let kept = sends.clone();
    tokio::spawn(async move { sends.unbounded_send(1).unwrap() });
    let mut sum = 0;
    while let Some(number) = receives.next().await {
        sum += number;
    }
    drop(kept);
    assert_eq!(sum, 1);
}
