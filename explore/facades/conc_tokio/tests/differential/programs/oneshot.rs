//! A channel for one message.

use super::tokio::sync::oneshot::{self, Receiver, Sender};
use super::{Kind, Seen, Tasks, pause, turn};

pub const KIND: Kind = Kind {
    name: "oneshot",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(4, 2), (4, 2)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let [sends, receives] = scripts.try_into().unwrap();
    let (sender, receiver) = oneshot::channel();
    let mut tasks = Tasks::default();
    tasks.start(|seen| send(seen, sender, sends));
    tasks.start(|seen| receive(seen, receiver, receives));
    tasks.outcome().await
}

async fn send(seen: Seen, sender: Sender<u8>, script: Vec<u8>) {
    let mut sender = Some(sender);
    for step in script {
        pause().await;
        turn().await;
        let Some(tx) = &mut sender else { continue };
        match step {
            0 => seen.add(sender.take().unwrap().send(1)),
            1 => seen.add(tx.is_closed()),
            2 => {
                tx.closed().await;
                seen.add("closed");
            }
            _ => sender = None,
        }
    }
}

async fn receive(seen: Seen, mut receiver: Receiver<u8>, script: Vec<u8>) {
    for step in script {
        pause().await;
        turn().await;
        match step {
            0 if !receiver.is_terminated() => seen.add((&mut receiver).await),
            1 if !receiver.is_terminated() => seen.add(receiver.try_recv()),
            2 => receiver.close(),
            _ => seen.add((receiver.is_empty(), receiver.is_terminated())),
        }
    }
}
