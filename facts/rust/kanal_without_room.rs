// holds compare/CHANNELS.md: "Of the channels between tasks, only those of kanal
// and flume may have no room."
// with kanal

/// Two tasks meet without room, which tokio's channels cannot do.
#[tokio::main(flavor = "current_thread")]
pub async fn main() {
    let (send, receive) = kanal::bounded_async(0);
    println!("nobody receives: {:?}", send.try_send(1));
    let sends = tokio::spawn(async move { send.send(2).await.is_ok() });
    println!("met: {:?}", receive.recv().await);
    println!("sent: {}", sends.await.unwrap());
}

// prints:
// nobody receives: Ok(false)
// met: Ok(2)
// sent: true
