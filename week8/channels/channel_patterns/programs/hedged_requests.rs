// cargo add anyhow@1.0.104
// cargo add tokio@1.54 --features macros,test-util

use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Result, anyhow, bail, ensure};
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
    say(first_answer(&mut asked).await);
    asked.shutdown().await; // drops the others and waits until they are gone

    asked.spawn(query("replica D", 90));
    let patience = Duration::from_millis(20); // most answers are quicker than this
    // The timeout may drop this wait: `join_next` is cancel-safe, so no answer is
    // lost.
    let answer = match timeout(patience, first_answer(&mut asked)).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(_)) | Err(_) => {
            asked.spawn(query("replica E", 30));
            first_answer(&mut asked).await
        }
    };
    say(answer);
    asked.shutdown().await;

    asked.spawn(query("replica F", 10));
    say(first_answer(&mut asked).await);
    println!("{:4} ms  main: tasks left: {}", clock(), asked.len());
}

/// The last failure, if all of them have failed.
async fn first_answer(asked: &mut JoinSet<Result<String>>) -> Result<String> {
    let mut failure = anyhow!("nobody was asked");
    while let Some(ended) = asked.join_next().await {
        match ended {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(error)) => failure = error, // wait for another
            Err(panic) => failure = panic.into(),
        }
    }
    bail!("no replica has answered: {failure:#}")
}

fn say(answer: Result<String>) {
    match answer {
        Ok(answer) => println!("{:4} ms  main: gets {answer}", clock()),
        Err(error) => println!("{:4} ms  main: {error}", clock()),
    }
}

/// Takes so many milliseconds. Replicas C and F are broken.
async fn query(replica: &'static str, latency: u64) -> Result<String> {
    sleep(Duration::from_millis(latency)).await; // a loser is dropped here
    println!("{:4} ms  {replica}: answers", clock());
    ensure!(!["replica C", "replica F"].contains(&replica), "{replica} is broken");
    Ok(format!("the answer of {replica}"))
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
