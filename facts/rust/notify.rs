// holds channel_basics notify: "it leaves one permit: the next task that waits goes
// on at once, and a second ring before that adds nothing"
// holds channel_basics notify: "`notify_waiters` wakes everyone who has called
// `notified()` before it, awaited or not, and leaves no permit"
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
    let waits = [bell.notified(), bell.notified()];
    bell.notify_waiters();
    for notified in waits {
        notified.await;
    }
    println!("notify_waiters wakes all that wait");
}

// prints:
// notify_one keeps one: true false
// notify_waiters keeps none: false
// notify_waiters wakes all that wait
