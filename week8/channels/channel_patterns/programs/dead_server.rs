// cargo add tokio@1.54 --features macros,test-util

use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let (requests, queue) = mpsc::channel(8);
    let server = tokio::spawn(answer_after_20_ms(queue));

    let mut clients = JoinSet::new();
    for name in ["Ann", "Joe"] {
        clients.spawn(request(name, requests.clone()));
    }
    // Joe's request is in the server's hands
    sleep(Duration::from_millis(30)).await;
    println!("{:4} ms  main: the server dies", clock());
    server.abort();
    assert!(server.await.is_err());
    clients.spawn(request("Sue", requests.clone()));
    clients.join_all().await;
}

async fn answer_after_20_ms(mut queue: mpsc::Receiver<oneshot::Sender<u32>>) {
    while let Some(reply) = queue.recv().await {
        sleep(Duration::from_millis(20)).await;
        let _ = reply.send(42); // an error means that the client has left
    }
}

async fn request(
    client: &'static str,
    requests: mpsc::Sender<oneshot::Sender<u32>>,
) {
    let (reply, answer) = oneshot::channel();
    if requests.send(reply).await.is_err() {
        println!("{:4} ms  {client}: nobody takes the request", clock());
        return;
    }
    match timeout(Duration::from_secs(60), answer).await {
        Ok(Ok(answer)) => println!("{:4} ms  {client}: gets {answer}", clock()),
        Ok(Err(_)) => println!("{:4} ms  {client}: the server has died", clock()),
        Err(_) => println!("{:4} ms  {client}: gives up", clock()),
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
