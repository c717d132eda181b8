// cargo add tokio@1.54 --features macros,test-util

use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    // `current_thread`: all tasks run on this thread. `start_paused`: when every
    // task waits, the clock jumps to the next moment at which one can go on. So the
    // times are exact, and nobody waits for them.
    clock(); // begins to count
    let (sender, mut receiver) = mpsc::channel(3);

    tokio::spawn(async move {
        for item in 1..=4 {
            sender.send(item).await.unwrap();
            println!("{:4} ms  producer: item {item} is in", clock());
        }
    });
    sleep(Duration::from_millis(10)).await; // the producer fills the channel
    while let Some(item) = receiver.recv().await {
        println!("{:4} ms  main: receives {item}", clock());
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
