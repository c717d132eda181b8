// cargo add tokio@1.54 --features macros,test-util

use std::sync::OnceLock;
use std::time::Duration;

use tokio::select;
use tokio::sync::mpsc;
use tokio::time::{Instant, Interval, interval_at, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count

    let clerk = "unsafe";
    let mut orders = five_orders();
    let mut beat = every_100_ms();
    let mut checked = Vec::new();
    loop {
        select! {
            biased; // when both are ready, the clock comes first
            _ = beat.tick() => println!("{:4} ms  {clerk}: hears the clock", clock()),
            order = next_checked(clerk, &mut orders) => match order {
                Some(order) => checked.push(order),
                None => break,
            },
        }
    }
    println!("{:4} ms  {clerk}: has checked {checked:?}", clock());

    let clerk = "safe";
    let mut orders = five_orders();
    let mut beat = every_100_ms();
    let mut checked = Vec::new();
    loop {
        select! {
            biased;
            _ = beat.tick() => println!("{:4} ms  {clerk}: hears the clock", clock()),
            order = orders.recv() => match order {
                Some(order) => checked.push(check(clerk, order).await),
                None => break,
            },
        }
    }
    println!("{:4} ms  {clerk}: has checked {checked:?}", clock());
    send_or_leave().await;
    reserve_or_leave().await;
}

/// 25 ms from now for the first time.
fn every_100_ms() -> Interval {
    interval_at(
        Instant::now() + Duration::from_millis(25),
        Duration::from_millis(100),
    )
}

/// Not cancel-safe: during the check, nobody else has the order.
async fn next_checked(
    clerk: &str,
    orders: &mut mpsc::Receiver<u32>,
) -> Option<u32> {
    let order = orders.recv().await?;
    Some(check(clerk, order).await)
}

async fn check(clerk: &str, order: u32) -> u32 {
    println!("{:4} ms  {clerk}: takes order {order}", clock());
    sleep(Duration::from_millis(10)).await;
    order
}

/// The order is moved into the future of `send`, which waits for room.
async fn send_or_leave() {
    let (orders_in, mut orders) = mpsc::channel(1);
    orders_in.send("order 6".to_string()).await.unwrap();
    let order = "order 7".to_string();
    select! {
        sent = orders_in.send(order) => sent.unwrap(),
        () = sleep(Duration::from_millis(10)) => {
            // and `order` was dropped with the send
            println!("{:4} ms  send: leaves", clock());
        }
    }
    drop(orders_in);
    while let Some(order) = orders.recv().await {
        println!("{:4} ms  send: {order} has arrived", clock());
    }
}

async fn reserve_or_leave() {
    let (orders_in, _orders) = mpsc::channel(1);
    orders_in.send("order 6".to_string()).await.unwrap();
    let order = "order 7".to_string();
    select! {
        room = orders_in.reserve() => room.unwrap().send(order),
        () = sleep(Duration::from_millis(10)) => println!("{:4} ms  reserve: leaves with {order}", clock()),
    }
}

/// All five are inside, and the channel is closed.
fn five_orders() -> mpsc::Receiver<u32> {
    let (orders_in, orders) = mpsc::channel(5);
    for order in 1..=5 {
        orders_in.try_send(order).unwrap();
    }
    orders
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
