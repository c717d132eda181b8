// holds channel_patterns weak_sender: "A `WeakSender` does not keep the channel
// open."
// with tokio

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn main() {
    let hour = Duration::from_secs(3600);
    let (send, mut receive) = mpsc::channel::<u8>(1);
    let own = send.clone();
    drop(send);
    println!("its own sender kept: {}", timeout(hour, receive.recv()).await.is_ok());
    let weak = own.downgrade();
    drop(own);
    println!("a weak one kept: {:?}", receive.recv().await);
    println!("it can be made strong: {}", weak.upgrade().is_some());
}

// prints:
// its own sender kept: false
// a weak one kept: None
// it can be made strong: false
