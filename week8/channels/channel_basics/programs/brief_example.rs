// cargo add tokio@1.54 --features macros,test-util

use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    // `current_thread`: all tasks run on this thread. `start_paused`: when every
    // task waits, the clock jumps to the next moment at which one can go on. So the
    // times are exact, and nobody waits for them.
    clock(); // begins to count

    println!("{:4} ms  main: until the end", clock());
    let (sender, mut items) = mpsc::channel(2);
    let producing = tokio::spawn(produce(sender));
    while let Some(item) = items.recv().await {
        println!("{:4} ms  consumer: receives {item}", clock());
    }
    println!("{:4} ms  consumer: the end", clock());
    producing.await.unwrap();

    println!("{:4} ms  main: until nothing comes for a second", clock());
    let (sender, mut items) = mpsc::channel(2);
    let producing = tokio::spawn(produce(sender));
    let second = Duration::from_secs(1);
    // An `Err` of `timeout`: 1 s is over. A `None` of `recv`: the end.
    while let Ok(Some(item)) = timeout(second, items.recv()).await {
        println!("{:4} ms  consumer: receives {item}", clock());
    }
    println!("{:4} ms  consumer: gives up", clock());
    drop(items);
    producing.await.unwrap();
}

async fn produce(sender: mpsc::Sender<u32>) {
    for item in 1..=5 {
        let pause = if item == 4 { 1500 } else { 100 };
        sleep(Duration::from_millis(pause)).await;
        if sender.send(item).await.is_err() {
            println!("{:4} ms  producer: nobody takes {item}", clock());
        }
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
