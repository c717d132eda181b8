// holds channel_basics notify_and_broadcast: "Notify"
// with tokio

use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::timeout;

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn main() {
    let bell = Notify::new();
    let second = Duration::from_secs(1);
    let heard = || async { timeout(second, bell.notified()).await.is_ok() };
    bell.notify_one();
    bell.notify_one();
    println!("notify_one keeps one: {} {}", heard().await, heard().await);
    bell.notify_waiters();
    println!("notify_waiters keeps none: {}", heard().await);
}

// prints:
// notify_one keeps one: true false
// notify_waiters keeps none: false
