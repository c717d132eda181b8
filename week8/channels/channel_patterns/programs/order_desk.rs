// cargo add anyhow@1.0.104
// cargo add tokio@1.54 --features macros,test-util

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::future::pending;
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Result, ensure};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{self, Receiver, Sender, UnboundedSender};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, sleep, timeout};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let (metrics, books) = Metrics::start();

    let (door, received) = mpsc::channel(4);
    let (valid, to_pay) = mpsc::channel(2);
    let (paid, to_store) = mpsc::channel(2);
    let mut stages = JoinSet::new();
    stages.spawn(validate(received, valid));
    stages.spawn(process(to_pay, paid));
    stages.spawn(store(to_store));

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
    println!("{:4} ms  main: closes the door", clock());
    // each stage ends when its channel is empty and the one before has ended
    drop(door);
    let drained = async {
        while let Some(ended) = stages.join_next().await {
            ended.unwrap(); // a stage that panics ends main too
        }
    };
    let in_time = timeout(Duration::from_millis(100), drained).await.is_ok();
    println!("{:4} ms  main: all through in time: {in_time}", clock());
    // drops the stages, their channels and the orders in them
    stages.shutdown().await;

    drop(metrics);
    let value = books.await.unwrap();
    println!("{:4} ms  main: {value}", clock());
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

async fn validate(mut received: Receiver<Order>, valid: Sender<Order>) {
    while let Some(mut order) = received.recv().await {
        if let Err(error) = check(&order) {
            println!(
                "{:4} ms  validate: rejects order {}: {error}",
                clock(),
                order.id
            );
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

async fn process(mut to_pay: Receiver<Order>, paid: Sender<Order>) {
    let mut payments = Payments::new("payments");
    while let Some(order) = to_pay.recv().await {
        if let Err(error) = payments.pay(&order).await {
            println!(
                "{:4} ms  process: order {} fails: {error:#}",
                clock(),
                order.id
            );
        } else if paid.send(order).await.is_err() {
            break;
        }
    }
}

async fn store(mut to_store: Receiver<Order>) {
    while let Some(mut order) = to_store.recv().await {
        println!("{:4} ms  store: stores order {}", clock(), order.id);
        order.ticket.outcome = Event::Stored;
    }
}

/// Asks the service up to three times, unless the breaker is open: then a payment
/// fails at once, and the service is left in peace. A call that failed may have
/// charged all the same, so the service has to ignore a second charge of an order.
struct Payments {
    task: &'static str,
    service: Service,
    breaker: Breaker,
}

impl Payments {
    fn new(task: &'static str) -> Self {
        let service = Service { start: Instant::now(), asked: 0 };
        Self { task, service, breaker: Breaker::Closed { failures: 0 } }
    }

    async fn pay(&mut self, order: &Order) -> Result<()> {
        ensure!(self.breaker.lets_through(), "the breaker is open");
        let mut pauses = [5, 10].into_iter();
        loop {
            let paid = self.service.charge(order.id).await;
            if let Some(change) = self.breaker.note(paid.is_ok()) {
                println!("{:4} ms  {}: the breaker {change}", clock(), self.task);
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
/// counter. A send never waits, so it can be done in a `drop`. The price is a
/// channel without a limit: it stays short only because to count is quicker than to
/// sell.
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
        // an error means that nobody reads the books any more
        let _ = self.0.send(event);
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

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
