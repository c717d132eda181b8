//! Channels between tasks, and one row between threads. The sum of what came is the check.

use std::hint::black_box;
use std::pin::pin;
use std::thread;
use std::time::Instant;

use crossbeam::channel;
use kanal::{AsyncReceiver, AsyncSender, ReceiveError, bounded_async};
use tokio::{select, spawn};

use super::{Timed, in_a_task};
use crate::rows::BATCH;

/// There and back over two channels without room.
pub fn pingpong(rounds: u64, one_core: bool) -> Timed {
    in_a_task(one_core, async move {
        let (ping, pinged) = bounded_async(0);
        let (pong, ponged) = bounded_async(0);
        spawn(async move {
            while let Ok(n) = pinged.recv().await {
                pong.send(n).await.expect("a receiver");
            }
        });
        let mut sum = 0;
        for n in 0..rounds {
            ping.send(n).await.expect("a receiver");
            sum += ponged.recv().await.expect("a sender");
        }
        sum
    })
}

/// The same between two threads of the system.
pub fn pingpong_threads(rounds: u64) -> Timed {
    let (ping, pinged) = channel::bounded::<u64>(0);
    let (pong, ponged) = channel::bounded(0);
    let other = thread::spawn(move || {
        for n in pinged {
            pong.send(n).expect("a receiver");
        }
    });
    let start = Instant::now();
    let mut sum = 0;
    for n in 0..rounds {
        ping.send(n).expect("a receiver");
        sum += ponged.recv().expect("a sender");
    }
    let time = start.elapsed();
    drop(ping);
    other.join().expect("no panic");
    (time, black_box(sum))
}

/// From one task to another, without room.
pub fn oneway(messages: u64, one_core: bool) -> Timed {
    in_a_task(one_core, async move {
        let (sender, receiver) = bounded_async(0);
        spawn(send(sender, 0, messages));
        sum(receiver).await
    })
}

/// From so many tasks to one, with room.
pub fn fanin(messages: u64, senders: u64) -> Timed {
    in_a_task(false, async move {
        let (sender, receiver) = bounded_async(BATCH);
        for part in 0..senders {
            let (from, to) = share(messages, part, senders);
            spawn(send(sender.clone(), from, to));
        }
        drop(sender);
        sum(receiver).await
    })
}

/// The same in batches; the room holds as many messages.
pub fn batches(messages: u64, senders: u64) -> Timed {
    in_a_task(false, async move {
        let (sender, receiver) = bounded_async(1);
        for part in 0..senders {
            let (from, to) = share(messages, part, senders);
            spawn(send_batches(sender.clone(), from, to));
        }
        drop(sender);
        let mut sum = 0;
        while let Ok(batch) = receiver.recv().await {
            sum += batch.iter().sum::<u64>();
        }
        sum
    })
}

/// Four workers take jobs from one channel and send the results over another.
pub fn pool(jobs: u64) -> Timed {
    in_a_task(false, async move {
        let (give, queue) = bounded_async(BATCH);
        let (tell, results) = bounded_async(BATCH);
        for _ in 0..WORKERS {
            let (queue, tell) = (queue.clone(), tell.clone());
            spawn(async move {
                while let Ok(job) = queue.recv().await {
                    tell.send(work(job)).await.expect("a receiver");
                }
            });
        }
        drop((queue, tell));
        spawn(send(give, 0, jobs));
        sum(results).await
    })
}

/// The same in batches.
pub fn pool_batches(jobs: u64) -> Timed {
    in_a_task(false, async move {
        let (give, queue) = bounded_async::<Vec<u64>>(1);
        let (tell, results) = bounded_async(1);
        for _ in 0..WORKERS {
            let (queue, tell) = (queue.clone(), tell.clone());
            spawn(async move {
                while let Ok(mut batch) = queue.recv().await {
                    for job in &mut batch {
                        *job = work(*job);
                    }
                    tell.send(batch).await.expect("a receiver");
                }
            });
        }
        drop((queue, tell));
        spawn(send_batches(give, 0, jobs));
        let mut sum = 0;
        while let Ok(batch) = results.recv().await {
            sum += batch.iter().sum::<u64>();
        }
        sum
    })
}

const WORKERS: usize = 4;

fn work(job: u64) -> u64 {
    black_box(job)
}

/// Whichever of two channels has a message. A receive of kanal that is dropped may take a
/// message with it, so the one that has lost goes on waiting.
pub fn select(messages: u64, room: usize, one_core: bool) -> Timed {
    in_a_task(one_core, async move {
        let (left, lefts) = bounded_async(room);
        let (right, rights) = bounded_async(room);
        spawn(send(left, 0, messages / 2));
        spawn(send(right, messages / 2, messages));
        let mut sum = 0;
        let (mut left_open, mut right_open) = (true, true);
        let mut next_left = pin!(lefts.recv());
        let mut next_right = pin!(rights.recv());
        while left_open || right_open {
            select! {
                message = &mut next_left, if left_open => match message {
                    Ok(n) => {
                        sum += n;
                        next_left.set(lefts.recv());
                    }
                    Err(_) => left_open = false,
                },
                message = &mut next_right, if right_open => match message {
                    Ok(n) => {
                        sum += n;
                        next_right.set(rights.recv());
                    }
                    Err(_) => right_open = false,
                },
            }
        }
        sum
    })
}

/// A chain of tasks; each passes on one more than it was given.
pub fn daisy(tasks: u64, one_core: bool) -> Timed {
    in_a_task(one_core, async move {
        let (first, mut receiver) = bounded_async(0);
        for _ in 0..tasks {
            let (sender, next) = bounded_async(0);
            spawn(async move {
                let n: u64 = receiver.recv().await.expect("a sender");
                sender.send(n + 1).await.expect("a receiver");
            });
            receiver = next;
        }
        spawn(send(first, 0, 1));
        receiver.recv().await.expect("a sender")
    })
}

/// A chain of filters, one a prime; returns the last of so many primes.
pub fn sieve(primes: u64, one_core: bool) -> Timed {
    in_a_task(one_core, async move {
        let (sender, mut numbers) = bounded_async(0);
        spawn(async move {
            let mut n = 2;
            while sender.send(n).await.is_ok() {
                n += 1;
            }
        });
        let mut prime = 0;
        for _ in 0..primes {
            prime = numbers.recv().await.expect("a sender");
            let (sender, passed) = bounded_async(0);
            spawn(filter(numbers, sender, prime));
            numbers = passed;
        }
        prime
    })
}

async fn filter(numbers: AsyncReceiver<u64>, sender: AsyncSender<u64>, prime: u64) {
    while let Ok(n) = numbers.recv().await {
        if n % prime != 0 && sender.send(n).await.is_err() {
            return;
        }
    }
}

async fn send(sender: AsyncSender<u64>, from: u64, to: u64) {
    for n in from..to {
        sender.send(n).await.expect("a receiver");
    }
}

async fn send_batches(sender: AsyncSender<Vec<u64>>, from: u64, to: u64) {
    for batch in in_batches(from, to) {
        sender.send(batch).await.expect("a receiver");
    }
}

/// The numbers cut into batches, each made when it is wanted.
pub fn in_batches(from: u64, to: u64) -> impl Iterator<Item = Vec<u64>> {
    let starts = (from..to).step_by(BATCH);
    starts.map(move |start| (start..to.min(start + BATCH as u64)).collect())
}

async fn sum(receiver: AsyncReceiver<u64>) -> u64 {
    let mut sum = 0;
    loop {
        match receiver.recv().await {
            Ok(n) => sum += n,
            Err(ReceiveError::Closed | ReceiveError::SendClosed) => return sum,
        }
    }
}

/// The part of each of several senders.
pub fn share(messages: u64, part: u64, parts: u64) -> (u64, u64) {
    (messages * part / parts, messages * (part + 1) / parts)
}
