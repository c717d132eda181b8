use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use conc_tokio::task::{AbortHandle, JoinError, JoinHandle};
use explore::acts_when_dropped;

/// Aborts its task when it is dropped.
#[must_use = "dropping the handle aborts the task at once"]
#[derive(Debug)]
pub struct AbortOnDropHandle<T>(Option<JoinHandle<T>>);

impl<T> AbortOnDropHandle<T> {
    /// For this task.
    pub fn new(handle: JoinHandle<T>) -> AbortOnDropHandle<T> {
        AbortOnDropHandle(Some(handle))
    }

    fn get(&self) -> &JoinHandle<T> {
        self.0.as_ref().expect("it is taken only by who takes it all")
    }

    /// Aborts the task.
    #[track_caller]
    pub fn abort(&self) {
        self.get().abort();
    }

    /// Whether the task has ended.
    pub fn is_finished(&self) -> bool {
        self.get().is_finished()
    }

    /// A handle that can abort the task.
    pub fn abort_handle(&self) -> AbortHandle {
        self.get().abort_handle()
    }

    /// Returns the task, which goes on.
    pub fn detach(mut self) -> JoinHandle<T> {
        self.0.take().expect("it is taken once")
    }
}

impl<T> Drop for AbortOnDropHandle<T> {
    fn drop(&mut self) {
        if let Some(task) = &self.0 {
            acts_when_dropped(self);
            task.abort();
        }
    }
}

impl<T> Future for AbortOnDropHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Result<T, JoinError>> {
        let task = self.0.as_mut().expect("it is taken only by who takes it all");
        Pin::new(task).poll(context)
    }
}

impl<T> AsRef<JoinHandle<T>> for AbortOnDropHandle<T> {
    fn as_ref(&self) -> &JoinHandle<T> {
        self.get()
    }
}

/// Aborts its task when it is dropped.
#[must_use = "dropping the handle aborts the task at once"]
#[derive(Debug)]
pub struct AbortOnDrop(Option<AbortHandle>);

impl AbortOnDrop {
    /// For this task.
    pub fn new(handle: AbortHandle) -> AbortOnDrop {
        AbortOnDrop(Some(handle))
    }

    fn get(&self) -> &AbortHandle {
        self.0.as_ref().expect("it is taken only by who takes it all")
    }

    /// Aborts the task.
    #[track_caller]
    pub fn abort(&self) {
        self.get().abort();
    }

    /// Whether the task has ended.
    pub fn is_finished(&self) -> bool {
        self.get().is_finished()
    }

    /// Returns the handle, and the task goes on.
    pub fn detach(mut self) -> AbortHandle {
        self.0.take().expect("it is taken once")
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(task) = &self.0 {
            acts_when_dropped(self);
            task.abort();
        }
    }
}
