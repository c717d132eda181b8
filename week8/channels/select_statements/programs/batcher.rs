// cargo add tokio@1.54 --features macros,test-util
// cargo add tokio-util@0.7.20

use std::sync::OnceLock;
use std::time::Duration;

use tokio::select;
use tokio::sync::mpsc;
use tokio::time::{Instant, interval_at, sleep};
use tokio_util::sync::CancellationToken;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let (orders_in, mut orders) = mpsc::channel(10);
    let stop = CancellationToken::new();
    let shop = shop(orders_in, stop.clone());
    let shop = tokio::spawn(shop);

    let mut batch = Vec::new();
    let too_old = sleep(Duration::ZERO);
    tokio::pin!(too_old);
    let period = Duration::from_millis(40);
    let mut beat = interval_at(Instant::now() + period, period);
    loop {
        select! {
            order = orders.recv() => {
                let Some(order) = order else { break }; // closed and drained
                if batch.is_empty() {
                    // A timer that is over may be polled again when it is set anew.
                    too_old.as_mut().reset(Instant::now() + Duration::from_millis(50));
                }
                batch.push(order);
                if batch.len() == 3 {
                    flush("size", &mut batch);
                }
            }
            () = &mut too_old, if !batch.is_empty() => {
                flush("time", &mut batch);
            }
            _ = beat.tick() => println!("{:4} ms  batcher: is alive", clock()),
            () = stop.cancelled(), if !orders.is_closed() => orders.close(),
        }
    }
    flush("shutdown", &mut batch);
    shop.await.unwrap();
}

fn flush(why: &str, batch: &mut Vec<u32>) {
    if !batch.is_empty() {
        println!("{:4} ms  batcher: stores {batch:?} by {why}", clock());
        batch.clear();
    }
}

/// Orders 1 to 7 in time, and one that comes too late.
async fn shop(orders: mpsc::Sender<u32>, stop: CancellationToken) {
    for (pause, order) in
        [(0, 1), (0, 2), (0, 3), (15, 4), (15, 5), (95, 6), (5, 7)]
    {
        sleep(Duration::from_millis(pause)).await;
        println!("{:4} ms  shop: order {order}", clock());
        orders.send(order).await.unwrap();
    }
    stop.cancel();
    orders.closed().await;
    let refused = orders.send(8).await.unwrap_err();
    println!("{:4} ms  shop: order {} comes back", clock(), refused.0);
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
