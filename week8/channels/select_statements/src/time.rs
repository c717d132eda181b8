//! Arms that are ready when their time has come.

use crossbeam::channel::{self, after, select};
use shared::{Log, Task};
use tokio::sync::mpsc;
use tokio::time::{
    Instant, MissedTickBehavior, interval, sleep, sleep_until, timeout as within,
    timeout_at,
};

use crate::ms;

/// Go puts `time.After` into a case, Python's `queue.get(timeout=1)` raises `Empty`. A
/// thread that blocks takes crossbeam's `after`: a channel that gives one message when
/// the time is over, on the real clock (an arm `default(patience)` says the same). A
/// task takes `tokio::time::timeout`: it wraps any future and drops it when the time is
/// over. The `recv` dropped here loses nothing: the next one finds the later order.
pub fn timeout(log: &Log) {
    let main = log.task("main");
    let (orders_in, orders) = channel::bounded(1);

    // Nobody sends before the first timeout, and an hour is never up.
    for patience in [ms(1), ms(3_600_000)] {
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

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn in_a_task(main: &Task) {
    let (orders_in, mut orders) = mpsc::channel(1);
    tokio::spawn(async move {
        sleep(ms(80)).await;
        orders_in.send("order 2").await.unwrap();
    });
    let start = Instant::now();
    for _ in 0..2 {
        let order = within(ms(50), orders.recv()).await;
        let at = start.elapsed().as_millis();
        match order {
            Ok(order) => writeln!(main, "task, {at} ms: {}", order.unwrap()),
            Err(late) => writeln!(main, "task, {at} ms: {late}"),
        }
    }
}

/// A timeout made inside the loop begins anew with each order and may never end it: in
/// Go too, where `time.After` belongs before the loop, or `context.WithDeadline`. One
/// deadline is made once. Go's `select` picks at random when an order and the deadline
/// are both there. `biased` looks from the top: deadline first, and nothing is taken
/// after it. `timeout_at` looks for an order first: while one is ready, it goes on.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn deadline(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");

    let (_open, mut orders) = six_orders();
    let closing = sleep_until(Instant::now() + ms(100));
    tokio::pin!(closing); // one timer for all turns of the loop
    loop {
        tokio::select! {
            biased;
            () = &mut closing => break,
            Some(order) = orders.recv() => {
                writeln!(main, "deadline first: order {order}");
                sleep(ms(30)).await; // the work: no arm is looked at meanwhile
            }
        }
    }
    writeln!(main, "closes, {} orders left", orders.len());

    let (_open, mut orders) = six_orders();
    let closing = Instant::now() + ms(100);
    while let Ok(Some(order)) = timeout_at(closing, orders.recv()).await {
        writeln!(main, "timeout_at: order {order}");
        sleep(ms(30)).await;
    }
    writeln!(main, "closes, {} orders left", orders.len());
}

/// All of them are ready at once, and the sender stays, so that only time can end it.
fn six_orders() -> (mpsc::Sender<u32>, mpsc::Receiver<u32>) {
    let (orders_in, orders) = mpsc::channel(6);
    (1..=6).for_each(|order| orders_in.try_send(order).unwrap());
    (orders_in, orders)
}

/// A reader is 350 ms late for a tick of 100 ms: what becomes of the ticks at 100, 200
/// and 300? Go's `time.Tick` and crossbeam's `tick` are channels with room for one tick:
/// it waits for the reader, the others are dropped. tokio's `interval` is no channel;
/// it has a policy. `Burst` makes up for each, `Delay` begins anew from the late one,
/// `Skip` leaves them out and goes back to the round hundreds.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn ticker(log: &Log) {
    let main = log.task("main");

    for (policy, ticks) in [
        (MissedTickBehavior::Burst, 6),
        (MissedTickBehavior::Delay, 4),
        (MissedTickBehavior::Skip, 4),
    ] {
        let start = Instant::now();
        let mut ticker = interval(ms(100)); // its first tick comes at once
        ticker.set_missed_tick_behavior(policy);
        let mut seen = String::new();
        for tick in 0..ticks {
            ticker.tick().await;
            seen += &format!(" {}", start.elapsed().as_millis());
            if tick == 0 {
                sleep(ms(350)).await; // the reader is busy
            }
        }
        writeln!(main, "{policy:?}:{seen} ms");
    }
}
