// cargo add async-channel@2.5
// cargo add tokio@1.54 --features macros,rt,time

use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (sender, jobs) = async_channel::bounded(2);

    let mut workers = JoinSet::new(); // a group of tasks, to be joined together
    for id in 1..=3 {
        let worker = format!("worker {id}");
        let jobs = jobs.clone();
        workers.spawn(async move {
            while let Ok(job) = jobs.recv().await {
                println!("{worker}: does job {job}");
                sleep(Duration::from_millis(10)).await; // the work
            }
            println!("{worker}: ends");
        });
    }
    // If main kept this receiver, its send would wait for ever after a
    // panic of all workers.
    drop(jobs);

    for job in 1..=9 {
        sender.send(job).await.unwrap();
    }
    drop(sender);
    workers.join_all().await;
    println!("main: all workers have ended");
}
