//! A task owns everything and is asked by messages.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use tokio::select;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

type Job = Pin<Box<dyn Future<Output = ()> + Send>>;

enum Ask {
    Start(Job, oneshot::Sender<Result<(), Stopped>>),
    Stop(Duration, oneshot::Sender<Report>),
}

pub struct Service {
    asks: mpsc::UnboundedSender<Ask>,
}

/// What became of the jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub finished: usize,
    pub aborted: usize,
}

/// The service was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl Service {
    pub fn new(limit: usize) -> Service {
        let (asks, asked) = mpsc::unbounded_channel();
        tokio::spawn(serve(limit, asked));
        Service { asks }
    }

    pub async fn start<F>(&self, job: F) -> Result<(), Stopped>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (answers, answer) = oneshot::channel();
        let ask = Ask::Start(Box::pin(job), answers);
        self.asks.send(ask).map_err(|_| Stopped)?;
        answer.await.unwrap_or(Err(Stopped))
    }

    pub async fn stop(&self, grace: Duration) -> Report {
        let (answers, answer) = oneshot::channel();
        let asked = self.asks.send(Ask::Stop(grace, answers));
        assert!(asked.is_ok(), "it is stopped once");
        answer.await.expect("the task answers before it ends")
    }
}

async fn serve(limit: usize, mut asked: mpsc::UnboundedReceiver<Ask>) {
    let mut tasks = JoinSet::new();
    let mut waiting = VecDeque::new();
    let mut report = Report::default();
    let (grace, answer) = loop {
        while tasks.len() < limit
            && let Some((job, answer)) = waiting.pop_front()
        {
            // Who asked may have given up.
            if oneshot::Sender::is_closed(&answer) {
                continue;
            }
            tasks.spawn(job);
            let _: Result<_, _> = oneshot::Sender::send(answer, Ok(()));
        }
        select! {
            ask = asked.recv() => match ask {
                Some(Ask::Start(job, answer)) => waiting.push_back((job, answer)),
                Some(Ask::Stop(grace, answer)) => break (grace, answer),
                None => return,
            },
            Some(_) = tasks.join_next() => report.finished += 1,
        }
    };
    asked.close();
    drop(waiting);
    drop(asked);
    let deadline = Instant::now() + grace;
    loop {
        select! {
            end = tasks.join_next() => match end {
                Some(Ok(())) => report.finished += 1,
                Some(Err(_)) => report.aborted += 1,
                None => break,
            },
            () = sleep_until(deadline), if report.aborted == 0 => {
                tasks.abort_all();
                while let Some(end) = tasks.join_next().await {
                    match end {
                        Ok(()) => report.finished += 1,
                        Err(_) => report.aborted += 1,
                    }
                }
            }
        }
    }
    let _ = answer.send(report);
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let service = Service::new(3);
    for ms in [5, 10, 500] {
        let job = async move {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            println!("a job of {ms} ms is done");
        };
        println!("{:?}", service.start(job).await);
    }
    println!("{:?}", service.stop(Duration::from_millis(100)).await);
    println!("{:?}", service.start(async {}).await);
}
