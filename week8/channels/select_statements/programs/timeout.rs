// cargo add crossbeam@0.8.5
// cargo add tokio@1.54 --features macros,test-util

use std::time::Duration;

use crossbeam::channel::{self, after, select};
use tokio::sync::mpsc;
use tokio::time::{self, Instant, sleep};

fn main() {
    let (orders_in, orders) = channel::bounded(1);

    // Nobody sends before the first timeout, and an hour is never over.
    for patience in [Duration::from_millis(1), Duration::from_secs(3600)] {
        select! {
            recv(orders) -> order => println!("thread: {}", order.unwrap()),
            recv(after(patience)) -> _ => {
                println!("thread: no order after {patience:?}");
                orders_in.send("order 1").unwrap();
            }
        }
    }
    in_a_task();
}

// `current_thread`: all tasks run on this thread. `start_paused`: when every task
// waits, the clock jumps to the next moment at which one can go on. So the times
// are exact.
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn in_a_task() {
    let (orders_in, mut orders) = mpsc::channel(1);
    tokio::spawn(async move {
        sleep(Duration::from_millis(80)).await;
        orders_in.send("order 2").await.unwrap();
    });
    let start = Instant::now();
    for _ in 0..2 {
        let order = time::timeout(Duration::from_millis(50), orders.recv()).await;
        let at = start.elapsed().as_millis();
        match order {
            Ok(order) => println!("task, {at} ms: {}", order.unwrap()),
            Err(late) => println!("task, {at} ms: {late}"),
        }
    }
}
