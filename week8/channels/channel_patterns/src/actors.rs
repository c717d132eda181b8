//! Tasks that own their state and are asked by messages.

use std::time::Duration;

use shared::{Log, Task};
use tokio::sync::mpsc::{self, Receiver, Sender, WeakSender};
use tokio::time::{sleep, timeout};

/// An actor is a task that owns its state and reads its messages from a channel. To
/// do something later, it may send a message to itself, and for that it needs a
/// sender of its own channel. If it keeps one, its channel stays open when all the
/// other senders are gone, and its loop never ends. A `WeakSender` does not keep
/// the channel open. `upgrade` makes a sender of it, here for one send, and returns
/// `None` if nobody else has a sender any more. In Go nobody is counted: there the
/// owner of the channel closes it, and then the actor's own send panics.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn weak_sender(log: &Log) {
    let main = log.task("main");

    let (orders, inbox) = mpsc::channel(8);
    let actor =
        keeps_a_sender(main.starts("keeps a sender"), inbox, orders.clone());
    let actor = tokio::spawn(actor);
    orders.send("order").await.unwrap();
    drop(orders);
    let ended = timeout(Duration::from_secs(60), actor).await.is_ok();
    writeln!(main, "keeps a sender, has ended: {ended}");

    let (orders, inbox) = mpsc::channel(8);
    let actor = keeps_a_weak_one(main.starts("weak"), inbox, orders.downgrade());
    let actor = tokio::spawn(actor);
    orders.send("order").await.unwrap();
    sleep(Duration::from_millis(10)).await; // the actor works meanwhile
    drop(orders);
    let ended = timeout(Duration::from_secs(60), actor).await.is_ok();
    writeln!(main, "weak, has ended: {ended}");
}

async fn keeps_a_sender(
    actor: Task,
    mut inbox: Receiver<&'static str>,
    to_itself: Sender<&'static str>,
) {
    while let Some(message) = inbox.recv().await {
        writeln!(actor, "takes: {message}");
        if message == "order" {
            // There is room, because main sends one order. With more senders the
            // channel may be full, and a `send` would wait for itself: then keep
            // what is to be done later in a queue of the actor's own.
            to_itself.try_send("look again").unwrap();
        }
    }
}

async fn keeps_a_weak_one(
    actor: Task,
    mut inbox: Receiver<&'static str>,
    to_itself: WeakSender<&'static str>,
) {
    while let Some(message) = inbox.recv().await {
        writeln!(actor, "takes: {message}");
        if message == "order"
            && let Some(to_itself) = to_itself.upgrade()
        {
            to_itself.try_send("look again").unwrap(); // dropped at the brace below
        }
    }
}
