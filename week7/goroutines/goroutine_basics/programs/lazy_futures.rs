// cargo add tokio@1.54 --features macros,test-util

use std::sync::OnceLock;
use std::time::Duration;

use tokio::time::{Instant, sleep};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    // `current_thread`: all tasks share this thread. `start_paused`: when every
    // task waits, the clock jumps to the next moment at which one can go on. So the
    // times are exact, and nobody waits for them.
    clock(); // begins to count

    let never_awaited = fetch("page 0");

    let start = Instant::now();
    fetch("page 1").await;
    fetch("page 2").await;
    println!("{:4} ms  main: in turn: {} ms", clock(), start.elapsed().as_millis());

    let start = Instant::now();
    // Each time it is polled, `join!` begins with another future: first
    // with page 3, then with page 4. So page 4 is the first to print.
    tokio::join!(fetch("page 3"), fetch("page 4"));
    println!("{:4} ms  main: joined: {} ms", clock(), start.elapsed().as_millis());

    let start = Instant::now();
    let page_5 = tokio::spawn(fetch("page 5"));
    let page_6 = tokio::spawn(fetch("page 6"));
    page_5.await.unwrap();
    page_6.await.unwrap();
    println!("{:4} ms  main: spawned: {} ms", clock(), start.elapsed().as_millis());

    drop(never_awaited);
}

/// Takes 10 ms, from the moment when it is first run.
async fn fetch(page: &'static str) {
    sleep(Duration::from_millis(10)).await;
    println!("{:4} ms  {page}: is here", clock());
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
