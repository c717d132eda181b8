// cargo add tokio@1.54 --features macros,test-util

use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::timeout;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let bell = Notify::new();
    let patience = Duration::from_millis(10);

    bell.notify_one();
    bell.notify_one();
    for look in ["first", "second"] {
        let heard = timeout(patience, bell.notified()).await.is_ok();
        println!("notify_one twice, {look} look: heard {heard}");
    }

    bell.notify_waiters();
    let heard = timeout(patience, bell.notified()).await.is_ok();
    println!("notify_waiters, then notified(): heard {heard}");

    let waiting = bell.notified(); // made before the ring, so it hears the ring
    bell.notify_waiters();
    let heard = timeout(patience, waiting).await.is_ok();
    println!("notified(), then notify_waiters: heard {heard}");
}
