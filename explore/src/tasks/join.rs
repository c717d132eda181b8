use std::any::Any;
use std::fmt;
use std::future::Future;
use std::panic::{self, AssertUnwindSafe, Location};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::executor::is_joined_panic;
use super::id::Id;
use crate::model::TaskId;
use crate::model::op::{Op, Wait};
use crate::model::pending::Pending;
use crate::schedule::engine::with_run;
use crate::schedule::hook::{self, Heard};
use crate::schedule::run::Run;

/// Starts a task. It is named "task" and its number, in the order of starting.
///
/// # Panics
///
/// Outside of [`block_on`](super::block_on).
#[track_caller]
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let at = Location::caller();
    let state = Arc::new(Mutex::new(State { result: None, waker: None }));
    let mut body = Box::pin(future);
    let mut ends = Ends(Arc::clone(&state));
    let future = std::future::poll_fn(move |context| {
        let poll = || body.as_mut().poll(context);
        let result = match panic::catch_unwind(AssertUnwindSafe(poll)) {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(value)) => Ok(value),
            Err(panic) => Err(panicked(panic)),
        };
        ends.with(result);
        Poll::Ready(())
    });
    let task = with_run(|run| {
        let polls = run.polls.is_some();
        polls.then(|| run.add_future(Box::pin(future), at))
    });
    let Some(Some(task)) = task else {
        panic!("there is no executor to start a task on")
    };
    JoinHandle { task, at, state }
}

/// The panic that has just left the current task.
fn panicked(panic: Box<dyn Any + Send>) -> JoinError {
    let message = hook::message(&*panic);
    let heard = hook::heard();
    let task = with_run(|run| {
        let current = run.current;
        if let Some(polls) = &mut run.polls {
            let heard = match polls.joined.take() {
                // The panic of another task that was joined, and unwrapped.
                Some(joined) if is_joined_panic(&*panic) => Some(joined),
                _ => heard,
            };
            polls
                .unheard
                .extend(heard.map(|heard| Heard { task: current, ..heard }));
        }
        current
    });
    let task = task.unwrap_or_default();
    let panic = Some((Mutex::new(panic), message));
    JoinError { task, panic }
}

struct State<T> {
    result: Option<Result<T, JoinError>>,
    waker: Option<Waker>,
}

fn locked<T>(state: &Mutex<State<T>>) -> MutexGuard<'_, State<T>> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells who joins that the task has ended; dropped before that, that it was aborted.
struct Ends<T>(Arc<Mutex<State<T>>>);

impl<T> Ends<T> {
    fn with(&mut self, result: Result<T, JoinError>) {
        let mut state = locked(&self.0);
        state.result = Some(result);
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Drop for Ends<T> {
    fn drop(&mut self) {
        // A second owner means that the task was joined, or that it may be.
        let ended =
            locked(&self.0).result.is_some() || Arc::strong_count(&self.0) < 2;
        if !ended {
            let task = with_run(|run| run.current).unwrap_or_default();
            self.with(Err(JoinError { task, panic: None }));
        }
    }
}

/// A handle to a task, to wait for its end. The task goes on when it is dropped.
pub struct JoinHandle<T> {
    task: TaskId,
    /// Where it was started.
    at: &'static Location<'static>,
    state: Arc<Mutex<State<T>>>,
}

impl<T> JoinHandle<T> {
    /// The number of the task.
    pub fn number(&self) -> usize {
        self.task
    }

    /// The same, as tokio has it.
    pub fn id(&self) -> Id {
        Id(self.task)
    }

    /// Whether the task has ended.
    pub fn is_finished(&self) -> bool {
        with_run(Run::act);
        locked(&self.state).result.is_some()
    }

    /// Drops the task's future when the task has its next turn.
    #[track_caller]
    pub fn abort(&self) {
        abort(self.task);
    }

    /// A handle that can abort the task.
    pub fn abort_handle(&self) -> AbortHandle {
        AbortHandle(self.task)
    }
}

/// Aborts a task without waiting for it.
#[derive(Clone, Debug)]
pub struct AbortHandle(TaskId);

impl AbortHandle {
    /// Drops the task's future when the task has its next turn.
    #[track_caller]
    pub fn abort(&self) {
        abort(self.0);
    }

    /// The number of the task.
    pub fn id(&self) -> Id {
        Id(self.0)
    }

    /// Whether the task has ended.
    pub fn is_finished(&self) -> bool {
        let is_over = |run: &mut Run| {
            run.act();
            run.tasks.get(self.0).is_none_or(|task| task.pending == Pending::End)
        };
        with_run(is_over).unwrap_or(true)
    }
}

#[track_caller]
fn abort(task: TaskId) {
    let at = Location::caller();
    with_run(|run| {
        let Some(polled) = run.tasks.get_mut(task).and_then(|t| t.polled.as_mut())
        else {
            return;
        };
        if polled.aborted || polled.future.is_none() {
            return;
        }
        polled.aborted = true;
        Waker::from(Arc::clone(&polled.flag)).wake();
        run.record(None, Op::Aborts(task), at);
        run.act();
    });
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Result<T, JoinError>> {
        let mut state = locked(&self.state);
        let Some(result) = state.result.take() else {
            state.waker = Some(context.waker().clone());
            drop(state);
            with_run(|run| {
                run.awaits_for(None, Wait::Join(self.task), self.at);
            });
            return Poll::Pending;
        };
        drop(state);
        if let Err(JoinError { panic: Some(_), task }) = &result {
            with_run(|run| {
                let Some(polls) = &mut run.polls else { return };
                let heard = polls.unheard.iter().position(|one| one.task == *task);
                if let Some(place) = heard {
                    polls.joined = Some(polls.unheard.remove(place));
                }
            });
        }
        Poll::Ready(result)
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle")
            .field("task", &self.task)
            .finish_non_exhaustive()
    }
}

/// Why a task returned nothing.
pub struct JoinError {
    task: TaskId,
    /// What it panicked with, and as a text. `None` if it was aborted.
    panic: Option<(Mutex<Box<dyn Any + Send>>, String)>,
}

impl JoinError {
    /// The number of the task.
    pub fn id(&self) -> Id {
        Id(self.task)
    }

    /// Whether the task was aborted.
    pub fn is_cancelled(&self) -> bool {
        self.panic.is_none()
    }

    /// Whether it panicked.
    pub fn is_panic(&self) -> bool {
        self.panic.is_some()
    }

    /// What it panicked with.
    ///
    /// # Panics
    ///
    /// If it was aborted.
    #[track_caller]
    pub fn into_panic(self) -> Box<dyn Any + Send> {
        match self.try_into_panic() {
            Ok(panic) => panic,
            Err(_) => panic!("the task was aborted, it did not panic"),
        }
    }

    /// What it panicked with.
    ///
    /// # Errors
    ///
    /// This error, if the task was aborted.
    pub fn try_into_panic(mut self) -> Result<Box<dyn Any + Send>, JoinError> {
        match self.panic.take() {
            Some((panic, _)) => {
                Ok(panic.into_inner().unwrap_or_else(PoisonError::into_inner))
            }
            None => Err(self),
        }
    }
}

impl fmt::Debug for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.panic {
            Some((panic, message)) => {
                write!(f, "JoinError::Panic(Id({}), ", self.task)?;
                match has_text(panic) {
                    true => write!(f, "{message:?}, ...)"),
                    false => f.write_str("...)"),
                }
            }
            None => write!(f, "JoinError::Cancelled(Id({}))", self.task),
        }
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.panic {
            Some((panic, _)) if !has_text(panic) => {
                write!(f, "task {} panicked", self.task)
            }
            Some((_, message)) => {
                write!(f, "task {} panicked with message {message:?}", self.task)
            }
            None => write!(f, "task {} was cancelled", self.task),
        }
    }
}

/// Whether what a task panicked with is a text, as it is for who used `panic!`.
fn has_text(panic: &Mutex<Box<dyn Any + Send>>) -> bool {
    let panic = panic.lock().unwrap_or_else(PoisonError::into_inner);
    panic.is::<String>() || panic.is::<&'static str>()
}

impl std::error::Error for JoinError {}

impl From<JoinError> for std::io::Error {
    fn from(error: JoinError) -> std::io::Error {
        std::io::Error::other(match error.is_panic() {
            true => "task panicked",
            false => "task was cancelled",
        })
    }
}
