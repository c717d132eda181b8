// cargo add tokio@1.54 --features macros,test-util

use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until, timeout_at};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    // for each order; no arm is looked at meanwhile
    let work = Duration::from_millis(30);

    let (_open, mut orders) = six_orders();
    let closing = sleep_until(Instant::now() + Duration::from_millis(100));
    tokio::pin!(closing); // one timer, lent to every turn: see `select_in_a_loop`
    loop {
        tokio::select! {
            biased;
            () = &mut closing => break,
            Some(order) = orders.recv() => {
                println!("{:4} ms  deadline first: order {order}", clock());
                sleep(work).await;
            }
        }
    }
    println!("{:4} ms  closes, {} orders left", clock(), orders.len());

    let (_open, mut orders) = six_orders();
    let closing = Instant::now() + Duration::from_millis(100);
    while let Ok(Some(order)) = timeout_at(closing, orders.recv()).await {
        println!("{:4} ms  timeout_at: order {order}", clock());
        sleep(work).await;
    }
    println!("{:4} ms  closes, {} orders left", clock(), orders.len());
}

/// All of them are ready at once. The sender stays, so that only time can end the
/// loop.
fn six_orders() -> (mpsc::Sender<u32>, mpsc::Receiver<u32>) {
    let (orders_in, orders) = mpsc::channel(6);
    for order in 1..=6 {
        orders_in.try_send(order).unwrap();
    }
    (orders_in, orders)
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
