//! Futures that are dropped half-way, with what they have taken.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use super::tokio::sync::{Mutex, Semaphore, mpsc};
use super::tokio::time::{sleep, timeout};
use super::{Kind, Seen, Tasks, pause, tokio, turn};

pub const KIND: Kind = Kind {
    name: "futures dropped half-way",
    run: |scripts| Box::pin(run(scripts)),
    tasks: &[(3, 2), (6, 2)],
};

const SHORT: Duration = Duration::from_millis(2);
const LONG: Duration = Duration::from_millis(10);

/// What a task takes.
struct Things {
    permits: Semaphore,
    account: Mutex<u8>,
}

async fn run(scripts: Vec<Vec<u8>>) -> String {
    let [gives, takes] = scripts.try_into().unwrap();
    let (sender, receiver) = mpsc::channel(1);
    let things =
        Arc::new(Things { permits: Semaphore::new(2), account: Mutex::new(0) });
    let other = Arc::clone(&things);
    let mut tasks = Tasks::default();
    tasks.start(|seen| give(seen, sender, other, gives));
    tasks.start(|seen| take(seen, receiver, things, takes));
    tasks.outcome().await
}

async fn give(
    seen: Seen,
    sender: mpsc::Sender<u8>,
    things: Arc<Things>,
    script: Vec<u8>,
) {
    for (number, step) in (1..).zip(script) {
        pause().await;
        match step {
            0 => seen.add(sender.send(number).await),
            1 => sleep(SHORT / 2).await,
            _ => {
                let mut account = things.account.lock().await;
                pause().await;
                turn().await;
                *account += 1;
            }
        }
    }
}

/// Receives and has something else to do before the message is anybody's.
async fn receive(receiver: &mut mpsc::Receiver<u8>) -> Option<u8> {
    let message = receiver.recv().await;
    sleep(LONG).await;
    message
}

async fn pay(things: &Things) -> u8 {
    let _permits = things.permits.acquire_many(2).await.unwrap();
    let mut account = things.account.lock().await;
    sleep(LONG).await;
    *account += 10;
    *account
}

async fn take(
    seen: Seen,
    mut receiver: mpsc::Receiver<u8>,
    things: Arc<Things>,
    script: Vec<u8>,
) {
    for step in script {
        pause().await;
        match step {
            0 => seen.add(timeout(SHORT, receive(&mut receiver)).await),
            1 => tokio::select! {
                message = receive(&mut receiver) => seen.add(message),
                () = sleep(SHORT) => seen.add("late"),
            },
            2 => seen.add(timeout(SHORT, pay(&things)).await),
            3 => tokio::select! {
                biased;
                message = receiver.recv() => seen.add(message),
                sum = pay(&things) => seen.add(sum),
            },
            4 => {
                let mut receive = pin!(receive(&mut receiver));
                seen.add(timeout(SHORT, &mut receive).await);
                seen.add(receive.await);
            }
            _ => tokio::select! {
                Some(message) = receive(&mut receiver) => seen.add(message),
                sum = pay(&things), if things.permits.available_permits() > 0 =>
                    seen.add(sum),
                else => seen.add("nothing"),
            },
        }
        turn().await;
        seen.add((things.permits.available_permits(), receiver.len()));
    }
}
