//! Questions, answers and time: tokio's tasks and channels. Waiting is all that they do,
//! a future that is dropped has been cancelled, and time can be paused.

use std::time::Duration;

use shared::{Log, Task};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::witness::{Witness, tasks_alive};

/// A server is a task that owns a queue, and every question in it carries the way back: a
/// `oneshot`, the channel for one answer. In Go a client that has given up must not block
/// the server, so the reply channel gets room for one and the late answer is lost without
/// a word. Here a client that gives up drops its receiver: the server can see that before
/// it begins, and its late send is an error that holds the answer.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn request_response(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let (questions, queue) = mpsc::channel(8);

    let mut tasks = JoinSet::new();
    tasks.spawn(serve(main.starts("server"), queue));
    for (name, work, patience) in
        [("Ann", 20, 50), ("Joe", 60, 70), ("Sue", 10, 70)]
    {
        let (client, questions) = (main.starts(name), questions.clone());
        tasks.spawn(async move {
            let (reply, answer) = oneshot::channel();
            let work = Duration::from_millis(work);
            let question = Question { asker: name.into(), work, reply };
            questions.send(question).await.unwrap();
            match timeout(Duration::from_millis(patience), answer).await {
                Ok(answer) => writeln!(client, "gets: {}", answer.unwrap()),
                Err(_) => writeln!(client, "gives up"),
            }
        });
    }
    drop(questions); // the server ends after the last client's question
    tasks.join_all().await;
    writeln!(main, "all have ended");
}

/// A question, how long it takes to answer, and the way back.
struct Question {
    asker: String,
    work: Duration,
    reply: oneshot::Sender<String>,
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

/// The slowest of many replicas decides how slow a page is, so do not wait for it. Ask
/// all and take the first answer (Pike's search 3.0); or, at little more than the price
/// of one question, ask the second only when the first has not answered after a while
/// (a hedged request: Dean and Barroso, The Tail at Scale, 2013). In Go the losers run
/// on, and without room in the channel they wait in their send for ever; a context has
/// to stop them. Here they are tasks of a `JoinSet`, dropped at the await where they are.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn hedged_requests(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");

    let (sender, mut answers) = mpsc::channel(1);
    let mut asked = JoinSet::new();
    for (name, latency) in [("replica A", 80), ("replica B", 30), ("replica C", 50)]
    {
        asked.spawn(answer(main.starts(name), latency, sender.clone()));
    }
    main.waits_for("the first of three");
    main.receives(answers.recv().await.unwrap());
    asked.shutdown().await; // cancels the others and waits until they are dropped

    // A channel a question: a late answer must not pass for the next question's.
    let (sender, mut answers) = mpsc::channel(1);
    asked.spawn(answer(main.starts("replica D"), 90, sender.clone()));
    main.waits_for("D, 20 ms at most");
    let patience = Duration::from_millis(20); // most answers are quicker than this
    let first = match timeout(patience, answers.recv()).await {
        Ok(first) => first,
        Err(_) => {
            asked.spawn(answer(main.starts("replica E"), 30, sender));
            main.waits_for("D or E");
            answers.recv().await
        }
    };
    main.receives(first.unwrap());
    asked.shutdown().await;
    writeln!(main, "tasks left: {}", tasks_alive());
}

async fn answer(replica: Task, latency: u64, sender: mpsc::Sender<String>) {
    let replica = Witness::of(replica);
    sleep(Duration::from_millis(latency)).await; // a loser is dropped here
    let answer = replica.name().replace("replica", "answer");
    replica.sends(&answer);
    sender.send(answer).await.unwrap();
    replica.done();
}
