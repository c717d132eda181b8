//! What has happened, counted by one task: others send, nobody shares a counter.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use tokio::sync::mpsc::{self, UnboundedSender};
use tokio::task::JoinHandle;

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    Accepted,
    Refused,
    Rejected,
    Retried,
    Stored,
    Failed,
}

/// Where to say that something has happened. To say it never waits, so that it can be
/// done while something is dropped.
#[derive(Clone)]
pub struct Metrics(UnboundedSender<Event>);

/// The counts, complete: the task that gives them back ends with the last `Metrics`.
pub struct Books(BTreeMap<Event, u64>);

impl Metrics {
    pub fn start() -> (Self, JoinHandle<Books>) {
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

    pub fn count(&self, event: Event) {
        let _ = self.0.send(event); // an error: the runtime ends, nobody reads the books
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
