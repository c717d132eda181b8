//! Which arm of `select!` is taken, if a task makes one of them ready and the other one is.

use futures::channel::mpsc;
use futures::{SinkExt, StreamExt, select};

#[tokio::main]
async fn main() {
    let (mut one, mut ones) = mpsc::channel(1);
    let (mut two, mut twos) = mpsc::channel(1);
    two.send(2).await.unwrap();
    let task = tokio::spawn(async move { one.send(1).await.unwrap() });
    let first = select! {
        number = ones.select_next_some() => number,
        number = twos.select_next_some() => number,
    };
    let rest = (ones.try_recv().is_ok(), twos.try_recv().is_ok());
    task.await.unwrap();
    outcome(format!("{first} {rest:?}"));
}
