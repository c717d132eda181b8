//! Tasks that are waited for together and forgotten when they have ended.

use std::fmt;
use std::future::Future;
use std::marker::PhantomPinned;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use conc_tokio::runtime::Handle;
use conc_tokio::support::First;
use conc_tokio::task::{self, JoinHandle, LocalSet};
use explore::tasks::{Did, begins, begins_at};
use explore::{Want, acts_when_dropped};
use pin_project_lite::pin_project;
use tokio::sync::futures::Notified;

use super::state::State;

/// Like [`tokio_util::task::TaskTracker`][real].
///
/// [real]: https://docs.rs/tokio-util/0.7/tokio_util/task/task_tracker/struct.TaskTracker.html
#[derive(Clone)]
pub struct TaskTracker {
    inner: Arc<State>,
}

impl TaskTracker {
    /// An open one without tasks.
    #[track_caller]
    #[must_use]
    pub fn new() -> TaskTracker {
        TaskTracker { inner: Arc::new(State::new()) }
    }

    /// Waits until it is closed and all its tasks have ended.
    #[track_caller]
    pub fn wait(&self) -> TaskTrackerWaitFuture<'_> {
        begins();
        let is_over = self.inner.look().is_over();
        TaskTrackerWaitFuture {
            wait: Box::pin(self.inner.last_exit.notified()),
            inner: &self.inner,
            is_over,
            waits: false,
            first: First::default(),
            at: Location::caller(),
            _pinned: PhantomPinned,
        }
    }

    /// Closes it, and returns whether it was open. Tasks can still be added.
    #[track_caller]
    pub fn close(&self) -> bool {
        begins();
        self.inner.shared.did(Did::Close, Location::caller());
        !self.inner.change(|counts| counts.is_closed = true).is_closed
    }

    /// Opens it again, and returns whether it was closed.
    #[track_caller]
    pub fn reopen(&self) -> bool {
        begins();
        self.inner.change(|counts| counts.is_closed = false).is_closed
    }

    /// Whether it is closed.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        begins();
        self.inner.look().is_closed
    }

    /// How many of its tasks have not ended.
    #[must_use]
    pub fn len(&self) -> usize {
        begins();
        self.inner.look().tasks
    }

    /// Whether all its tasks have ended.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        begins();
        self.len() == 0
    }

    /// Starts a task.
    #[track_caller]
    pub fn spawn<F>(&self, task: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        task::spawn(self.track_future(task))
    }

    /// The same: there is one runtime.
    #[track_caller]
    pub fn spawn_on<F>(&self, task: F, handle: &Handle) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        handle.spawn(self.track_future(task))
    }

    /// Starts a task of the [`LocalSet`] that runs.
    ///
    /// # Panics
    ///
    /// Where none runs.
    #[track_caller]
    pub fn spawn_local<F>(&self, task: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        task::spawn_local(self.track_future(task))
    }

    /// Starts a task of this set.
    #[track_caller]
    pub fn spawn_local_on<F>(
        &self,
        task: F,
        local_set: &LocalSet,
    ) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        local_set.spawn_local(self.track_future(task))
    }

    /// Starts a task that may block: see [`task::spawn_blocking`].
    #[track_caller]
    pub fn spawn_blocking<F, T>(&self, task: F) -> JoinHandle<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        self.spawn_blocking_on(task, &Handle::current())
    }

    /// The same, on this runtime.
    #[track_caller]
    pub fn spawn_blocking_on<F, T>(&self, task: F, handle: &Handle) -> JoinHandle<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let token = self.token();
        handle.spawn_blocking(move || {
            let result = task();
            drop(token);
            result
        })
    }

    /// The future, as one of its tasks.
    pub fn track_future<F: Future>(&self, future: F) -> TrackedFuture<F> {
        TrackedFuture { future, token: self.token() }
    }

    /// Counts as one of its tasks until it is dropped.
    #[track_caller]
    pub fn token(&self) -> TaskTrackerToken {
        begins();
        self.inner.change(|counts| counts.tasks += 1);
        TaskTrackerToken { task_tracker: self.clone() }
    }

    /// Whether both are clones of the same one.
    #[must_use]
    pub fn ptr_eq(left: &TaskTracker, right: &TaskTracker) -> bool {
        Arc::ptr_eq(&left.inner, &right.inner)
    }
}

impl Default for TaskTracker {
    #[track_caller]
    fn default() -> TaskTracker {
        TaskTracker::new()
    }
}

impl fmt::Debug for TaskTracker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = self.inner.look();
        f.debug_struct("TaskTracker")
            .field("len", &counts.tasks)
            .field("is_closed", &counts.is_closed)
            .finish_non_exhaustive()
    }
}

/// Counts as a task of its tracker until it is dropped.
#[must_use]
#[derive(Debug)]
pub struct TaskTrackerToken {
    task_tracker: TaskTracker,
}

impl TaskTrackerToken {
    /// The tracker.
    #[must_use]
    pub fn task_tracker(&self) -> &TaskTracker {
        &self.task_tracker
    }
}

impl Clone for TaskTrackerToken {
    fn clone(&self) -> TaskTrackerToken {
        self.task_tracker.token()
    }
}

impl Drop for TaskTrackerToken {
    fn drop(&mut self) {
        acts_when_dropped(self);
        begins_at(self.task_tracker.inner.at);
        self.task_tracker.inner.change(|counts| counts.tasks -= 1);
    }
}

pin_project! {
    /// A future that is a task of a tracker until it is dropped.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled"]
    pub struct TrackedFuture<F> {
        #[pin]
        future: F,
        token: TaskTrackerToken,
    }
}

impl<F: Future> Future for TrackedFuture<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        self.project().future.poll(context)
    }
}

pin_project! {
    /// The future of [`TaskTracker::wait`].
    #[must_use = "futures do nothing unless polled"]
    pub struct TaskTrackerWaitFuture<'a> {
        inner: &'a State,
        wait: Pin<Box<Notified<'a>>>,
        is_over: bool,
        first: First,
        waits: bool,
        at: &'static Location<'static>,
        #[pin]
        _pinned: PhantomPinned,
    }

    impl PinnedDrop for TaskTrackerWaitFuture<'_> {
        fn drop(this: Pin<&mut Self>) {
            // The end of the last task wakes it no more.
            if this.waits {
                acts_when_dropped(&*this);
                this.inner.shared.counts_from_here();
            }
        }
    }
}

impl Future for TaskTrackerWaitFuture<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        ready!(this.first.poll(context));
        let is_over = *this.is_over
            || this.inner.look().is_over()
            || this.wait.as_mut().poll(context).is_ready();
        *this.waits = !is_over;
        if !is_over {
            this.inner.shared.waits(Want::Tracked, this.at);
            return Poll::Pending;
        }
        *this.is_over = true;
        this.inner.shared.did(Did::WereNotified, this.at);
        Poll::Ready(())
    }
}

impl fmt::Debug for TaskTrackerWaitFuture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskTrackerWaitFuture").finish_non_exhaustive()
    }
}
