//! Arms that are ready when their time has come.

use std::time::Duration;

use crossbeam::channel::{self, after, select};
use shared::{Log, Task};
use tokio::sync::mpsc;
use tokio::time::{
    self, Instant, MissedTickBehavior, interval, sleep, sleep_until, timeout_at,
};

/// Go puts `time.After` into a case; Python's `queue.get(timeout=1)` raises
/// `Empty`. For one channel a thread has `recv_timeout`; in a `select!` it
/// takes crossbeam's `after`, a receiver that gets one message when the
/// time is over. A task wraps a future in `tokio::time::timeout`, which
/// drops it when the time is over. A future is what a call of an `async fn`
/// returns: work that goes on only while somebody polls it, as `.await`
/// does. Dropping this `recv` loses nothing: the next one finds the order
/// that comes later. `cancel_safety` shows a future that is not as safe.
pub fn timeout(log: &Log) {
    let main = log.task("main");
    let (orders_in, orders) = channel::bounded(1);

    // Nobody sends before the first timeout, and an hour is never over.
    for patience in [Duration::from_millis(1), Duration::from_secs(3600)] {
        select! {
            recv(orders) -> order => writeln!(main, "thread: {}", order.unwrap()),
            recv(after(patience)) -> _ => {
                writeln!(main, "thread: no order after {patience:?}");
                orders_in.send("order 1").unwrap();
            }
        }
    }
    in_a_task(&main);
}

// `current_thread`: all tasks run on this thread. `start_paused`: when every task waits,
// the clock jumps to the next moment at which one can go on. So the times are exact.
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn in_a_task(main: &Task) {
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
            Ok(order) => writeln!(main, "task, {at} ms: {}", order.unwrap()),
            Err(late) => writeln!(main, "task, {at} ms: {late}"),
        }
    }
}

/// A timeout that is made inside the loop starts again with every order,
/// so it may never be over. In Go a `time.After` in the loop starts again,
/// too. Make one deadline before the loop. When an order and the deadline
/// are both there, Go's `select` picks at random. With `biased`, tokio's
/// looks at its arms from the top: the deadline stands first, and once its
/// timer has fired nothing is taken. `timeout_at` tries the receive first:
/// as long as orders are ready, it takes them, even after the deadline.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn deadline(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let work = Duration::from_millis(30); // for each order; no arm is looked at meanwhile

    let (_open, mut orders) = six_orders();
    let closing = sleep_until(Instant::now() + Duration::from_millis(100));
    tokio::pin!(closing); // one timer, lent to every turn: see `select_in_a_loop`
    loop {
        tokio::select! {
            biased;
            () = &mut closing => break,
            Some(order) = orders.recv() => {
                writeln!(main, "deadline first: order {order}");
                sleep(work).await;
            }
        }
    }
    writeln!(main, "closes, {} orders left", orders.len());

    let (_open, mut orders) = six_orders();
    let closing = Instant::now() + Duration::from_millis(100);
    while let Ok(Some(order)) = timeout_at(closing, orders.recv()).await {
        writeln!(main, "timeout_at: order {order}");
        sleep(work).await;
    }
    writeln!(main, "closes, {} orders left", orders.len());
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

/// A clock ticks every 100 ms, and its reader is busy for 350 ms. tokio's
/// `interval` has three policies: `Burst`, the default, delivers the three
/// missed ticks at 350 ms. `Delay` delivers one at 350 ms, and the next comes
/// 100 ms later. `Skip` delivers one at 350 ms, and the next comes at 400 ms,
/// a multiple of 100 ms again. Go's `time.Tick` and crossbeam's `tick` are
/// channels that keep one late tick and drop the others. After it, Go returns
/// to multiples of 100 ms, and crossbeam counts anew from its delivery.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn ticker(log: &Log) {
    let main = log.task("main");

    for (policy, ticks) in [
        (MissedTickBehavior::Burst, 6),
        (MissedTickBehavior::Delay, 4),
        (MissedTickBehavior::Skip, 4),
    ] {
        let start = Instant::now();
        let mut ticker = interval(Duration::from_millis(100)); // the first tick is at 0
        ticker.set_missed_tick_behavior(policy);
        let mut seen = String::new();
        for tick in 0..ticks {
            ticker.tick().await;
            seen += &format!(" {}", start.elapsed().as_millis());
            if tick == 0 {
                sleep(Duration::from_millis(350)).await; // the reader is busy
            }
        }
        writeln!(main, "{policy:?}:{seen} ms");
    }
}
