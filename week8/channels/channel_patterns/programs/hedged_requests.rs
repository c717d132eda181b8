// cargo add anyhow@1.0.104
// cargo add tokio@1.54 --features macros,test-util

use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Result, ensure};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count

    let mut asked = JoinSet::new();
    for (name, latency) in [("replica A", 80), ("replica B", 30), ("replica C", 10)]
    {
        asked.spawn(query(name, latency));
    }
    let value = first_answer(&mut asked).await;
    println!("{:4} ms  main: gets {value:?}", clock());
    asked.shutdown().await; // drops the others and waits until they are gone

    asked.spawn(query("replica D", 90));
    let patience = Duration::from_millis(20); // most answers are quicker than this
    let answer = match timeout(patience, first_answer(&mut asked)).await {
        Ok(Some(answer)) => Some(answer),
        Ok(None) | Err(_) => {
            asked.spawn(query("replica E", 30));
            first_answer(&mut asked).await
        }
    };
    println!("{:4} ms  main: gets {answer:?}", clock());
    asked.shutdown().await;
    println!("{:4} ms  main: tasks left: {}", clock(), asked.len());
}

/// `None` if all of them have failed.
async fn first_answer(asked: &mut JoinSet<Result<String>>) -> Option<String> {
    while let Some(ended) = asked.join_next().await {
        if let Ok(Ok(answer)) = ended {
            return Some(answer); // else it has failed or panicked: wait for another
        }
    }
    None
}

/// Takes so many milliseconds. Replica C is broken.
async fn query(replica: &'static str, latency: u64) -> Result<String> {
    sleep(Duration::from_millis(latency)).await; // a loser is dropped here
    println!("{:4} ms  {replica}: answers", clock());
    ensure!(replica != "replica C", "{replica} is broken");
    Ok(format!("the answer of {replica}"))
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
