//! One owner instead of one lock.

use std::sync::{Arc, Mutex};

use shared::{Log, Task};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

/// An actor is one task that owns the state, a plain variable. Others send it
/// requests, and a request that wants an answer carries the way back, a oneshot
/// sender. Go programs do this often, because a lock is easily forgotten there;
/// in asyncio a future is the way back. In Rust a mutex is as safe, and shorter
/// for one number. An actor is better when a change takes several steps or
/// awaits, or when requests have to queue. It also suits state that only one
/// task can have, such as a connection.
#[tokio::main(flavor = "current_thread")]
pub async fn actor(log: &Log) {
    let main = log.task("main");
    let (account, requests) = mpsc::channel(4);
    let owner = tokio::spawn(own_account(main.starts("owner"), requests));
    let locked = Arc::new(Mutex::new(0));

    let mut clients = JoinSet::new();
    for _ in 0..3 {
        let (account, locked) = (account.clone(), Arc::clone(&locked));
        clients.spawn(async move {
            for amount in 1..=10 {
                account.send(Request::Deposit(amount)).await.unwrap();
                *locked.lock().unwrap() += amount;
            }
        });
    }
    clients.join_all().await;

    let (reply, answer) = oneshot::channel();
    account.send(Request::Balance(reply)).await.unwrap();
    writeln!(main, "the owner says {}", answer.await.unwrap());
    writeln!(main, "the mutex holds {}", locked.lock().unwrap());
    drop(account); // the last sender: the owner's loop ends
    owner.await.unwrap();
}

enum Request {
    Deposit(u64),
    Balance(oneshot::Sender<u64>),
}

async fn own_account(owner: Task, mut requests: mpsc::Receiver<Request>) {
    let mut balance = 0;
    while let Some(request) = requests.recv().await {
        match request {
            Request::Deposit(amount) => balance += amount,
            Request::Balance(reply) => {
                let _ = reply.send(balance); // an error if nobody waits any more
            }
        }
    }
    writeln!(owner, "nobody is left to ask");
}
