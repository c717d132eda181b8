// cargo add tokio@1.54 --features macros,rt,sync

use std::sync::{Arc, Mutex};

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (account, requests) = mpsc::channel(4);
    let owner = tokio::spawn(own_account(requests));
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
    println!("main: the owner says {}", answer.await.unwrap());
    println!("main: the mutex holds {}", locked.lock().unwrap());
    drop(account); // the last sender: the owner's loop ends
    owner.await.unwrap();
}

enum Request {
    Deposit(u64),
    Balance(oneshot::Sender<u64>),
}

async fn own_account(mut requests: mpsc::Receiver<Request>) {
    let mut balance = 0;
    while let Some(request) = requests.recv().await {
        match request {
            Request::Deposit(amount) => balance += amount,
            Request::Balance(reply) => {
                let _ = reply.send(balance); // an error if nobody waits any more
            }
        }
    }
    println!("owner: nobody is left to ask");
}
