//! An unbounded channel of `mpsc`, and a sender that does not keep it open.

use super::tokio::sync::mpsc::{
    self, UnboundedReceiver, UnboundedSender, WeakUnboundedSender,
};
use super::{Kind, Seen, Tasks, pause, turn};

pub const KIND: Kind = Kind {
    name: "mpsc without a bound",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(4, 2), (3, 2), (3, 2)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let [strong, weak, receives] = scripts.try_into().unwrap();
    let (sender, receiver) = mpsc::unbounded_channel();
    let mut tasks = Tasks::default();
    let other = sender.downgrade();
    tasks.start(|seen| send(seen, sender, strong));
    tasks.start(|seen| upgrade(seen, other, weak));
    tasks.start(|seen| receive(seen, receiver, receives));
    tasks.outcome().await
}

async fn send(seen: Seen, sender: UnboundedSender<u8>, script: Vec<u8>) {
    let mut sender = Some(sender);
    for step in script {
        pause().await;
        let Some(tx) = &sender else { continue };
        match step {
            0 => {
                turn().await;
                seen.add(tx.send(1));
            }
            1 => {
                tx.closed().await;
                seen.add("closed");
            }
            2 => {
                turn().await;
                seen.add((tx.is_closed(), tx.strong_count(), tx.weak_count()));
            }
            _ => {
                turn().await;
                sender = None;
            }
        }
    }
}

async fn upgrade(seen: Seen, weak: WeakUnboundedSender<u8>, script: Vec<u8>) {
    let mut sender = None;
    for step in script {
        pause().await;
        turn().await;
        match step {
            0 => sender = weak.upgrade(),
            1 => seen.add(sender.as_ref().map(|sender| sender.send(2))),
            _ => seen.add((weak.strong_count(), weak.weak_count())),
        }
    }
}

async fn receive(seen: Seen, mut receiver: UnboundedReceiver<u8>, script: Vec<u8>) {
    for step in script {
        pause().await;
        match step {
            0 => seen.add(receiver.recv().await),
            1 => {
                turn().await;
                seen.add((receiver.try_recv(), receiver.is_closed()));
            }
            _ => {
                turn().await;
                receiver.close();
            }
        }
    }
}
