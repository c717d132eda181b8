// cargo add tokio@1.54 --features macros,test-util
// cargo add tokio-stream@0.1.19

use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
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
        println!("{:4} ms  stores {batch:?}", clock());
    }
    println!("{:4} ms  both shops have closed", clock());
}

/// Sends the orders, with so many milliseconds before each, and closes later.
async fn shop(orders_in: mpsc::Sender<u32>, pause: u64, orders: &[u32]) {
    for order in orders {
        sleep(Duration::from_millis(pause)).await;
        orders_in.send(*order).await.unwrap();
    }
    sleep(Duration::from_millis(100)).await;
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
