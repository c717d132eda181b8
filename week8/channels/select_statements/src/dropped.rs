//! What becomes of the futures that did not win.

use std::time::Duration;

use shared::{Log, Task};
use tokio::select;
use tokio::sync::mpsc;
use tokio::time::{Instant, Interval, interval_at, sleep};

/// Nobody can stop a goroutine half-way, but tokio's `select!` drops the
/// future of each arm that lost, with all that it holds. Here such a future
/// has taken an order and has not checked it yet, so the order is lost. A
/// future that can be dropped and made anew without any loss is called
/// cancel-safe; `recv` is. So wait for `recv` alone, and check in the body of
/// the arm, which no other arm interrupts. In the same way a `send` that lost
/// drops its order: wait for room with `reserve()`, which holds no order,
/// only a place (see `lost_place`). In asyncio, `cancel` does the same harm.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn cancel_safety(log: &Log) {
    log.clock(Instant::now);

    let clerk = log.task("unsafe");
    let mut orders = five_orders();
    let mut beat = every_100_ms();
    let mut checked = Vec::new();
    loop {
        select! {
            biased; // when both are ready, the clock comes first
            _ = beat.tick() => writeln!(clerk, "hears the clock"),
            order = next_checked(&clerk, &mut orders) => match order {
                Some(order) => checked.push(order),
                None => break,
            },
        }
    }
    writeln!(clerk, "has checked {checked:?}");

    let clerk = log.task("safe");
    let mut orders = five_orders();
    let mut beat = every_100_ms();
    let mut checked = Vec::new();
    loop {
        select! {
            biased;
            _ = beat.tick() => writeln!(clerk, "hears the clock"),
            order = orders.recv() => match order {
                Some(order) => checked.push(check(&clerk, order).await),
                None => break,
            },
        }
    }
    writeln!(clerk, "has checked {checked:?}");
    send_or_leave(&log.task("send")).await;
    reserve_or_leave(&log.task("reserve")).await;
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
    clerk: &Task,
    orders: &mut mpsc::Receiver<u32>,
) -> Option<u32> {
    let order = orders.recv().await?;
    Some(check(clerk, order).await)
}

async fn check(clerk: &Task, order: u32) -> u32 {
    writeln!(clerk, "takes order {order}");
    sleep(Duration::from_millis(10)).await;
    order
}

/// The order is moved into the future of `send`, which waits for room.
async fn send_or_leave(shop: &Task) {
    let (orders_in, mut orders) = mpsc::channel(1);
    orders_in.send("order 6".to_string()).await.unwrap();
    let order = "order 7".to_string();
    select! {
        sent = orders_in.send(order) => sent.unwrap(),
        () = sleep(Duration::from_millis(10)) => {
            writeln!(shop, "leaves"); // and `order` was dropped with the send
        }
    }
    drop(orders_in);
    while let Some(order) = orders.recv().await {
        writeln!(shop, "{order} has arrived");
    }
}

async fn reserve_or_leave(shop: &Task) {
    let (orders_in, _orders) = mpsc::channel(1);
    orders_in.send("order 6".to_string()).await.unwrap();
    let order = "order 7".to_string();
    select! {
        room = orders_in.reserve() => room.unwrap().send(order),
        () = sleep(Duration::from_millis(10)) => writeln!(shop, "leaves with {order}"),
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

/// An arm that makes its future in the loop makes a new one in each turn,
/// and the old one is dropped with its work. So a page that takes 35 ms is
/// never printed if something else happens every 10 ms. In Go a
/// `time.After` in the loop starts anew in the same way. Make the future
/// once, before the loop, and lend it to each turn. A future that has begun
/// may hold references to its own values, so `tokio::pin!` makes sure that
/// nobody can move it in memory. Without the `pin!` this does not compile:
///
/// ```compile_fail,E0277
/// # fn main() {}
/// # async fn print_page() {}
/// # async fn tick() {}
/// # async fn prints() {
/// let mut page = print_page();
/// loop {
///     tokio::select! {
///         () = &mut page => break,
///         () = tick() => {}
///     }
/// }
/// # }
/// // error[E0277]: `{async fn body of print_page()}` cannot be unpinned
/// ```
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn select_in_a_loop(log: &Log) {
    let main = log.task("main");

    let (mut ticks, mut printed) = (0, false);
    let mut ticker = every_10_ms();
    while ticks < 100 && !printed {
        select! {
            () = print_page() => printed = true,
            _ = ticker.tick() => ticks += 1,
        }
    }
    writeln!(main, "made anew: {ticks} ticks, printed: {printed}");

    let (mut ticks, mut printed) = (0, false);
    let mut ticker = every_10_ms();
    let page = print_page();
    tokio::pin!(page);
    while ticks < 100 && !printed {
        select! {
            () = &mut page => printed = true, // this ends the loop
            _ = ticker.tick() => ticks += 1,
        }
    }
    writeln!(main, "made once: {ticks} ticks, printed: {printed}");
}

fn every_10_ms() -> Interval {
    let period = Duration::from_millis(10);
    interval_at(Instant::now() + period, period)
}

async fn print_page() {
    sleep(Duration::from_millis(35)).await;
}
