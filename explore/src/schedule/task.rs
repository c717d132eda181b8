//! One task of a schedule.

use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::Wake;

use crate::model::op::Wait;
use crate::model::pending::Pending;
use crate::model::{ObjectId, ScopeId};

/// What an async task does.
pub(crate) type TaskFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

pub(crate) struct Task {
    pub(crate) name: Option<String>,
    pub(crate) pending: Pending,
    /// Where in the source.
    pub(crate) at: &'static Location<'static>,
    pub(crate) scope: Option<ScopeId>,
    pub(crate) unparked: bool,
    /// Of an async task.
    pub(crate) polled: Option<Polled>,
    /// Whether the record says that it waits.
    pub(crate) waits: bool,
    /// Where it yielded last and how many changes there had been.
    pub(super) yielded: Option<(&'static Location<'static>, u64)>,
    /// How often it has yielded there one after the other, and changed nothing for sure
    /// in between.
    pub(crate) rounds: u32,
}

/// What an async task has in addition.
#[derive(Default)]
pub(crate) struct Polled {
    pub(crate) flag: Arc<Flag>,
    pub(crate) future: Option<TaskFuture>,
    pub(crate) aborted: bool,
    /// Where in the source.
    pub(crate) started: Option<&'static Location<'static>>,
    /// What it found not ready when it was polled last.
    pub(crate) awaits: Vec<(Option<ObjectId>, Wait)>,
}

/// Whether a task was woken since it was polled last.
#[derive(Default)]
pub(crate) struct Flag(pub(crate) AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Relaxed);
    }
}

impl Polled {
    /// Of a task that is ready to run.
    pub(crate) fn woken() -> Polled {
        let polled = Polled::default();
        polled.flag.0.store(true, Relaxed);
        polled
    }
}

impl Task {
    /// A task that has not begun.
    pub(super) fn new(
        name: Option<String>,
        scope: Option<ScopeId>,
        at: &'static Location<'static>,
    ) -> Task {
        Task {
            name,
            pending: Pending::Start,
            at,
            scope,
            unparked: false,
            polled: None,
            waits: false,
            yielded: None,
            rounds: 0,
        }
    }

    pub(crate) fn is_woken(&self) -> bool {
        let woken = |polled: &Polled| polled.flag.0.load(Relaxed);
        self.polled.as_ref().is_some_and(woken)
    }
}
