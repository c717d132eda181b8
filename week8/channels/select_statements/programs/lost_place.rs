// cargo add tokio@1.54 --features macros,test-util

use std::sync::OnceLock;
use std::time::Duration;

use tokio::select;
use tokio::sync::mpsc;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count

    println!("{:4} ms  A makes its wait anew", clock());
    let (sender, orders) = full_channel();
    tokio::spawn(reserve_anew(sender.clone()));
    serve(sender, orders).await;

    println!("{:4} ms  A makes its wait once", clock());
    let (sender, orders) = full_channel();
    tokio::spawn(reserve_once(sender.clone()));
    serve(sender, orders).await;
}

fn full_channel() -> (mpsc::Sender<&'static str>, mpsc::Receiver<&'static str>) {
    let (sender, orders) = mpsc::channel(1);
    sender.try_send("was inside").unwrap();
    (sender, orders)
}

async fn reserve_anew(sender: mpsc::Sender<&'static str>) {
    loop {
        select! {
            room = sender.reserve() => {
                return room.unwrap().send("A");
            }
            // drops `reserve` and its place
            () = sleep(Duration::from_millis(10)) => {}
        }
    }
}

async fn reserve_once(sender: mpsc::Sender<&'static str>) {
    let room = sender.reserve();
    tokio::pin!(room);
    loop {
        select! {
            room = &mut room => {
                return room.unwrap().send("A");
            }
            () = sleep(Duration::from_millis(10)) => {}
        }
    }
}

/// B comes 5 ms after A, and the first receive is 30 ms later.
async fn serve(
    sender: mpsc::Sender<&'static str>,
    mut orders: mpsc::Receiver<&'static str>,
) {
    sleep(Duration::from_millis(5)).await;
    tokio::spawn(async move {
        sender.send("B").await.unwrap();
    });
    sleep(Duration::from_millis(30)).await;
    while let Some(order) = orders.recv().await {
        println!("{:4} ms  receives {order}", clock());
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
