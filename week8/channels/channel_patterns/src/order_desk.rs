//! The whole: a desk that takes orders, and can say what became of each.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::future::pending;
use std::time::Duration;

use anyhow::{Result, ensure};
use shared::{Log, Task};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{self, Receiver, Sender, UnboundedSender};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, sleep, timeout};

/// The door of this service takes an order if there is room, and refuses it
/// at once if there is none. One stage validates, one takes the payment, with
/// retries and a circuit breaker that spares a broken service (week 7), and
/// one stores. At the shutdown the door is closed and the stages empty their
/// channels; what is not through at the deadline is dropped. Each accepted
/// order carries a ticket, which counts the outcome when it is dropped,
/// wherever that happens. In Go a `defer` counts at each way out of a stage;
/// nothing counts the orders that stay in a channel. When the service
/// outgrows one machine, the shape stays and the channels become services:
///
/// - a channel becomes a durable queue (Kafka, NATS JetStream, SQS)
/// - such a queue delivers again after a crash, so each order needs a key, and
///   the second delivery of a key is ignored
/// - the store becomes a database, with an order and its consequences in one
///   transaction
/// - timeouts, retries, a limit on what is in flight: layers of the crate
///   `tower`, which has no circuit breaker
/// - metrics, and the path of one order: `tracing` and OpenTelemetry
/// - the shutdown begins with SIGTERM, which `tokio::signal` hears
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
                Err(TrySendError::Full(())) => metrics.count(Event::Refused),
                Err(TrySendError::Closed(())) => unreachable!("validate has ended"),
            }
        }
    }
    writeln!(main, "closes the door");
    drop(door); // each stage ends when its channel is empty and the one before has ended
    let drained = async {
        while let Some(ended) = stages.join_next().await {
            ended.unwrap(); // a stage that panics ends main too
        }
    };
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

/// Counts what became of an accepted order, once: when it is dropped.
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

/// Asks the service up to three times, unless the breaker is open: then a payment
/// fails at once, and the service is left in peace. A call that failed may have
/// charged all the same, so the service has to ignore a second charge of an order.
struct Payments {
    task: Task,
    service: Service,
    breaker: Breaker,
}

impl Payments {
    fn new(task: Task) -> Self {
        let service = Service { start: Instant::now(), asked: 0 };
        Self { task, service, breaker: Breaker::Closed { failures: 0 } }
    }

    async fn pay(&mut self, order: &Order) -> Result<()> {
        ensure!(self.breaker.lets_through(), "the breaker is open");
        let mut pauses = [5, 10].into_iter();
        loop {
            let paid = self.service.charge(order.id).await;
            if let Some(change) = self.breaker.note(paid.is_ok()) {
                writeln!(self.task, "the breaker {change}");
            }
            let Err(error) = paid else { return Ok(()) };
            let Some(pause) = pauses.next() else {
                return Err(error.context("asked three times"));
            };
            sleep(Duration::from_millis(pause)).await;
            ensure!(self.breaker.lets_through(), "the breaker is open");
            order.ticket.metrics.count(Event::Retried);
        }
    }
}

/// Three failures in a row open it for 30 ms. After that one call is let through as
/// a trial. If it succeeds the breaker closes, else it opens for another 30 ms.
enum Breaker {
    Closed { failures: u32 },
    Open { until: Instant },
}

impl Breaker {
    fn lets_through(&self) -> bool {
        match self {
            Self::Closed { .. } => true,
            Self::Open { until } => Instant::now() >= *until,
        }
    }

    /// Takes note of an answer; returns what it has changed, if anything.
    fn note(&mut self, answered: bool) -> Option<&'static str> {
        let until = Instant::now() + Duration::from_millis(30);
        let (next, change) = match (&*self, answered) {
            (Self::Closed { .. }, true) => (Self::Closed { failures: 0 }, None),
            (Self::Open { .. }, true) => {
                (Self::Closed { failures: 0 }, Some("closes"))
            }
            (Self::Closed { failures: failures @ 0..2 }, false) => {
                (Self::Closed { failures: failures + 1 }, None)
            }
            (_, false) => (Self::Open { until }, Some("opens for 30 ms")),
        };
        *self = next;
        change
    }
}

/// A service with troubles. A call takes 3 ms. The second call fails, every call
/// fails from 45 to 100 ms, and order 21 is never answered.
struct Service {
    start: Instant,
    asked: u32,
}

impl Service {
    async fn charge(&mut self, order: u64) -> Result<()> {
        self.asked += 1;
        sleep(Duration::from_millis(3)).await;
        ensure!(self.asked != 2, "a connection was reset");
        let now = self.start.elapsed().as_millis();
        ensure!(!(45..100).contains(&now), "the service is down");
        if order == 21 {
            pending::<()>().await;
        }
        Ok(())
    }
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    Accepted,
    Refused,
    Rejected,
    Retried,
    Stored,
    /// Not stored, and perhaps paid: that has to be looked up.
    Failed,
}

/// Counts what happens, in a task of its own: the others send, and share no
/// counter. A send never waits, so it can be done in a `drop`. The price is a channel
/// without a limit: it stays short only because to count is quicker than to sell.
#[derive(Clone)]
struct Metrics(UnboundedSender<Event>);

/// The counts. They are complete when the last `Metrics` is dropped.
struct Books(BTreeMap<Event, u64>);

impl Metrics {
    fn start() -> (Self, JoinHandle<Books>) {
        let (sender, mut events) = mpsc::unbounded_channel();
        let books = tokio::spawn(async move {
            let mut books = Books(BTreeMap::new());
            while let Some(event) = events.recv().await {
                *books.0.entry(event).or_default() += 1;
            }
            books
        });
        (Self(sender), books)
    }

    fn count(&self, event: Event) {
        let _ = self.0.send(event); // an error means that nobody reads the books any more
    }
}

impl Display for Books {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |event| self.0.get(&event).copied().unwrap_or_default();
        let (stored, rejected) = (of(Event::Stored), of(Event::Rejected));
        let (accepted, failed) = (of(Event::Accepted), of(Event::Failed));
        let sign =
            if accepted == stored + rejected + failed { "=" } else { "is not" };
        writeln!(
            f,
            "accepted {accepted} {sign} \
             stored {stored} + rejected {rejected} + failed {failed}"
        )?;
        let (refused, retried) = (of(Event::Refused), of(Event::Retried));
        write!(f, "refused at the door {refused}, retried {retried}")
    }
}
