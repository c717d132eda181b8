//! The rows with room over tokio's own channel. What is dropped takes no message with it.

use tokio::sync::mpsc::{Sender, channel};
use tokio::{select, spawn};

use super::channels::{in_batches, share};
use super::{Timed, in_a_task};
use crate::rows::BATCH;

/// From so many tasks to one, with room.
pub fn fanin(messages: u64, senders: u64) -> Timed {
    in_a_task(false, async move {
        let (sender, mut receiver) = channel(BATCH);
        for part in 0..senders {
            let (from, to) = share(messages, part, senders);
            spawn(send(sender.clone(), from, to));
        }
        drop(sender);
        let mut sum = 0;
        while let Some(n) = receiver.recv().await {
            sum += n;
        }
        sum
    })
}

/// The same in batches; the room holds as many messages.
pub fn batches(messages: u64, senders: u64) -> Timed {
    in_a_task(false, async move {
        let (sender, mut receiver) = channel(1);
        for part in 0..senders {
            let (from, to) = share(messages, part, senders);
            spawn(send_batches(sender.clone(), from, to));
        }
        drop(sender);
        let mut sum = 0;
        while let Some(batch) = receiver.recv().await {
            sum += batch.iter().sum::<u64>();
        }
        sum
    })
}

async fn send_batches(sender: Sender<Vec<u64>>, from: u64, to: u64) {
    for batch in in_batches(from, to) {
        sender.send(batch).await.expect("a receiver");
    }
}

/// Whichever of two channels has a message.
pub fn select(messages: u64, one_core: bool) -> Timed {
    in_a_task(one_core, async move {
        let (left, mut lefts) = channel(BATCH);
        let (right, mut rights) = channel(BATCH);
        spawn(send(left, 0, messages / 2));
        spawn(send(right, messages / 2, messages));
        let mut sum = 0;
        loop {
            select! {
                Some(n) = lefts.recv() => sum += n,
                Some(n) = rights.recv() => sum += n,
                else => return sum,
            }
        }
    })
}

async fn send(sender: Sender<u64>, from: u64, to: u64) {
    for n in from..to {
        sender.send(n).await.expect("a receiver");
    }
}
