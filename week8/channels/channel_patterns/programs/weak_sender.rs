// cargo add tokio@1.54 --features macros,test-util

use std::time::Duration;

use tokio::sync::mpsc::{self, Receiver, Sender, WeakSender};
use tokio::time::{sleep, timeout};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (orders, inbox) = mpsc::channel(8);
    let actor = keeps_a_sender(inbox, orders.clone());
    let actor = tokio::spawn(actor);
    orders.send("order").await.unwrap();
    drop(orders);
    let ended = timeout(Duration::from_secs(60), actor).await.is_ok();
    println!("main: keeps a sender, has ended: {ended}");

    let (orders, inbox) = mpsc::channel(8);
    let actor = keeps_a_weak_one(inbox, orders.downgrade());
    let actor = tokio::spawn(actor);
    orders.send("order").await.unwrap();
    sleep(Duration::from_millis(10)).await; // the actor works meanwhile
    drop(orders);
    let ended = timeout(Duration::from_secs(60), actor).await.is_ok();
    println!("main: weak, has ended: {ended}");
}

async fn keeps_a_sender(
    mut inbox: Receiver<&'static str>,
    to_itself: Sender<&'static str>,
) {
    while let Some(message) = inbox.recv().await {
        println!("keeps a sender: takes: {message}");
        if message == "order" {
            // There is room, because main sends one order. With more senders the
            // channel may be full, and a `send` would wait for itself: then keep
            // what is to be done later in a queue of the actor's own.
            to_itself.try_send("look again").unwrap();
        }
    }
}

async fn keeps_a_weak_one(
    mut inbox: Receiver<&'static str>,
    to_itself: WeakSender<&'static str>,
) {
    while let Some(message) = inbox.recv().await {
        println!("weak: takes: {message}");
        if message == "order"
            && let Some(to_itself) = to_itself.upgrade()
        {
            to_itself.try_send("look again").unwrap(); // dropped at the brace below
        }
    }
}
