//! exit 0: schedules of up to 2 tasks were tried, and none failed. That is no proof.
//! exit 0: Tasks were switched wherever they do something, as on several threads.
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
