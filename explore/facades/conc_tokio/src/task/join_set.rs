//! Tasks that are waited for together.

use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, poll_fn};
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use explore::acts_when_dropped;
use explore::panic::resume_unwind;
use explore::tasks::{AbortHandle, Id, JoinError, Kind, Shared};

use super::handle::{JoinHandle, spawn, start_blocking};
use super::local::{LocalSet, spawn_local};
use crate::blocking;
use crate::runtime::Handle;
use crate::support::First;

/// Like [`tokio::task::JoinSet`](https://docs.rs/tokio/1/tokio/task/struct.JoinSet.html).
/// Tasks that are still in it when it is dropped are aborted.
pub struct JoinSet<T> {
    /// Each with its number in the order of starting.
    tasks: Vec<(usize, JoinHandle<T>)>,
    started: usize,
    ended: Ended,
    first: First,
}

/// The numbers of those that have ended, in this order.
#[derive(Clone)]
struct Ended(Arc<(Shared, Mutex<VecDeque<usize>>)>);

impl Ended {
    fn new() -> Ended {
        Ended(Arc::new((Shared::new(Kind::Set), Mutex::default())))
    }

    /// For who waits for the next one.
    fn get(&self) -> MutexGuard<'_, VecDeque<usize>> {
        let (shared, ended) = &*self.0;
        shared.counts_from_here();
        ended.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, task: usize) {
        self.get().push_back(task);
        self.0.0.changed();
    }
}

/// A part of a task, the last one to go.
struct Ends(usize, Ended);

impl Drop for Ends {
    fn drop(&mut self) {
        self.1.push(self.0);
    }
}

impl<T> JoinSet<T> {
    /// An empty one.
    pub fn new() -> JoinSet<T> {
        JoinSet {
            tasks: Vec::new(),
            started: 0,
            ended: Ended::new(),
            first: First::default(),
        }
    }

    /// How many tasks are in it, ended or not.
    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Whether no task is in it.
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// What tells that the next task has ended.
    fn ends(&self) -> Ends {
        Ends(self.started, self.ended.clone())
    }

    fn insert(&mut self, task: JoinHandle<T>) -> AbortHandle {
        let abort = task.abort_handle();
        self.tasks.push((self.started, task));
        self.started += 1;
        abort
    }

    /// Waits until a task has ended and takes it out; `None` if there is none. Those that
    /// have ended come in the order of ending.
    pub async fn join_next(&mut self) -> Option<Result<T, JoinError>> {
        poll_fn(|context| self.poll_join_next(context)).await
    }

    /// Like [`join_next`](JoinSet::join_next), with the number of the task.
    pub async fn join_next_with_id(
        &mut self,
    ) -> Option<Result<(Id, T), JoinError>> {
        poll_fn(|context| self.poll_join_next_with_id(context)).await
    }

    /// Takes out a task that has ended.
    pub fn try_join_next(&mut self) -> Option<Result<T, JoinError>> {
        self.try_join_next_with_id().map(without_id)
    }

    /// Like [`try_join_next`](JoinSet::try_join_next), with the number of the task.
    pub fn try_join_next_with_id(&mut self) -> Option<Result<(Id, T), JoinError>> {
        match self.poll_now(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(result) => result,
            Poll::Pending => None,
        }
    }

    /// Aborts all and waits for their ends.
    pub async fn shutdown(&mut self) {
        self.abort_all();
        while self.join_next().await.is_some() {}
    }

    /// Waits for all and returns what they returned, in the order of ending.
    ///
    /// # Panics
    ///
    /// If one of them panicked, with its panic, or was aborted.
    pub async fn join_all(mut self) -> Vec<T> {
        let mut results = Vec::with_capacity(self.len());
        while let Some(result) = self.join_next().await {
            match result {
                Ok(value) => results.push(value),
                Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
                Err(error) => panic!("{error}"),
            }
        }
        results
    }

    /// Aborts all.
    #[track_caller]
    pub fn abort_all(&mut self) {
        for (_, task) in &self.tasks {
            task.abort();
        }
    }

    /// Lets all go on without it.
    pub fn detach_all(&mut self) {
        self.tasks.clear();
    }

    /// Like [`join_next`](JoinSet::join_next), by hand.
    pub fn poll_join_next(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<T, JoinError>>> {
        self.poll_join_next_with_id(cx).map(|next| next.map(without_id))
    }

    /// Like [`join_next_with_id`](JoinSet::join_next_with_id), by hand.
    pub fn poll_join_next_with_id(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<(Id, T), JoinError>>> {
        // Who has to wait lets others go by this.
        if self.tasks.is_empty() || !self.ended.get().is_empty() {
            ready!(self.first.poll(cx));
        }
        let polled = self.poll_now(cx);
        if polled.is_ready() {
            self.first = First::default();
        }
        polled
    }

    /// Like a poll, but lets nobody else go first.
    fn poll_now(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<(Id, T), JoinError>>> {
        if self.tasks.is_empty() {
            return Poll::Ready(None);
        }
        // One that was let go may have ended too.
        let mut ended = self.ended.get();
        let place = std::iter::from_fn(|| ended.pop_front()).find_map(|number| {
            self.tasks.iter().position(|(task, _)| *task == number)
        });
        drop(ended);
        if let Some(place) = place {
            let (number, task) = &mut self.tasks[place];
            let Poll::Ready(result) = task.poll_now(cx) else {
                // Its set of local tasks has dropped its future, and it ends next.
                self.ended.get().push_front(*number);
                return Poll::Pending;
            };
            let (_, task) = self.tasks.remove(place);
            return Poll::Ready(Some(result.map(|output| (task.id(), output))));
        }
        for (_, task) in &mut self.tasks {
            let polled = task.poll_now(cx);
            debug_assert!(polled.is_pending(), "it would have told of its end");
        }
        Poll::Pending
    }
}

fn without_id<T>(result: Result<(Id, T), JoinError>) -> Result<T, JoinError> {
    result.map(|(_, output)| output)
}

async fn ending<F: Future>(future: F, ends: Ends) -> F::Output {
    let _ends = ends;
    future.await
}

impl<T: 'static> JoinSet<T> {
    /// Starts a task.
    #[track_caller]
    pub fn spawn<F>(&mut self, task: F) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        let task = spawn(ending(task, self.ends()));
        self.insert(task)
    }

    /// The same: there is one runtime.
    #[track_caller]
    pub fn spawn_on<F>(&mut self, task: F, handle: &Handle) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        let task = handle.spawn(ending(task, self.ends()));
        self.insert(task)
    }

    /// Starts a task of the [`LocalSet`] that runs.
    ///
    /// # Panics
    ///
    /// Where none runs.
    #[track_caller]
    pub fn spawn_local<F>(&mut self, task: F) -> AbortHandle
    where
        F: Future<Output = T> + 'static,
    {
        let task = spawn_local(ending(task, self.ends()));
        self.insert(task)
    }

    /// Starts a task of this set.
    #[track_caller]
    pub fn spawn_local_on<F>(
        &mut self,
        task: F,
        local_set: &LocalSet,
    ) -> AbortHandle
    where
        F: Future<Output = T> + 'static,
    {
        let task = local_set.spawn_local(ending(task, self.ends()));
        self.insert(task)
    }

    /// Starts a task that may block: see [`spawn_blocking`](crate::task::spawn_blocking).
    #[track_caller]
    pub fn spawn_blocking<F>(&mut self, f: F) -> AbortHandle
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send,
    {
        self.spawn_blocking_on(f, &Handle::current())
    }

    /// The same, on this runtime.
    #[track_caller]
    pub fn spawn_blocking_on<F>(&mut self, f: F, handle: &Handle) -> AbortHandle
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send,
    {
        handle.runs();
        let at = Location::caller();
        let run = async move { blocking::run(at, f) };
        let task = start_blocking(ending(run, self.ends()));
        self.insert(task)
    }
}

impl<T> Default for JoinSet<T> {
    fn default() -> JoinSet<T> {
        JoinSet::new()
    }
}

impl<T> Drop for JoinSet<T> {
    fn drop(&mut self) {
        if !self.is_empty() {
            acts_when_dropped(self);
        }
        self.abort_all();
    }
}

impl<T> fmt::Debug for JoinSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinSet").field("len", &self.len()).finish()
    }
}

/// A set of these tasks, started in this order.
impl<T, F> FromIterator<F> for JoinSet<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = F>>(iter: I) -> JoinSet<T> {
        let mut set = JoinSet::new();
        set.extend(iter);
        set
    }
}

/// Starts these tasks too, in this order.
impl<T, F> Extend<F> for JoinSet<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    #[track_caller]
    fn extend<I: IntoIterator<Item = F>>(&mut self, iter: I) {
        for task in iter {
            self.spawn(task);
        }
    }
}
