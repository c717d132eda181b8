//! exit 0: That is no proof. Tasks were switched wherever they do something, as on several threads.
use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    let (send, mut receive) = mpsc::channel(1);
    let task = tokio::spawn(async move { send.send(7).await.unwrap() });
    let number = loop {
        if let Ok(number) = receive.try_recv() {
            break number;
        }
    };
    task.await.unwrap();
    assert_eq!(number, 7);
}
