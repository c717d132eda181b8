//! A channel whose messages everybody receives.

use super::tokio::sync::broadcast::{self, Receiver, Sender};
use super::{Kind, Seen, Tasks, pause, turn};

pub const KIND: Kind = Kind {
    name: "broadcast",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(6, 2), (5, 2), (5, 2)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let [sends, first, second] = scripts.try_into().unwrap();
    let (sender, receiver) = broadcast::channel(1);
    let mut tasks = Tasks::default();
    let other = sender.subscribe();
    tasks.start(|seen| send(seen, sender, sends));
    tasks.start(|seen| receive(seen, receiver, first));
    tasks.start(|seen| receive(seen, other, second));
    tasks.outcome().await
}

async fn send(seen: Seen, sender: Sender<u8>, script: Vec<u8>) {
    let mut sender = Some(sender);
    for step in script {
        pause().await;
        turn().await;
        let Some(tx) = &sender else { continue };
        match step {
            0..3 => seen.add(tx.send(step)),
            3 => seen.add((tx.len(), tx.receiver_count())),
            4 => {
                tx.closed().await;
                seen.add("closed");
            }
            _ => sender = None,
        }
    }
}

async fn receive(seen: Seen, receiver: Receiver<u8>, script: Vec<u8>) {
    let mut receiver = Some(receiver);
    for step in script {
        pause().await;
        let Some(rx) = &mut receiver else { continue };
        match step {
            0 | 1 => seen.add(rx.recv().await),
            2 => {
                turn().await;
                seen.add(rx.try_recv());
            }
            3 => {
                turn().await;
                seen.add((rx.len(), rx.is_closed()));
                *rx = rx.resubscribe();
            }
            _ => {
                turn().await;
                receiver = None;
            }
        }
    }
}
