//! A payment service that has its troubles, and what is done about them.

use std::future::pending;
use std::time::Duration;

use anyhow::{Result, ensure};
use shared::Task;
use tokio::time::{Instant, sleep};

use super::Order;
use super::metrics::Event;

/// Asks for a payment again when it fails, up to three times, but never through an open
/// breaker: that answers in the place of the service and leaves it in peace.
pub struct Payments {
    task: Task,
    service: Service,
    breaker: Breaker,
}

impl Payments {
    pub fn new(task: Task) -> Self {
        let service = Service { start: Instant::now(), asked: 0 };
        Self { task, service, breaker: Breaker::Closed { failures: 0 } }
    }

    pub async fn pay(&mut self, order: &Order) -> Result<()> {
        let mut pauses = [5, 10].into_iter();
        loop {
            ensure!(self.breaker.lets_through(), "the breaker is open");
            let paid = self.service.charge(order.id).await;
            if let Some(change) = self.breaker.note(paid.is_ok()) {
                writeln!(self.task, "the breaker {change}");
            }
            let Err(error) = paid else { return Ok(()) };
            let Some(pause) = pauses.next() else {
                return Err(error.context("asked three times"));
            };
            order.ticket.metrics.count(Event::Retried);
            sleep(Duration::from_millis(pause)).await;
        }
    }
}

/// Three failures in a row open it; after its time one call is let through as a trial,
/// and decides whether it closes or stays open as long again.
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

    /// What this answer has changed, if anything.
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

/// The script: 3 ms a call, the second call fails, nothing works from 45 to 100 ms, and
/// order 21 is never answered.
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
