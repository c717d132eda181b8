// cargo add tokio@1.54 --features macros,rt

use std::future::ready;
use std::sync::mpsc;
use std::thread;

use tokio::task::{spawn_blocking, yield_now};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for manner in ["greedy", "polite"] {
        let tasks = ["A", "B"].map(|name| {
            let task = format!("{manner} {name}");
            tokio::spawn(async move {
                for round in 0..3 {
                    println!("{task}: {name}{round}");
                    ready(()).await; // is ready: no other task gets a turn
                    if manner == "polite" {
                        yield_now().await; // lets the other task run
                    }
                }
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
    }

    // The runtime has one thread: if that blocked in `recv`, the sender would never
    // run.
    let workers_thread = thread::current().id();
    let (send, receive) = mpsc::channel();
    let blocked = spawn_blocking(move || {
        let elsewhere = thread::current().id() != workers_thread;
        (elsewhere, receive.recv().unwrap())
    });
    tokio::spawn(async move { send.send("paper").unwrap() }).await.unwrap();
    let (elsewhere, value) = blocked.await.unwrap();
    println!("main: blocked on another thread: {elsewhere}; it received {value}");
}
