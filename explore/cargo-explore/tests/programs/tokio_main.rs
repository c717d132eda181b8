//! exit 0: clean
use tokio::sync::mpsc;
use tokio::time::{Duration, sleep};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (send, mut receive) = mpsc::channel(1);
    let task = tokio::spawn(async move {
        for number in 0..3 {
            sleep(Duration::from_millis(10)).await;
            send.send(number).await.unwrap();
        }
    });
    let mut sum = 0;
    while let Some(number) = receive.recv().await {
        sum += number;
    }
    task.await?;
    assert_eq!(sum, 3);
    Ok(())
}
