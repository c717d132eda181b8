//! `select!` between two channels.

use super::tokio::sync::{mpsc, watch};
use super::{Kind, Seen, Tasks, pause, tokio, turn};

pub const KIND: Kind = Kind {
    name: "select",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(4, 2), (3, 1), (4, 2)],
};

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let [sends, sets, selects] = scripts.try_into().unwrap();
    let (sender, receiver) = mpsc::channel(1);
    let (set, watched) = watch::channel(0);
    let mut tasks = Tasks::default();
    tasks.start(|seen| send(seen, sender, sends));
    tasks.start(|_| change(set, sets));
    tasks.start(|seen| select(seen, receiver, watched, selects));
    tasks.outcome().await
}

async fn send(seen: Seen, sender: mpsc::Sender<u8>, script: Vec<u8>) {
    let mut sender = Some(sender);
    for step in script {
        pause().await;
        let Some(tx) = &sender else { continue };
        match step {
            0 | 1 => seen.add(tx.send(step).await),
            2 => {
                turn().await;
                seen.add(tx.try_send(2));
            }
            _ => {
                turn().await;
                sender = None;
            }
        }
    }
}

async fn change(sender: watch::Sender<u8>, script: Vec<u8>) {
    let mut sender = Some(sender);
    for step in script {
        pause().await;
        turn().await;
        let Some(tx) = &sender else { continue };
        match step {
            0 | 1 => tx.send_modify(|value| *value += 1),
            _ => sender = None,
        }
    }
}

async fn select(
    seen: Seen,
    mut receiver: mpsc::Receiver<u8>,
    mut watched: watch::Receiver<u8>,
    script: Vec<u8>,
) {
    for step in script {
        pause().await;
        match step {
            0 => tokio::select! {
                message = receiver.recv() => seen.add(message),
                changed = watched.changed() => seen.add(changed),
            },
            1 => tokio::select! {
                biased;
                message = receiver.recv() => seen.add(message),
                changed = watched.changed() => seen.add(changed),
            },
            2 => tokio::select! {
                Some(message) = receiver.recv() => seen.add(message),
                Ok(()) = watched.changed() => seen.add("changed"),
                else => seen.add("nothing"),
            },
            _ => {
                let none = tokio::select! { else => true };
                tokio::select! {
                    Some(message) = receiver.recv(), if none => seen.add(message),
                    () = async {} => seen.add("none"),
                }
            }
        }
    }
}
