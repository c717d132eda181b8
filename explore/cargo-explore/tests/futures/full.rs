//! How many messages there is room for: the buffer, and one of each sender.

use futures::StreamExt;
use futures::channel::mpsc;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (mut first, receives) = mpsc::channel(1);
    let mut second = first.clone();
    let task = tokio::spawn(async move {
        let sent = [second.try_send(3), second.try_send(4)];
        sent.map(|sent| sent.is_ok())
    });
    let sent = [first.try_send(0), first.try_send(1), first.try_send(2)];
    let sent = sent.map(|sent| sent.is_ok());
    tokio::task::yield_now().await;
    drop(first);
    let got: Vec<i32> = receives.collect().await;
    outcome(format!("{sent:?} {:?} {got:?}", task.await.unwrap()));
}
