//! In which order a `FuturesUnordered` gives what tasks send.

use futures::channel::oneshot;
use futures::stream::{FuturesUnordered, StreamExt};

#[tokio::main]
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
    outcome(format!("{order:?}"));
}
