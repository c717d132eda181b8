// cargo add anyhow@1.0.104
// cargo add tokio@1.54 --features macros,test-util

use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tokio::task::JoinSet;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count

    let mut jobs = start_five();
    while let Some(ended) = jobs.join_next().await {
        if let Err(error) = ended.unwrap() {
            // `:#` prints the error with its context, which is the job.
            println!("{:4} ms  main: collected: {error:#}", clock());
        }
    }

    let mut jobs = start_five(); // at 50 ms
    while let Some(ended) = jobs.join_next().await {
        if let Err(error) = ended.unwrap() {
            println!("{:4} ms  main: stopping: {error:#}", clock());
            jobs.shutdown().await; // aborts the others: the set is empty
        }
    }
}

/// Job n starts its work after n times 10 ms. Jobs 2 and 4 fail.
fn start_five() -> JoinSet<Result<()>> {
    let mut jobs = JoinSet::new();
    for id in 1..=5 {
        let job = format!("job {id}");
        jobs.spawn(async move {
            sleep(Duration::from_millis(10 * id)).await;
            println!("{:4} ms  {job}: starts", clock());
            print_page(id).with_context(|| format!("job {id}"))
        });
    }
    jobs
}

fn print_page(number: u64) -> Result<()> {
    ensure!(number != 2 && number != 4, "out of paper");
    Ok(())
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
