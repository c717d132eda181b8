// cargo add rayon@1.12
// cargo add tokio@1.54 --features rt,sync

use std::thread;

use rayon::prelude::*;
use tokio::runtime::{Builder, Handle};
use tokio::sync::{mpsc, oneshot};
use tokio::task::spawn_blocking;

fn main() {
    let runtime = Builder::new_current_thread().build().unwrap();

    // Runs the future, and blocks this thread until the value is there.
    let sum = runtime.block_on(async { (1..=4).sum::<u32>() });
    println!("from a function into the runtime: {sum}");

    let (sender, mut numbers) = mpsc::channel(1);
    let thread = thread::spawn(move || {
        for n in 1..=4_u32 {
            sender.blocking_send(n).unwrap();
        }
    }); // its sender is dropped, and the loop below ends
    let sum = runtime.block_on(async {
        let mut sum = 0;
        while let Some(n) = numbers.recv().await {
            sum += n;
        }
        sum
    });
    thread.join().unwrap();
    println!("from a thread to a task: {sum}");

    let (sender, answer) = oneshot::channel();
    let sum = runtime.block_on(async {
        rayon::spawn(|| {
            let sum = (1..=4).into_par_iter().sum::<u32>();
            let _ = sender.send(sum); // an error if nobody waits any more
        });
        answer.await.unwrap() // meanwhile other tasks may run
    });
    println!("from rayon to a task: {sum}");

    let task = runtime.spawn(async {
        // What is called here may be deep inside of plain functions.
        let call = || Handle::current().block_on(async { (1..=4).sum::<u32>() });
        spawn_blocking(call).await.unwrap()
    });
    let sum = runtime.block_on(task).unwrap();
    println!("from a task, by a call that blocks, to a future: {sum}");

    // a planned panic: a worker of the runtime must not wait for the runtime
    let nested = runtime.spawn(async { Handle::current().block_on(async { 10 }) });
    let panic = runtime.block_on(nested).unwrap_err().to_string();
    let refused = panic.contains("Cannot start a runtime from within a runtime");
    println!("from a task into the runtime, refused: {refused}");
}
