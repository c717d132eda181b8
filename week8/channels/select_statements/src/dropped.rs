//! What becomes of the futures that did not win.

use std::sync::Arc;

use shared::{Log, Task};
use tokio::select;
use tokio::sync::{Mutex, mpsc};
use tokio::time::{Instant, interval_at, sleep, timeout};

use crate::ms;

/// A goroutine cannot be dropped half-way; a future can. `select!` drops the futures of
/// the arms that lost, where they stand, with all that they hold: here an order that is
/// taken and not yet checked. A future that holds nothing at its awaits is cancel-safe;
/// `recv` is. So wait for `recv` alone and check in the arm's body, which no other arm
/// interrupts: the clock is heard late, and no order is lost. The same at the other end:
/// a `send(order)` that lost has dropped its order; wait for room with `reserve()`.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn cancel_safety(log: &Log) {
    log.clock(Instant::now);

    let clerk = log.task("unsafe");
    let mut orders = five_orders();
    let mut beat = interval_at(Instant::now() + ms(25), ms(100));
    let mut checked = Vec::new();
    loop {
        select! {
            biased; // whenever the clerk looks up, the clock comes first
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
    let mut beat = interval_at(Instant::now() + ms(25), ms(100));
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

/// Not cancel-safe: between its two awaits it alone holds the order.
async fn next_checked(
    clerk: &Task,
    orders: &mut mpsc::Receiver<u32>,
) -> Option<u32> {
    let order = orders.recv().await?;
    Some(check(clerk, order).await)
}

async fn check(clerk: &Task, order: u32) -> u32 {
    writeln!(clerk, "takes order {order}");
    sleep(ms(10)).await;
    order
}

/// The order is moved into the send; while there is no room, it waits in there.
async fn send_or_leave(shop: &Task) {
    let (orders_in, mut orders) = mpsc::channel(1);
    orders_in.send("order 6".to_string()).await.unwrap();
    let order = "order 7".to_string();
    select! {
        sent = orders_in.send(order) => sent.unwrap(),
        () = sleep(ms(10)) => writeln!(shop, "leaves"), // `order` is no more
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
        () = sleep(ms(10)) => writeln!(shop, "leaves with {order}"),
    }
}

/// All of them are there, and the channel is closed behind them.
fn five_orders() -> mpsc::Receiver<u32> {
    let (orders_in, orders) = mpsc::channel(5);
    (1..=5).for_each(|order| orders_in.try_send(order).unwrap());
    orders
}

/// Go's version of it is `time.After` in a loop: made anew in each turn, its time starts
/// anew as well. In Rust that holds for every future that an arm makes: the page that
/// takes 35 ms is dropped and begun again with every tick. Made once and lent to the
/// loop it goes on from where it was, and it has to be pinned for that: a future that
/// has begun must not move.
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
    let mut ticker = interval_at(Instant::now() + ms(10), ms(10));
    while ticks < 100 && !printed {
        select! {
            () = print_page() => printed = true,
            _ = ticker.tick() => ticks += 1,
        }
    }
    writeln!(main, "made anew: {ticks} ticks, printed: {printed}");

    let (mut ticks, mut printed) = (0, false);
    let mut ticker = interval_at(Instant::now() + ms(10), ms(10));
    let page = print_page();
    tokio::pin!(page);
    while ticks < 100 && !printed {
        select! {
            () = &mut page => printed = true, // and it is not polled again
            _ = ticker.tick() => ticks += 1,
        }
    }
    writeln!(main, "made once: {ticks} ticks, printed: {printed}");
}

async fn print_page() {
    sleep(ms(35)).await;
}

/// A goroutine that waits for a lock goes on by itself when its turn comes. A future has
/// to be polled for that. Clerk A keeps the page that stands in the printer's queue, but
/// polls it no more and queues up a second time: the lock is handed to the page, and
/// nobody is there to take it. Clerk B drops the page, and with it its place. The hang
/// is certain: paused time jumps to the timeout only when no task can go on.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn futurelock(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");

    for (name, keeps) in [("A", true), ("B", false)] {
        let printer = Arc::new(Mutex::new(()));
        let in_use = Arc::clone(&printer).try_lock_owned().unwrap();
        let user = main.starts(format!("user {name}"));
        tokio::spawn(async move {
            sleep(ms(20)).await;
            writeln!(user, "gives the printer back");
            drop(in_use); // tokio's lock is fair: it goes to the first in the queue
        });
        let clerk = main.starts(format!("clerk {name}"));
        let mut clerk =
            tokio::spawn(print(clerk, name, keeps, Arc::clone(&printer)));

        if timeout(ms(1000), &mut clerk).await.is_err() {
            for waiting in log.transcript().stuck() {
                writeln!(main, "hangs: {waiting}");
            }
            writeln!(main, "the printer is free: {}", printer.try_lock().is_ok());
            clerk.abort(); // drops the page too
            assert!(clerk.await.is_err());
            writeln!(main, "clerk {name} is dropped");
        }
        writeln!(main, "the printer is free: {}", printer.try_lock().is_ok());
    }
}

async fn print(clerk: Task, name: &str, keeps: bool, printer: Arc<Mutex<()>>) {
    let page = print_on(clerk.starts(format!("page {name}")), "first", &printer);
    let mut page = Box::pin(page);
    select! {
        () = &mut page => {}
        () = sleep(ms(10)) => {
            writeln!(clerk, "stops waiting for the page, keeps it: {keeps}");
            let place = if keeps { "second" } else { drop(page); "first" };
            print_on(clerk, place, &printer).await;
        }
    }
}

async fn print_on(task: Task, place: &str, printer: &Mutex<()>) {
    task.waits_for(format!("the printer, {place} in line"));
    let _printer = printer.lock().await;
    writeln!(task, "prints");
}
