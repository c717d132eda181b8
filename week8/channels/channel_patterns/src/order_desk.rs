//! The whole: a desk that takes orders, and can say what became of each.

mod metrics;
mod payment;

use std::time::Duration;

use anyhow::{Result, ensure};
use shared::{Log, Task};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use metrics::{Event, Metrics};
use payment::Payments;

/// A small service of tokio channels. The door takes an order if there is room and else
/// refuses it at once. One stage validates, one takes the payment, with retries and a
/// breaker, one stores. To shut down, the door is closed, the stages drain, and what is
/// not through at the deadline is dropped. The books balance nevertheless: an accepted
/// order carries a ticket that counts its outcome when it is dropped, wherever that
/// happens. In Go each way out has to remember to count.
///
/// When it outgrows one machine, the shape stays and the channels become services:
///
/// - a channel: a durable queue (Kafka, NATS JetStream, SQS)
/// - that queue delivers again after a crash: a key in each order, so that twice is once
/// - the store: a database, an order and its consequences in one transaction
/// - timeout, retry, breaker, shedding at the door: layers of `tower`
/// - metrics, and the path of one order: `tracing` and OpenTelemetry
/// - the end: SIGTERM, heard by `tokio::signal`, begins the same shutdown
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn order_desk(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let (metrics, books) = Metrics::start();

    let (door, received) = mpsc::channel(4);
    let (valid, to_pay) = mpsc::channel(2);
    let (paid, to_store) = mpsc::channel(2);
    let mut stages = JoinSet::new();
    stages.spawn(validate(main.starts("validate"), received, valid));
    stages.spawn(process(main.starts("process"), to_pay, paid));
    stages.spawn(store(main.starts("store"), to_store));

    let one_by_one = (1..=12).map(|id| (10, id..=id));
    for (pause, crowd) in one_by_one.chain([(40, 13..=18), (40, 19..=24)]) {
        sleep(Duration::from_millis(pause)).await;
        for id in crowd {
            match door.try_reserve() {
                Ok(room) => room.send(Order::new(id, &metrics)),
                Err(_) => metrics.count(Event::Refused),
            }
        }
    }
    writeln!(main, "closes the door");
    drop(door); // every stage ends after the one before it, when its channel is empty
    let drained = async { while stages.join_next().await.is_some() {} };
    let in_time = timeout(Duration::from_millis(100), drained).await.is_ok();
    writeln!(main, "all through in time: {in_time}");
    stages.shutdown().await; // drops the stages, their channels and the orders in them

    drop(metrics);
    writeln!(main, "{}", books.await.unwrap());
}

struct Order {
    id: u64,
    pieces: u64,
    ticket: Ticket,
}

/// What an accepted order is counted as, once: when it is dropped, wherever that is.
struct Ticket {
    outcome: Event,
    metrics: Metrics,
}

impl Order {
    fn new(id: u64, metrics: &Metrics) -> Self {
        metrics.count(Event::Accepted);
        let ticket = Ticket { outcome: Event::Failed, metrics: metrics.clone() };
        Self { id, pieces: id % 5, ticket }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.metrics.count(self.outcome);
    }
}

async fn validate(task: Task, mut received: Receiver<Order>, valid: Sender<Order>) {
    while let Some(mut order) = received.recv().await {
        if let Err(error) = check(&order) {
            writeln!(task, "rejects order {}: {error}", order.id);
            order.ticket.outcome = Event::Rejected;
        } else if valid.send(order).await.is_err() {
            break;
        }
    }
}

fn check(order: &Order) -> Result<()> {
    ensure!(order.pieces > 0, "no pieces");
    Ok(())
}

async fn process(task: Task, mut to_pay: Receiver<Order>, paid: Sender<Order>) {
    let mut payments = Payments::new(task.starts("payments"));
    while let Some(order) = to_pay.recv().await {
        if let Err(error) = payments.pay(&order).await {
            writeln!(task, "order {} fails: {error:#}", order.id);
        } else if paid.send(order).await.is_err() {
            break;
        }
    }
}

async fn store(task: Task, mut to_store: Receiver<Order>) {
    while let Some(mut order) = to_store.recv().await {
        writeln!(task, "stores order {}", order.id);
        order.ticket.outcome = Event::Stored;
    }
}
