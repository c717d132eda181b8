//! Questions, answers and time. These are tasks, and their channels are tokio's:
//! waiting is all that they do, a future can be dropped, and time can be paused.

use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail, ensure};
use shared::{Log, Task};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

/// A server is a task that owns a queue. Each question carries the sender
/// of a `oneshot`, the channel for its answer. A client that gives up drops
/// its receiver. So the server can see that nobody waits any more, and a
/// send that comes too late returns an error with the answer. In Go the
/// reply channel needs room for one, or a late answer would block the
/// server; the server does not learn that nobody reads it. The timeout
/// covers the whole question: the wait for room in the queue too.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn request_response(log: &Log) {
    // `current_thread`: all tasks run on this thread. `start_paused`: when every task
    // waits, the clock jumps to the next moment at which one can go on. So the times
    // are exact.
    log.clock(Instant::now);
    let main = log.task("main");
    let (questions, queue) = mpsc::channel(8);

    let mut tasks = JoinSet::new(); // a group of tasks
    tasks.spawn(serve(main.starts("server"), queue));
    for (name, work, patience) in
        [("Ann", 20, 50), ("Joe", 60, 70), ("Sue", 10, 70)]
    {
        let (client, questions) = (main.starts(name), questions.clone());
        tasks.spawn(async move {
            let answer = ask(&questions, name, Duration::from_millis(work));
            // The outer result is that of the timeout, the inner one that of `ask`.
            match timeout(Duration::from_millis(patience), answer).await {
                Ok(Ok(answer)) => writeln!(client, "gets: {answer}"),
                Ok(Err(error)) => writeln!(client, "fails: {error:#}"),
                Err(_) => writeln!(client, "gives up"),
            }
        });
    }
    drop(questions); // the server ends after the last client
    tasks.join_all().await;
    writeln!(main, "all have ended");
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

async fn serve(server: Task, mut queue: mpsc::Receiver<Question>) {
    while let Some(Question { asker, work, reply }) = queue.recv().await {
        if reply.is_closed() {
            writeln!(server, "does not begin: {asker} has left");
            continue;
        }
        sleep(work).await;
        match reply.send(format!("an answer for {asker}")) {
            Ok(()) => writeln!(server, "answered {asker}"),
            Err(late) => writeln!(server, "too late: {late}"),
        }
    }
}

/// A question ends in one of three ways: an answer, a timeout, or the server's
/// death. If the server ends with a question in hand, it drops the `oneshot` that
/// came with it, and the client's receive returns an error at once. It need not
/// wait for its timeout. A question that is asked later is refused in the send. In
/// Go the client learns of it only if the server tells it, say by a `defer` that
/// closes the reply channel. Otherwise it waits until its timeout, or for ever.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn dead_server(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let (requests, queue) = mpsc::channel(8);
    let server = tokio::spawn(answer_after_20_ms(queue));

    let mut clients = JoinSet::new();
    for name in ["Ann", "Joe"] {
        clients.spawn(request(main.starts(name), requests.clone()));
    }
    sleep(Duration::from_millis(30)).await; // Joe's request is in the server's hands
    writeln!(main, "the server dies");
    server.abort();
    assert!(server.await.is_err());
    clients.spawn(request(main.starts("Sue"), requests.clone()));
    clients.join_all().await;
}

async fn answer_after_20_ms(mut queue: mpsc::Receiver<oneshot::Sender<u32>>) {
    while let Some(reply) = queue.recv().await {
        sleep(Duration::from_millis(20)).await;
        let _ = reply.send(42); // an error means that the client has left
    }
}

async fn request(client: Task, requests: mpsc::Sender<oneshot::Sender<u32>>) {
    let (reply, answer) = oneshot::channel();
    if requests.send(reply).await.is_err() {
        writeln!(client, "nobody takes the request");
        return;
    }
    match timeout(Duration::from_secs(60), answer).await {
        Ok(Ok(answer)) => writeln!(client, "gets {answer}"),
        Ok(Err(_)) => writeln!(client, "the server has died"),
        Err(_) => writeln!(client, "gives up"),
    }
}

/// Several replicas can answer the same question, and one of them may be slow:
/// do not wait for it. Ask all of them and take the first good answer (Pike's
/// search 3.0). A hedged request costs little more than one: it asks a second
/// replica only when the first is late (Dean and Barroso, The Tail at Scale,
/// 2013). If every replica fails, the caller gets the last error, and does not
/// wait for ever. In Go the losers run on until they look at their context.
/// Here they are tasks of a `JoinSet`, and `shutdown` drops each at the await
/// where it waits.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn hedged_requests(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");

    let mut asked = JoinSet::new();
    for (name, latency) in [("replica A", 80), ("replica B", 30), ("replica C", 10)]
    {
        asked.spawn(query(main.starts(name), latency));
    }
    main.waits_for("the first of three");
    say(&main, first_answer(&mut asked).await);
    asked.shutdown().await; // drops the others and waits until they are gone

    asked.spawn(query(main.starts("replica D"), 90));
    main.waits_for("D, 20 ms at most");
    let patience = Duration::from_millis(20); // most answers are quicker than this
    // The timeout may drop this wait: `join_next` is cancel-safe, so no answer is lost.
    let answer = match timeout(patience, first_answer(&mut asked)).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(_)) | Err(_) => {
            asked.spawn(query(main.starts("replica E"), 30));
            main.waits_for("D or E");
            first_answer(&mut asked).await
        }
    };
    say(&main, answer);
    asked.shutdown().await;

    asked.spawn(query(main.starts("replica F"), 10));
    main.waits_for("F");
    say(&main, first_answer(&mut asked).await);
    writeln!(main, "tasks left: {}", asked.len());
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

fn say(main: &Task, answer: Result<String>) {
    match answer {
        Ok(answer) => writeln!(main, "gets {answer}"),
        Err(error) => writeln!(main, "{error}"),
    }
}

/// Takes so many milliseconds. Replicas C and F are broken.
async fn query(replica: Task, latency: u64) -> Result<String> {
    sleep(Duration::from_millis(latency)).await; // a loser is dropped here
    let name = replica.name();
    writeln!(replica, "answers");
    ensure!(!["replica C", "replica F"].contains(&name), "{name} is broken");
    Ok(format!("the answer of {name}"))
}
