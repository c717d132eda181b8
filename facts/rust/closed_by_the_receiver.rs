// holds select_statements batcher: "In tokio the receiver can `close` the channel.
// From then on a send returns its order, what is inside still comes out, and then
// `recv` gives `None`"
// holds goroutine_patterns graceful_shutdown: "`close` refuses later orders: the
// send fails and gives the order back."
// with tokio

use tokio::sync::mpsc;

#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (send, mut receive) = mpsc::channel(2);
    send.send("order 1").await.unwrap();
    receive.close();
    println!("refused: {}", send.send("order 2").await.unwrap_err().0);
    println!("inside: {:?}, then {:?}", receive.recv().await, receive.recv().await);
}

// prints:
// refused: order 2
// inside: Some("order 1"), then None
