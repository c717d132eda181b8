// holds channel_basics async_channels: "`broadcast`: every receiver gets its own
// copy of every message; one that is too slow loses the oldest, and is told how
// many. `watch`: only the latest value counts"
// holds channel_basics lag: "gets the error `Lagged`, once for each lag, with the
// number of messages it has lost. Its next `recv` returns the oldest message that
// is still there, or tells of a new lag. So `while let Ok(..)` takes a lag for the
// end"
// holds channel_patterns dead_server: "it drops the `oneshot` that came with it,
// and the client's receive returns an error at once"
// with tokio

use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, oneshot, watch};

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (send, mut first) = broadcast::channel(4);
    let mut second = send.subscribe();
    for n in 0..10 {
        send.send(n).unwrap();
    }
    println!("{:?}", first.recv().await);
    println!("then {:?}, and the other {:?}", first.recv().await, second.recv().await);
    let mut read = 0;
    while let Ok(_n) = second.recv().await {
        read += 1;
        if read == 2 {
            for n in 10..20 {
                send.send(n).unwrap();
            }
        }
    }
    println!("`while let Ok` ends after {read}, with the sender alive");
    drop(send);
    let mut end = first.recv().await;
    while end != Err(RecvError::Closed) {
        end = first.recv().await;
    }

    let (send, receive) = watch::channel(0);
    for n in 1..=10 {
        send.send(n).unwrap();
    }
    println!("watch: {}", *receive.borrow());

    let (send, receive) = oneshot::channel::<u8>();
    drop(send); // the server died
    println!("oneshot: {}", receive.await.unwrap_err());
    let (send, receive) = oneshot::channel();
    drop(receive);
    println!("oneshot, nobody waits: {:?}", send.send("the answer"));
}

// prints:
// Err(Lagged(6))
// then Ok(6), and the other Err(Lagged(6))
// `while let Ok` ends after 2, with the sender alive
// watch: 10
// oneshot: channel closed
// oneshot, nobody waits: Err("the answer")
