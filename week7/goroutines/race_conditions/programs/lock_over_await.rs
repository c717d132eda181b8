// cargo add tokio@1.54 --features macros,test-util

use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use tokio::time::sleep;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let total = Mutex::new(0);

    println!("{:4} ms  main: held over the await", clock());
    tokio::join!(hold_over_await(&total), try_after_5_ms(&total));
    println!("{:4} ms  main: released before the await", clock());
    tokio::join!(release_before_await(&total), try_after_5_ms(&total));
}

#[expect(clippy::await_holding_lock, reason = "the mistake that is shown")]
async fn hold_over_await(total: &Mutex<u32>) {
    let mut total = total.lock().unwrap();
    sleep(Duration::from_millis(10)).await;
    *total += 1;
}

async fn release_before_await(total: &Mutex<u32>) {
    *total.lock().unwrap() += 1; // the guard ends with this statement
    sleep(Duration::from_millis(10)).await;
}

async fn try_after_5_ms(total: &Mutex<u32>) {
    sleep(Duration::from_millis(5)).await;
    match total.try_lock() {
        Ok(total) => println!("{:4} ms  second: reads {total}", clock()),
        Err(_) => println!(
            "{:4} ms  second: is locked out: lock() would block both",
            clock()
        ),
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
