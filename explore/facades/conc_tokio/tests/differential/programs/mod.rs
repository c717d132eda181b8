//! Programs of tasks that follow scripts, each written once and compiled for the model and
//! for the real crate. Each returns what its tasks have seen, as text.

mod broadcasting;
mod cancelling;
mod dropping;
mod exclusion;
mod initializing;
mod joining;
mod meeting;
mod notifying;
mod oneshot;
mod permits;
mod queueing;
mod reading;
mod selecting;
mod tracking;
mod unbounded;
mod watching;

use std::fmt::Debug;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::{adds, own, pause, reads, tokio, tokio_util, turn};

/// What runs the tasks by their scripts.
pub type Run = fn(Vec<Vec<u8>>) -> Pin<Box<dyn Future<Output = String> + Send>>;

/// A kind of program.
pub struct Kind {
    pub name: &'static str,
    pub run: Run,
    /// How many ways each task has to go on at a step, and how many steps.
    pub tasks: &'static [(u8, usize)],
}

/// All of them.
pub const ALL: &[Kind] = &[
    queueing::KIND,
    unbounded::KIND,
    oneshot::KIND,
    broadcasting::KIND,
    watching::KIND,
    permits::KIND,
    notifying::KIND,
    exclusion::KIND,
    reading::KIND,
    meeting::KIND,
    initializing::CELL,
    initializing::ONCE,
    joining::KIND,
    selecting::KIND,
    dropping::KIND,
    cancelling::KIND,
    tracking::KIND,
];

/// What a task has seen.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<String>>>);

impl Seen {
    fn add(&self, what: impl Debug) {
        adds();
        self.0.lock().unwrap().push(format!("{what:?}"));
    }
}

/// The tasks of a program.
#[derive(Default)]
struct Tasks(Vec<(tokio::task::JoinHandle<()>, Seen)>);

impl Tasks {
    fn start<F>(&mut self, task: impl FnOnce(Seen) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let seen = Seen::default();
        let task = task(seen.clone());
        let task = tokio::spawn(async move {
            pause().await;
            task.await;
        });
        self.0.push((task, seen));
    }

    /// What they have seen when none of them can go on.
    async fn outcome(self) -> String {
        // The clock stands still as long as one can.
        tokio::time::sleep(Duration::from_secs(1)).await;
        reads();
        let seen = self.0.iter().map(|(_, seen)| seen.0.lock().unwrap().join(" "));
        let outcome = seen.collect::<Vec<_>>().join(" | ");
        for (task, _) in self.0 {
            task.abort();
            let _ = task.await;
        }
        outcome
    }
}
