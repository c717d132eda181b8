//! A bounded channel of `mpsc`, two senders and a receiver.

use std::time::Duration;

use super::tokio::sync::mpsc::{self, Receiver, Sender};
use super::{Kind, Seen, Tasks, pause, turn};

pub const KIND: Kind = Kind {
    name: "mpsc",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(8, 2), (8, 1), (6, 2)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let [first, second, receives] = scripts.try_into().unwrap();
    let (sender, receiver) = mpsc::channel(1);
    let mut tasks = Tasks::default();
    let other = sender.clone();
    tasks.start(|seen| send(seen, sender, first, 1));
    tasks.start(|seen| send(seen, other, second, 11));
    tasks.start(|seen| receive(seen, receiver, receives));
    tasks.outcome().await
}

async fn send(seen: Seen, sender: Sender<u8>, script: Vec<u8>, mut message: u8) {
    let mut sender = Some(sender);
    for step in script {
        pause().await;
        message += 1;
        let Some(tx) = &sender else { continue };
        match step {
            0 => seen.add(tx.send(message).await),
            1 => {
                turn().await;
                seen.add(tx.try_send(message));
            }
            2 => {
                let permit = tx.reserve().await;
                pause().await;
                turn().await;
                seen.add(permit.map(|permit| permit.send(message)));
            }
            3 => {
                let permit = tx.reserve().await;
                pause().await;
                turn().await;
                seen.add(permit.map(drop));
            }
            4 => {
                turn().await;
                let permit = tx.clone().reserve_owned().await;
                seen.add(permit.map(|permit| permit.send(message).capacity()));
            }
            5 => {
                let sent = tx.send_timeout(message, Duration::from_millis(9)).await;
                seen.add(sent);
            }
            6 => {
                turn().await;
                seen.add((tx.capacity(), tx.is_closed(), tx.strong_count()));
            }
            _ => {
                turn().await;
                sender = None;
            }
        }
    }
}

async fn receive(seen: Seen, mut receiver: Receiver<u8>, script: Vec<u8>) {
    for step in script {
        pause().await;
        match step {
            0 | 1 => seen.add(receiver.recv().await),
            2 => {
                let mut all = Vec::new();
                let count = receiver.recv_many(&mut all, 2).await;
                seen.add((count, all));
            }
            3 => {
                turn().await;
                seen.add(receiver.try_recv());
            }
            4 => {
                turn().await;
                seen.add((receiver.len(), receiver.sender_strong_count()));
            }
            _ => {
                turn().await;
                receiver.close();
            }
        }
    }
    // The others go on without it.
    pause().await;
    turn().await;
}
