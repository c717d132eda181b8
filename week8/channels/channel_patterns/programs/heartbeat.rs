// cargo add tokio@1.54 --features macros,test-util

use std::future::pending;
use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let silence = Duration::from_millis(3 * 10);
    let mut printed = 0;
    println!("{:4} ms  main: worker 2 will panic: that is planned", clock());

    for name in ["worker 1", "worker 2", "worker 3"] {
        let (beats, mut heard) = mpsc::channel(1);
        let worker = tokio::spawn(print(name, printed + 1, beats));
        let silent = loop {
            match timeout(silence, heard.recv()).await {
                Ok(Some(page)) => printed = page,
                Ok(None) => break false, // its sender is gone: it has ended
                Err(_) => break true,
            }
        };
        if silent {
            println!("{:4} ms  main: no beat of {name} for 30 ms", clock());
            worker.abort();
        }
        match worker.await {
            Ok(()) => println!("{:4} ms  main: {name} is done", clock()),
            Err(error) if error.is_panic() => {
                println!("{:4} ms  main: {name} has panicked", clock())
            }
            // what it held is freed
            Err(_) => println!("{:4} ms  main: {name} is gone", clock()),
        }
    }
    println!("{:4} ms  main: pages printed: {printed}", clock());
}

/// One page every 10 ms, up to page 6. Worker 1 hangs at page 3, worker 2 panics at
/// page 5.
async fn print(worker: &'static str, first: u32, beats: mpsc::Sender<u32>) {
    for page in first..=6 {
        match (worker, page) {
            ("worker 1", 3) => pending().await, // a paper jam: waits for ever
            ("worker 2", 5) => panic!("out of paper"),
            _ => sleep(Duration::from_millis(10)).await,
        }
        println!("{:4} ms  {worker}: page {page}", clock());
        if beats.send(page).await.is_err() {
            break; // nobody listens any more
        }
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
