use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use explore::tasks::{self, AbortHandle, Id, JoinError, begins};

use super::local_value::LocalValue;
use crate::entered::starts_task;
use crate::runtime::Handle;

/// Starts a task. It is named "task" and its number, in the order of starting.
///
/// # Panics
///
/// Where no runtime runs. In one that is entered and does not run, the exploration ends
/// without a verdict.
#[track_caller]
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    Handle::current().spawn(future)
}

/// Starts a task.
#[track_caller]
pub(crate) fn start<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    starts_task();
    JoinHandle(Inner::Task(tasks::spawn(future)))
}

/// As [`start`], for a closure that may block.
#[track_caller]
pub(super) fn start_blocking<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    starts_task();
    JoinHandle(Inner::Task(tasks::spawn_blocking(future)))
}

/// A handle to a task, to wait for its end. The task goes on when it is dropped.
pub struct JoinHandle<T>(Inner<T>);

enum Inner<T> {
    Task(tasks::JoinHandle<T>),
    /// Of a task that stays where it is, and what it returns too.
    Local(tasks::JoinHandle<LocalValue<T>>),
}

impl<T> JoinHandle<T> {
    /// Like a poll, but lets nobody else go first.
    pub(super) fn poll_now(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<T, JoinError>> {
        match &mut self.0 {
            Inner::Task(handle) => handle.poll_now(context),
            Inner::Local(handle) => {
                let polled = handle.poll_now(context);
                polled.map(|result| result.map(LocalValue::into_inner))
            }
        }
    }

    pub(super) fn local(handle: tasks::JoinHandle<LocalValue<T>>) -> JoinHandle<T> {
        JoinHandle(Inner::Local(handle))
    }

    /// Whether the task has ended.
    pub fn is_finished(&self) -> bool {
        begins();
        match &self.0 {
            Inner::Task(handle) => handle.is_finished(),
            Inner::Local(handle) => handle.is_finished(),
        }
    }

    /// Drops the task's future when its poll is over.
    #[track_caller]
    pub fn abort(&self) {
        begins();
        match &self.0 {
            Inner::Task(handle) => handle.abort(),
            Inner::Local(handle) => handle.abort(),
        }
    }

    /// A handle that can abort the task.
    pub fn abort_handle(&self) -> AbortHandle {
        match &self.0 {
            Inner::Task(handle) => handle.abort_handle(),
            Inner::Local(handle) => handle.abort_handle(),
        }
    }

    /// The number of the task.
    pub fn id(&self) -> Id {
        match &self.0 {
            Inner::Task(handle) => handle.id(),
            Inner::Local(handle) => handle.id(),
        }
    }
}

impl<T> Unpin for JoinHandle<T> {}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Result<T, JoinError>> {
        match &mut self.0 {
            Inner::Task(handle) => Pin::new(handle).poll(context),
            Inner::Local(handle) => {
                let polled = Pin::new(handle).poll(context);
                polled.map(|result| result.map(LocalValue::into_inner))
            }
        }
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").field("id", &self.id()).finish()
    }
}
