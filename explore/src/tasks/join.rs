use std::any::Any;
use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use super::executor::{Runs, add_task, memory_of};
use super::go::begins;
use super::id::Id;
use super::taken::Taken;
use super::turn::{pick, poll_turn};
use crate::model::TaskId;
use crate::model::access::{Key, Mode};
use crate::model::op::{Op, Wait};
use crate::schedule::catch::{catch, text};
use crate::schedule::drops::acts;
use crate::schedule::engine::with_run;
use crate::schedule::heard::Payload;
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
    starts(future, false, Location::caller())
}

/// Starts what may block, on a thread of its own, as a future that awaits nothing: see
/// [`at_one_go`](super::at_one_go). Who aborts it may come too late though it has done
/// nothing so far.
///
/// # Panics
///
/// Outside of [`block_on`](super::block_on).
#[track_caller]
pub fn spawn_blocking<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    starts(future, true, Location::caller())
}

fn starts<F>(
    future: F,
    blocks: bool,
    at: &'static Location<'static>,
) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let state = State { result: None, has_ended: false, waker: None };
    let state = Arc::new(Mutex::new(state));
    let future = Box::pin(future);
    let lies = memory_of(&*future);
    let future = Some(future);
    let taken = Taken::default();
    let body = Body { future, taken, at, state: Arc::clone(&state) };
    let Some(task) = add_task(Box::new(body), lies, blocks, at) else {
        panic!("there is no executor to start a task on")
    };
    JoinHandle { task, at, state, has_had_turn: false }
}

/// What a task does, and who it tells of its end.
struct Body<F: Future> {
    future: Option<Pin<Box<F>>>,
    taken: Taken,
    /// Where it was started.
    at: &'static Location<'static>,
    state: Arc<Mutex<State<F::Output>>>,
}

impl<F: Future> Body<F> {
    fn ends(&self, result: Result<F::Output, JoinError>) {
        let mut state = locked(&self.state);
        state.result = Some(result);
        state.has_ended = true;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// A panic has left the task.
    fn panicked(&self, payload: Payload) -> JoinError {
        let message = text(&payload);
        let is_wanted = Arc::strong_count(&self.state) > 1;
        let task = with_run(|run| {
            match is_wanted || run.lets.panic {
                true => run.panicked(message.clone(), None),
                false => run.fail_by_panic(message.clone()),
            }
            run.current
        });
        let panic = Some((Mutex::new(payload), message));
        JoinError { task: task.unwrap_or_default(), panic }
    }
}

impl<F> Runs for Body<F>
where
    F: Future + Send,
    F::Output: Send,
{
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let poll = || {
            let Some(future) = &mut self.future else { return Poll::Pending };
            let polled = self.taken.by(|| future.as_mut().poll(context));
            if polled.is_ready() {
                // What it owns goes while it can still be recorded.
                self.future = None;
            }
            polled
        };
        let result = match catch(poll) {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(value)) => Ok(value),
            Err(panic) => Err(self.panicked(panic)),
        };
        self.ends(result);
        Poll::Ready(())
    }

    fn abort(&mut self) {
        let taken = std::mem::take(&mut self.taken);
        let drops = || taken.drops(self.at, || self.future = None);
        let error = match catch(drops) {
            Ok(()) => {
                let task = with_run(|run| run.current).unwrap_or_default();
                JoinError { task, panic: None }
            }
            Err(panic) => self.panicked(panic),
        };
        self.ends(Err(error));
    }
}

struct State<T> {
    /// Until somebody takes it.
    result: Option<Result<T, JoinError>>,
    has_ended: bool,
    waker: Option<Waker>,
}

fn locked<T>(state: &Mutex<State<T>>) -> MutexGuard<'_, State<T>> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A handle to a task, to wait for its end. The task goes on when it is dropped.
pub struct JoinHandle<T> {
    task: TaskId,
    /// Where it was started.
    at: &'static Location<'static>,
    state: Arc<Mutex<State<T>>>,
    has_had_turn: bool,
}

impl<T> JoinHandle<T> {
    /// Like a poll, but lets nobody else go first.
    ///
    /// # Panics
    ///
    /// If it was ready before.
    pub fn poll_now(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<T, JoinError>> {
        with_run(|run| run.sees_the_end(self.task));
        let mut state = locked(&self.state);
        let Some(result) = state.result.take() else {
            let was_ready = state.has_ended;
            state.waker = Some(context.waker().clone());
            drop(state);
            assert!(!was_ready, "JoinHandle polled after completion");
            with_run(|run| {
                run.awaits_for(None, Wait::Join(self.task), self.at);
            });
            return Poll::Pending;
        };
        drop(state);
        if let Err(error) = &result
            && error.is_panic()
        {
            with_run(|run| {
                run.finds_panic(self.task, self.at);
                run.hears_of(self.task, format!("{error:?}"))
            });
        }
        Poll::Ready(result)
    }

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
        with_run(Run::looks_around);
        with_run(|run| run.sees_the_end(self.task));
        locked(&self.state).has_ended
    }

    /// Drops the task's future when its poll is over. By a task of the same thread it comes
    /// between two polls, and the next await ends it.
    #[track_caller]
    pub fn abort(&self) {
        abort(self.task);
    }

    /// It stays on the thread of the current task.
    pub fn stays_here(&self) {
        with_run(|run| run.stays_here(self.task));
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
    /// Drops the task's future when its poll is over. By a task of the same thread it comes
    /// between two polls, and the next await ends it.
    #[track_caller]
    pub fn abort(&self) {
        begins();
        abort(self.0);
    }

    /// The number of the task.
    pub fn id(&self) -> Id {
        Id(self.0)
    }

    /// Whether the task has ended.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        begins();
        let is_over = |run: &mut Run| {
            run.looks_around();
            run.sees_the_end(self.0)
        };
        with_run(is_over).unwrap_or(true)
    }
}

#[track_caller]
fn abort(task: TaskId) {
    let at = Location::caller();
    // A thread that has begun is not stopped, and nobody has seen it begin.
    let may_have_begun = |run: &mut Run| {
        let polls = run.polls.as_ref().filter(|polls| !polls.interrupts());
        let task = run.tasks.get(task).filter(|task| !task.pending.is_end());
        let polled = task.and_then(|task| task.polled.as_ref());
        polls
            .and(polled)
            .is_some_and(|one| one.blocks && !one.aborted && !one.has_begun)
    };
    let has_begun = with_run(may_have_begun) == Some(true) && pick(2) == 1;
    with_run(|run| {
        if run.sees_the_end(task) {
            run.record(None, Op::AbortsTooLate(task), at);
            return;
        }
        let stops = run.comes_between_polls(task);
        let Some(polled) = run.tasks[task].polled.as_mut() else { return };
        if polled.aborted || polled.has_begun {
            return;
        }
        if has_begun {
            polled.has_begun = true;
        } else {
            polled.aborted = true;
            polled.stops = stops;
            Waker::from(Arc::clone(&polled.flag)).wake();
        }
        run.touch(Key::Woken(task), Mode::Changes);
        run.record(None, Op::Aborts(task), at);
        run.act();
    });
}

/// A task whose handle is gone has nobody who is told of its panic.
impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        with_run(|run| run.drops_wait(None, Op::GoesOnNoMore, self.at));
        if with_run(|run| run.sees_the_end(self.task)) == Some(false) {
            acts(self);
        }
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Result<T, JoinError>> {
        // One that has to wait lets others go by this.
        with_run(|run| run.sees_the_end(self.task));
        let has_ended = locked(&self.state).has_ended;
        if has_ended && !self.has_had_turn {
            ready!(poll_turn(context));
            self.has_had_turn = true;
        }
        self.poll_now(context)
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
