use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use explore::tasks::{self, AbortHandle, shares_unseen, waits_for_its_set};
use explore::thread::LocalKey;

use super::handle::JoinHandle;
use super::local_value::LocalValue;
use crate::entered::starts_task;
use crate::runtime::Runtime;

/// The set that runs.
static CURRENT: LocalKey<RefCell<Option<Rc<Set>>>> =
    LocalKey::of_task(|| RefCell::new(None));

/// Whether its tasks go on, or what it waits for.
static IS_DRIVEN: LocalKey<Cell<bool>> = LocalKey::of_task(|| Cell::new(false));

/// Whether the current future is one that a set runs.
pub(super) fn is_driven() -> bool {
    IS_DRIVEN.get()
}

/// As long as it lives, a set runs the current future.
struct Driven(bool);

impl Driven {
    fn new() -> Driven {
        Driven(IS_DRIVEN.replace(true))
    }
}

impl Drop for Driven {
    fn drop(&mut self) {
        IS_DRIVEN.set(self.0);
    }
}

/// Starts a task of the [`LocalSet`] that runs.
///
/// # Panics
///
/// Where none runs.
#[track_caller]
pub fn spawn_local<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let set = CURRENT.with_borrow(Option::clone);
    let set = set.expect(
        "`spawn_local` called from outside of a `task::LocalSet` or \
         `runtime::LocalRuntime`",
    );
    Set::spawn(&set, future)
}

/// Tasks that stay on their thread, like
/// [`tokio::task::LocalSet`](https://docs.rs/tokio/1/tokio/task/struct.LocalSet.html). They
/// go on only while the set is awaited, and end with it.
pub struct LocalSet {
    set: Rc<Set>,
    /// Since it was polled.
    drives: Option<Drives>,
}

impl LocalSet {
    /// An empty one.
    pub fn new() -> LocalSet {
        LocalSet { set: Rc::default(), drives: None }
    }

    /// Until the guard goes, [`spawn_local`] starts tasks of this set.
    pub fn enter(&self) -> LocalEnterGuard {
        LocalEnterGuard(CURRENT.replace(Some(Rc::clone(&self.set))))
    }

    /// Starts a task. It waits until the set is awaited.
    ///
    /// # Panics
    ///
    /// Where no runtime runs: there the exploration ends without a verdict.
    #[track_caller]
    pub fn spawn_local<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        Set::spawn(&self.set, future)
    }

    /// Runs the future, and as long the tasks of the set.
    ///
    /// # Panics
    ///
    /// In an async task.
    #[track_caller]
    pub fn block_on<F>(&self, rt: &Runtime, future: F) -> F::Output
    where
        F: Future,
    {
        rt.block_on(self.run_until(future))
    }

    /// Runs the future, and as long the tasks of the set.
    pub async fn run_until<F>(&self, future: F) -> F::Output
    where
        F: Future,
    {
        let _drives = Drives::new(&self.set);
        let mut future = pin!(future);
        poll_fn(|context| {
            let _entered = (self.enter(), Driven::new());
            future.as_mut().poll(context)
        })
        .await
    }
}

/// Runs the tasks of the set until all have ended.
impl Future for LocalSet {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.set.left.get() == 0 {
            self.drives = None;
            return Poll::Ready(());
        }
        *self.set.idle.borrow_mut() = Some(context.waker().clone());
        if self.drives.is_none() {
            self.drives = Some(Drives::new(&self.set));
        }
        Poll::Pending
    }
}

impl Drop for LocalSet {
    fn drop(&mut self) {
        for (task, abort) in self.set.tasks.take() {
            task.clear();
            abort.abort();
        }
    }
}

impl Default for LocalSet {
    fn default() -> LocalSet {
        LocalSet::new()
    }
}

impl fmt::Debug for LocalSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalSet").finish_non_exhaustive()
    }
}

/// The set before runs again when it goes.
pub struct LocalEnterGuard(Option<Rc<Set>>);

impl Drop for LocalEnterGuard {
    fn drop(&mut self) {
        CURRENT.set(self.0.take());
    }
}

impl fmt::Debug for LocalEnterGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalEnterGuard").finish_non_exhaustive()
    }
}

#[derive(Default)]
struct Set {
    /// How often it is awaited.
    drivers: Cell<usize>,
    /// How many of its tasks have not ended.
    left: Cell<usize>,
    tasks: RefCell<Vec<(Rc<dyn Slot>, AbortHandle)>>,
    /// Those who wait for the set to be awaited.
    waiting: RefCell<Vec<Waker>>,
    /// Who awaits the end of all.
    idle: RefCell<Option<Waker>>,
}

impl Set {
    #[track_caller]
    fn spawn<F>(set: &Rc<Set>, future: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        starts_task();
        // They need not be `Send`.
        shares_unseen();
        set.left.set(set.left.get() + 1);
        let slot = Rc::new(RefCell::new(Some(Box::pin(future))));
        let task = Task { slot: Rc::clone(&slot), set: Rc::clone(set) };
        let mut task = LocalValue::new(task);
        let handle = tasks::spawn(poll_fn(move |context| {
            task.get_mut().poll(context).map(LocalValue::new)
        }));
        handle.stays_here();
        set.tasks.borrow_mut().push((slot, handle.abort_handle()));
        JoinHandle::local(handle)
    }
}

/// As long as it lives the tasks of the set go on.
struct Drives(Rc<Set>);

impl Drives {
    fn new(set: &Rc<Set>) -> Drives {
        set.drivers.set(set.drivers.get() + 1);
        set.waiting.take().into_iter().for_each(Waker::wake);
        Drives(Rc::clone(set))
    }
}

impl Drop for Drives {
    fn drop(&mut self) {
        self.0.drivers.set(self.0.drivers.get() - 1);
    }
}

/// The future of a task, which goes with its set.
trait Slot {
    fn clear(&self);
}

impl<F> Slot for RefCell<Option<F>> {
    fn clear(&self) {
        drop(self.take());
    }
}

struct Task<F> {
    slot: Rc<RefCell<Option<Pin<Box<F>>>>>,
    set: Rc<Set>,
}

impl<F: Future> Task<F> {
    fn poll(&self, context: &mut Context<'_>) -> Poll<F::Output> {
        let is_driven = self.set.drivers.get() > 0;
        // The set may go while this is polled.
        let future = is_driven.then(|| self.slot.take()).flatten();
        let Some(mut future) = future else {
            self.set.waiting.borrow_mut().push(context.waker().clone());
            waits_for_its_set();
            return Poll::Pending;
        };
        let current = CURRENT.replace(Some(Rc::clone(&self.set)));
        let _entered = (LocalEnterGuard(current), Driven::new());
        let polled = future.as_mut().poll(context);
        if polled.is_pending() {
            self.slot.replace(Some(future));
        }
        polled
    }
}

impl<F> Drop for Task<F> {
    fn drop(&mut self) {
        self.set.left.set(self.set.left.get() - 1);
        if let Some(idle) = self.set.idle.take() {
            idle.wake();
        }
    }
}
