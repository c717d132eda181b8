// holds select_statements cancel_safety: "In the same way a `send` that lost
// drops its order: wait for room with `reserve()`, which holds no order,
// only a place (see `lost_place`)."
// holds select_statements timeout: "Dropping this `recv` loses nothing: the next
// one finds the order that comes later."
// holds compare/CHANNELS.md: "A dropped send loses its message; `reserve` avoids
// that"
// with tokio

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;

#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn main() {
    let second = Duration::from_secs(1);
    let (send, mut receive) = mpsc::channel(1);
    println!("dropped while it waits: {}", timeout(second, receive.recv()).await.is_err());
    send.send(String::from("order 1")).await.unwrap();
    let order = String::from("order 2");
    println!("lost in the send: {}", timeout(second, send.send(order)).await.is_err());
    let order = String::from("order 3");
    println!("no room: {}", timeout(second, send.reserve()).await.is_err());
    println!("the next receive finds {:?}", receive.recv().await);
    send.reserve().await.unwrap().send(order);
    drop(send);
    println!("then {:?}, then {:?}", receive.recv().await, receive.recv().await);
}

// prints:
// dropped while it waits: true
// lost in the send: true
// no room: true
// the next receive finds Some("order 1")
// then Some("order 3"), then None
