//! exit 1: steps in futures-util
//! exit 1: main panics in line 20: assertion `left == right` failed
use futures::channel::oneshot;
use futures::stream::{FuturesUnordered, StreamExt};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut all = FuturesUnordered::new();
    for number in 0..2 {
        let (sends, receives) = oneshot::channel();
        tokio::spawn(async move { sends.send(number).unwrap() });
        all.push(receives);
    }
    let mut order = Vec::new();
    while let Some(number) = all.next().await {
        order.push(number.unwrap());
    }
    // No cause is made of what the crate does within: its atomics are no matter of the file.
    let expected = [0, 1];
    assert_eq!(order, expected);
}
