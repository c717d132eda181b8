// cargo add tokio@1.54 --features macros,test-util

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let printers = Arc::new(Semaphore::new(3));

    let mut pages = JoinSet::new();
    for number in 1..=20 {
        let printer = Arc::clone(&printers).acquire_owned().await.unwrap();
        let page = format!("page {number}");
        pages.spawn(async move {
            println!("{:4} ms  {page}: goes in", clock());
            sleep(Duration::from_millis(10)).await;
            println!("{:4} ms  {page}: comes out", clock());
            drop(printer); // gives the permit back, and wakes main if it waits
        });
    }
    let printed = pages.join_all().await.len();
    println!("{:4} ms  main: {printed} pages", clock());
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
