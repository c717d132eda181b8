// cargo add tokio@1.54 --features macros,test-util

use std::time::Duration;

use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (sender, mut jobs) = mpsc::channel(1);
    tokio::spawn(async move {
        for job in 1..=3 {
            sender.send(job).await.unwrap(); // waits while the one before is inside
        }
    });
    let mut taken = Vec::new();
    while let Some(job) = jobs.recv().await {
        taken.push(job);
    }
    println!("mpsc: the receiver got {taken:?}");

    let (reply, answer) = oneshot::channel();
    tokio::spawn(async move { reply.send("yes") });
    println!("oneshot: the answer is {}", answer.await.unwrap());

    let (sender, mut news) = broadcast::channel(4);
    for item in 1..=10 {
        sender.send(item).unwrap();
    }
    let missed = news.recv().await.unwrap_err();
    let next = news.recv().await.unwrap();
    println!("broadcast: {missed}, then comes {next}");

    let (setting, mut changes) = watch::channel(20);
    for degrees in [21, 25, 19] {
        setting.send(degrees).unwrap();
        sleep(Duration::from_millis(1)).await; // time to look, and nobody does
    }
    changes.changed().await.unwrap();
    // Reads the value and marks it as seen; `has_changed` asks for a newer one.
    println!("watch: {} degrees", *changes.borrow_and_update());
    println!("watch: more to see: {}", changes.has_changed().unwrap());
}
