//! Tasks, with the API of [`tokio::task`](https://docs.rs/tokio/1/tokio/task/).

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

pub use explore::tasks::{AbortHandle, JoinError, JoinHandle, spawn, yield_now};

/// Like [`tokio::task::JoinSet`](https://docs.rs/tokio/1/tokio/task/struct.JoinSet.html).
/// Tasks that are still in it when it is dropped are aborted.
#[derive(Debug)]
pub struct JoinSet<T> {
    tasks: Vec<JoinHandle<T>>,
}

impl<T> JoinSet<T> {
    /// An empty one.
    pub fn new() -> JoinSet<T> {
        JoinSet { tasks: Vec::new() }
    }

    /// How many tasks are in it, ended or not.
    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Whether no task is in it.
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// Waits until a task has ended and takes it out; `None` if there is none.
    pub async fn join_next(&mut self) -> Option<Result<T, JoinError>> {
        poll_fn(|context| self.poll_join_next(context)).await
    }

    /// Takes out a task that has ended.
    pub fn try_join_next(&mut self) -> Option<Result<T, JoinError>> {
        let place = self.tasks.iter().position(JoinHandle::is_finished)?;
        let mut task = self.tasks.remove(place);
        let mut context = Context::from_waker(std::task::Waker::noop());
        match Pin::new(&mut task).poll(&mut context) {
            Poll::Ready(result) => Some(result),
            Poll::Pending => None,
        }
    }

    /// Like [`join_next`](JoinSet::join_next), by hand.
    pub fn poll_join_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<T, JoinError>>> {
        if self.tasks.is_empty() {
            return Poll::Ready(None);
        }
        for place in 0..self.tasks.len() {
            if let Poll::Ready(result) =
                Pin::new(&mut self.tasks[place]).poll(context)
            {
                self.tasks.remove(place);
                return Poll::Ready(Some(result));
            }
        }
        Poll::Pending
    }

    /// Waits for all and returns what they returned.
    ///
    /// # Panics
    ///
    /// If one of them panicked or was aborted.
    pub async fn join_all(mut self) -> Vec<T> {
        let mut results = Vec::new();
        while let Some(result) = self.join_next().await {
            results.push(result.unwrap());
        }
        results
    }

    /// Aborts all.
    #[track_caller]
    pub fn abort_all(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }

    /// Aborts all and waits for their ends.
    pub async fn shutdown(&mut self) {
        self.abort_all();
        while self.join_next().await.is_some() {}
    }

    /// Lets all go on without it.
    pub fn detach_all(&mut self) {
        self.tasks.clear();
    }
}

impl<T: Send + 'static> JoinSet<T> {
    /// Starts a task.
    #[track_caller]
    pub fn spawn<F>(&mut self, future: F) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
    {
        let task = spawn(future);
        let abort = task.abort_handle();
        self.tasks.push(task);
        abort
    }
}

impl<T> Default for JoinSet<T> {
    fn default() -> JoinSet<T> {
        JoinSet::new()
    }
}

impl<T> Drop for JoinSet<T> {
    fn drop(&mut self) {
        self.abort_all();
    }
}
