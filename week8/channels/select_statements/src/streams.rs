//! Channels as streams.

use std::time::Duration;

use shared::Log;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

/// A stream is an iterator whose `next` is awaited. The crate tokio-stream makes
/// a stream out of a receiver, and gives it some methods of iterators, such as
/// `map`, `filter` and `take`. It adds `merge` for two sources, `timeout`, and
/// batches by size and time. So a loop around `select!` can often be written as
/// one chain. In Go each stage is a goroutine with two channels. In Python a
/// stream is an asynchronous generator, and `async for` reads it.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn stream(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let (web_in, web) = mpsc::channel(8);
    let (desk_in, desk) = mpsc::channel(8);
    tokio::spawn(shop(web_in, 0, &[0, 1, 2, 3]));
    tokio::spawn(shop(desk_in, 15, &[4, 5]));

    let batches = ReceiverStream::new(web)
        .merge(ReceiverStream::new(desk))
        .filter(|order| *order != 0) // an order of nothing
        .chunks_timeout(3, Duration::from_millis(50));
    tokio::pin!(batches); // it has to stay where it is while it is awaited
    while let Some(batch) = batches.next().await {
        writeln!(main, "stores {batch:?}");
    }
    writeln!(main, "both shops have closed");
}

/// Sends the orders, with so many milliseconds before each, and closes later.
async fn shop(orders_in: mpsc::Sender<u32>, pause: u64, orders: &[u32]) {
    for order in orders {
        sleep(Duration::from_millis(pause)).await;
        orders_in.send(*order).await.unwrap();
    }
    sleep(Duration::from_millis(100)).await;
}
