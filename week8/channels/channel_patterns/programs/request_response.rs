// cargo add anyhow@1.0.104
// cargo add tokio@1.54 --features macros,test-util

use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    // `current_thread`: all tasks run on this thread. `start_paused`: when every
    // task waits, the clock jumps to the next moment at which one can go on. So the
    // times are exact.
    clock(); // begins to count
    let (questions, queue) = mpsc::channel(8);

    let mut tasks = JoinSet::new(); // a group of tasks
    tasks.spawn(serve(queue));
    for (name, work, patience) in
        [("Ann", 20, 50), ("Joe", 60, 70), ("Sue", 10, 70)]
    {
        let questions = questions.clone();
        tasks.spawn(async move {
            let answer = ask(&questions, name, Duration::from_millis(work));
            // The outer result is that of the timeout, the inner one that of `ask`.
            match timeout(Duration::from_millis(patience), answer).await {
                Ok(Ok(answer)) => {
                    println!("{:4} ms  {name}: gets: {answer}", clock())
                }
                Ok(Err(error)) => {
                    println!("{:4} ms  {name}: fails: {error:#}", clock())
                }
                Err(_) => println!("{:4} ms  {name}: gives up", clock()),
            }
        });
    }
    drop(questions); // the server ends after the last client
    tasks.join_all().await;
    println!("{:4} ms  main: all have ended", clock());
}

/// A question, how long it takes to answer, and the way back.
struct Question {
    asker: String,
    work: Duration,
    reply: oneshot::Sender<String>,
}

async fn ask(
    questions: &mpsc::Sender<Question>,
    asker: &str,
    work: Duration,
) -> Result<String> {
    let (reply, answer) = oneshot::channel();
    let question = Question { asker: asker.into(), work, reply };
    questions.send(question).await.context("no server takes the question")?;
    answer.await.context("the server died over the question")
}

async fn serve(mut queue: mpsc::Receiver<Question>) {
    while let Some(Question { asker, work, reply }) = queue.recv().await {
        if reply.is_closed() {
            println!("{:4} ms  server: does not begin: {asker} has left", clock());
            continue;
        }
        sleep(work).await;
        match reply.send(format!("an answer for {asker}")) {
            Ok(()) => println!("{:4} ms  server: answered {asker}", clock()),
            Err(late) => println!("{:4} ms  server: too late: {late}", clock()),
        }
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
