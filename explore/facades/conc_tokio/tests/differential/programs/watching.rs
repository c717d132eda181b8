//! A value that many watch.

use super::tokio::sync::watch::{self, Receiver, Sender};
use super::{Kind, Seen, Tasks, pause, turn};

pub const KIND: Kind = Kind {
    name: "watch",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(7, 2), (7, 2), (7, 2)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let [sends, first, second] = scripts.try_into().unwrap();
    let (sender, receiver) = watch::channel(0);
    let mut tasks = Tasks::default();
    let other = receiver.clone();
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
            0 => seen.add(tx.send(1)),
            1 => tx.send_modify(|value| *value += 1),
            2 => seen.add(tx.send_if_modified(|value| {
                *value += 1;
                *value > 1
            })),
            3 => seen.add(tx.send_replace(2)),
            4 => seen.add((tx.receiver_count(), *tx.borrow())),
            5 => {
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
            0 => seen.add(rx.changed().await),
            1 => {
                let found = rx.wait_for(|value| *value > 1).await;
                seen.add(found.map(|value| (*value, value.has_changed())));
            }
            2 => {
                turn().await;
                let value = rx.borrow_and_update();
                seen.add((*value, value.has_changed()));
            }
            3 => {
                turn().await;
                seen.add((rx.has_changed(), *rx.borrow()));
            }
            4 => {
                turn().await;
                rx.mark_changed();
                seen.add((*rx.borrow(), rx.has_changed()));
            }
            5 => {
                turn().await;
                rx.mark_unchanged();
                seen.add((*rx.borrow(), rx.has_changed()));
            }
            _ => {
                turn().await;
                receiver = None;
            }
        }
    }
}
