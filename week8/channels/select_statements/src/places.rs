//! Futures that are kept too long, or left too early.

use std::sync::Arc;
use std::time::Duration;

use shared::{Log, Task};
use tokio::select;
use tokio::sync::{Mutex, mpsc};
use tokio::time::{Instant, Interval, interval_at, sleep, timeout};

/// To poll a future is to let it go on until it waits or ends; `.await` and
/// `select!` do it for you. A future that has returned its value must not be polled
/// again: an `async fn` panics then. It happens in a loop whose `select!` lends the
/// same future to each turn and goes on after it has ended. Switch its arm off with
/// an `if`, as the second loop does. In Go there is nothing like it: the channel of
/// `time.After` gives one value, and after that a receive only waits.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn polled_again(log: &Log) {
    let main = log.task("main");
    writeln!(main, "the next task panics: that is planned");
    let careless = tokio::spawn(six_turns_careless());
    let panic = careless.await.unwrap_err().into_panic();
    if let Some(text) = panic.downcast_ref::<&str>() {
        writeln!(main, "careless: {text}");
    }

    let guarded = tokio::spawn(six_turns_guarded());
    writeln!(main, "guarded: {} ticks and a page", guarded.await.unwrap());
}

async fn six_turns_careless() {
    let mut ticker = every_10_ms();
    let page = print_page();
    tokio::pin!(page);
    for _ in 0..6 {
        select! {
            () = &mut page => {} // and the next turn polls it again
            _ = ticker.tick() => {}
        }
    }
}

async fn six_turns_guarded() -> u32 {
    let mut ticker = every_10_ms();
    let page = print_page();
    tokio::pin!(page);
    let (mut ticks, mut printed) = (0, false);
    for _ in 0..6 {
        select! {
            () = &mut page, if !printed => printed = true,
            _ = ticker.tick() => ticks += 1,
        }
    }
    ticks
}

async fn print_page() {
    sleep(Duration::from_millis(35)).await;
}

fn every_10_ms() -> Interval {
    let period = Duration::from_millis(10);
    interval_at(Instant::now() + period, period)
}

/// Tasks that wait in tokio's `reserve`, `send` or `lock` stand in a queue. The
/// future that waits holds the place, and when it is dropped, the place is
/// gone. Here task A makes a new `reserve` every 10 ms, so it goes to the back
/// of the queue, and B is served first. The cure is to make the future once,
/// before the loop. In Go a plain send keeps its place, but a `select` with a
/// timeout, in a loop, loses the place. In asyncio, `wait_for` with a timeout
/// in a loop loses it too.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn lost_place(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");

    writeln!(main, "A makes its wait anew");
    let (sender, orders) = full_channel();
    tokio::spawn(reserve_anew(main.starts("A anew"), sender.clone()));
    serve(&main, sender, orders).await;

    writeln!(main, "A makes its wait once");
    let (sender, orders) = full_channel();
    tokio::spawn(reserve_once(main.starts("A once"), sender.clone()));
    serve(&main, sender, orders).await;
}

fn full_channel() -> (mpsc::Sender<&'static str>, mpsc::Receiver<&'static str>) {
    let (sender, orders) = mpsc::channel(1);
    sender.try_send("was inside").unwrap();
    (sender, orders)
}

async fn reserve_anew(a: Task, sender: mpsc::Sender<&'static str>) {
    loop {
        a.waits_for("room");
        select! {
            room = sender.reserve() => {
                a.sends("A");
                return room.unwrap().send("A");
            }
            () = sleep(Duration::from_millis(10)) => {} // drops `reserve` and its place
        }
    }
}

async fn reserve_once(a: Task, sender: mpsc::Sender<&'static str>) {
    let room = sender.reserve();
    tokio::pin!(room);
    a.waits_for("room");
    loop {
        select! {
            room = &mut room => {
                a.sends("A");
                return room.unwrap().send("A");
            }
            () = sleep(Duration::from_millis(10)) => {}
        }
    }
}

/// B comes 5 ms after A, and the first receive is 30 ms later.
async fn serve(
    main: &Task,
    sender: mpsc::Sender<&'static str>,
    mut orders: mpsc::Receiver<&'static str>,
) {
    sleep(Duration::from_millis(5)).await;
    let b = main.starts("B");
    tokio::spawn(async move {
        b.waits_for("room");
        sender.send("B").await.unwrap();
        b.sends("B");
    });
    sleep(Duration::from_millis(30)).await;
    while let Some(order) = orders.recv().await {
        main.receives(order);
    }
}

/// A goroutine that waits for a lock goes on by itself when its turn comes. A
/// future goes on only if somebody polls it. Here the printer is in use, and each
/// clerk polls a future, the page; so it is first in the queue for the lock.
/// Clerk A then keeps the page, polls it no more, and asks for the lock a second
/// time, behind the page. The lock is given to the page, which nobody polls any
/// more, so A waits for ever. Clerk B first drops the page, and so its place.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn futurelock(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");

    for (name, keeps) in [("A", true), ("B", false)] {
        let printer = Arc::new(Mutex::new(()));
        let in_use = Arc::clone(&printer).try_lock_owned().unwrap();
        let user = main.starts(format!("user {name}"));
        tokio::spawn(async move {
            sleep(Duration::from_millis(20)).await;
            writeln!(user, "gives the printer back");
            drop(in_use); // tokio's lock goes to the first in its queue
        });
        let clerk = main.starts(format!("clerk {name}"));
        let mut clerk =
            tokio::spawn(print(clerk, name, keeps, Arc::clone(&printer)));

        // The paused clock jumps to the end of the timeout only if no task can go on.
        if timeout(Duration::from_secs(1), &mut clerk).await.is_err() {
            writeln!(main, "clerk {name} hangs");
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
        () = sleep(Duration::from_millis(10)) => {
            writeln!(clerk, "stops waiting for the page, keeps it: {keeps}");
            if keeps {
                print_on(clerk, "second", &printer).await;
            } else {
                drop(page); // and its place in the queue
                print_on(clerk, "first", &printer).await;
            }
        }
    }
}

async fn print_on(task: Task, place: &str, printer: &Mutex<()>) {
    task.waits_for(format!("the printer, {place} in line"));
    let _printer = printer.lock().await;
    writeln!(task, "prints");
}
