use std::any::Any;
use std::future::Future;
use std::panic::{self, AssertUnwindSafe, Location};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::{Context, Poll, Wake, Waker};

use crate::engine::{stop, with_exploration, with_run};
use crate::hook::{self, Heard};
use crate::object::{Moment, ObjectId};
use crate::op::{Op, Wait};
use crate::run::{Next, Pending, Polled, Reason, Run, Task, TaskId};
use crate::strategy::Strategy;

pub(crate) type TaskFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What the tasks of one [`block_on`] have in common.
#[derive(Default)]
pub(crate) struct Async {
    /// Whether the task that runs has done nothing yet since it was chosen: then there
    /// is no need to choose again before its next operation.
    pub(crate) fresh: bool,
    /// How many selects are being polled, one inside the other.
    pub(crate) nested: usize,
    /// The closure that runs as if it had a thread of its own.
    pub(crate) at_one_go: Option<&'static Location<'static>>,
    timers: Vec<(u64, Moment, Waker)>,
    next_timer: u64,
    /// The waits that have begun and are neither over nor given up, polled or not: whose
    /// it is, for what, and where.
    pub(crate) begun: Vec<Begun>,
    next_wait: u64,
    /// Panics of tasks that nobody has heard of by joining.
    pub(crate) unheard: Vec<Heard>,
    /// The last panic that somebody has heard of by joining.
    pub(crate) joined: Option<Heard>,
}

/// A wait of an async task, which keeps its place in a queue while it lasts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begun {
    pub(crate) number: u64,
    pub(crate) task: TaskId,
    pub(crate) object: ObjectId,
    pub(crate) at: &'static Location<'static>,
    /// Whether the last poll of the task polled it.
    pub(crate) polled: bool,
}

impl Async {
    pub(crate) fn moments(&self) -> impl Iterator<Item = Moment> {
        self.timers.iter().map(|&(_, moment, _)| moment)
    }

    /// Wakes who waits for this moment or an earlier one.
    pub(crate) fn wake(&mut self, now: Moment) {
        self.timers.retain(|(_, moment, waker)| {
            if *moment <= now {
                waker.wake_by_ref();
            }
            *moment > now
        });
    }

    /// Adds a timer, or changes the one with this number; 0 for a new one.
    pub(crate) fn set_timer(&mut self, id: u64, at: Moment, waker: Waker) -> u64 {
        self.remove_timer(id);
        let id = if id == 0 {
            self.next_timer += 1;
            self.next_timer
        } else {
            id
        };
        self.timers.push((id, at, waker));
        id
    }

    pub(crate) fn remove_timer(&mut self, id: u64) {
        self.timers.retain(|&(timer, ..)| timer != id);
    }
}

/// Whether a task was woken since it was polled last.
#[derive(Default)]
pub(crate) struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Relaxed);
    }
}

enum Turn {
    Poll(TaskId),
    Done,
    Stop,
}

/// Runs the future and the tasks that it starts, in an order of polls that the
/// exploration chooses, and returns what the future did.
///
/// # Panics
///
/// Outside of an explored program, inside of another `block_on`, and if the future
/// panics.
#[track_caller]
pub fn block_on<F: Future>(future: F) -> F::Output {
    let at = Location::caller();
    let begun = with_run(|run| run.begin_polls(at));
    assert!(begun == Some(true), "only an explored program can block on a future");
    let mut main = Some(Box::pin(future));
    let mut output = None;
    loop {
        match next() {
            Turn::Stop => stop(),
            Turn::Done => break,
            Turn::Poll(0) => {
                let Some(future) = &mut main else { continue };
                if let Poll::Ready(value) = poll_main(future.as_mut()) {
                    output = Some(value);
                    // What it owns goes now, while others can still be told.
                    main = None;
                    with_run(Run::end_task);
                } else {
                    with_run(Run::awaits_now);
                }
            }
            Turn::Poll(task) => poll_task(task),
        }
    }
    with_exploration(|exploration| exploration.run.end_polls());
    // A panic that nobody has heard of ends the schedule here.
    with_run(|_| ());
    output.expect("all tasks have ended")
}

fn next() -> Turn {
    let next = with_exploration(|exploration| {
        exploration.run.next_poll(&mut *exploration.strategy)
    });
    next.unwrap_or(Turn::Stop)
}

fn poll_main<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    let waker = waker(0);
    let mut context = Context::from_waker(&waker);
    let poll = || future.poll(&mut context);
    match panic::catch_unwind(AssertUnwindSafe(poll)) {
        Ok(polled) => polled,
        Err(panic) => {
            // The panic of a task that was joined, unwrapped here.
            if is_joined_panic(&*panic) {
                with_run(|run| run.fail_by_joined());
            }
            panic::resume_unwind(panic)
        }
    }
}

/// A panic that leaves the task is caught within the future.
fn poll_task(task: TaskId) {
    let waker = waker(task);
    let taken = with_exploration(|exploration| exploration.run.take_future());
    let Some((future, aborted)) = taken.flatten() else { return };
    let mut future = Some(future);
    let ended = match &mut future {
        Some(future) if !aborted => {
            future.as_mut().poll(&mut Context::from_waker(&waker)).is_ready()
        }
        _ => true,
    };
    if !ended {
        with_run(|run| {
            run.put_future(future);
            run.awaits_now();
        });
        return;
    }
    // What it owns goes while it can still be recorded.
    drop(future);
    with_run(|run| {
        let at = run.task().polled.as_ref().and_then(|polled| polled.started);
        let at = at.unwrap_or(run.task().at);
        run.record(None, if aborted { Op::IsAborted } else { Op::Ends }, at);
        run.end_task();
    });
}

fn waker(task: TaskId) -> Waker {
    let flag = with_exploration(|exploration| {
        let polled = exploration.run.tasks[task].polled.as_ref();
        polled.map(|polled| Arc::clone(&polled.flag))
    });
    let flag = flag.flatten().unwrap_or_default();
    flag.0.store(false, Relaxed);
    Waker::from(flag)
}

pub(crate) fn is_joined_panic(panic: &(dyn Any + Send)) -> bool {
    hook::message(panic).contains("JoinError::Panic(")
}

impl crate::run::Task {
    pub(crate) fn is_woken(&self) -> bool {
        let woken = |polled: &Polled| polled.flag.0.load(Relaxed);
        self.polled.as_ref().is_some_and(woken)
    }
}

impl Run {
    /// The first task becomes an async one.
    fn begin_polls(&mut self, at: &'static Location<'static>) -> bool {
        if self.polls.is_some() {
            return false;
        }
        self.polls = Some(Async::default());
        let task = self.task();
        task.at = at;
        task.pending = Pending::Await;
        task.polled = Some(woken());
        true
    }

    fn end_polls(&mut self) {
        let polls = self.polls.take().unwrap_or_default();
        self.current = 0;
        let task = self.task();
        task.pending = Pending::Ready;
        if let Some(heard) = polls.unheard.into_iter().next() {
            self.fail(heard.into());
        }
    }

    /// Chooses the task to poll.
    fn next_poll(&mut self, strategy: &mut dyn Strategy) -> Turn {
        self.count_a_step();
        loop {
            if self.failure.is_some() {
                return Turn::Stop;
            }
            self.tasks_to_go();
            // For who is left when main has ended time stands still.
            let time = self.tasks[0].pending != Pending::End;
            if self.any_enabled() {
                match self.choose(strategy) {
                    Some(Next::SwitchTo(task)) => return self.chosen_poll(task),
                    Some(_) => return Turn::Stop,
                    None => continue,
                }
            }
            if self.tasks.iter().all(|task| task.pending == Pending::End) {
                return Turn::Done;
            }
            let goes_on = time && self.let_time_pass() || self.let_spinning_go();
            if !goes_on {
                self.fail(Reason::Deadlock);
            }
        }
    }

    fn chosen_poll(&mut self, task: TaskId) -> Turn {
        self.current = task;
        let polls = self.polls.get_or_insert_default();
        polls.fresh = true;
        let own = |begun: &&mut Begun| begun.task == task;
        polls.begun.iter_mut().filter(own).for_each(|begun| begun.polled = false);
        let task = self.task();
        task.waits = false;
        task.pending = Pending::Ready;
        task.polled.get_or_insert_default().awaits.clear();
        Turn::Poll(self.current)
    }

    /// Adds an async task that is ready to run.
    pub(crate) fn add_future(
        &mut self,
        future: TaskFuture,
        at: &'static Location<'static>,
    ) -> TaskId {
        let id = self.add_task(None, None, at);
        let task = &mut self.tasks[id];
        task.pending = Pending::Await;
        task.polled =
            Some(Polled { future: Some(future), started: Some(at), ..woken() });
        self.record(None, Op::Starts(id), at);
        self.act();
        id
    }

    fn take_future(&mut self) -> Option<(TaskFuture, bool)> {
        let polled = self.task().polled.as_mut()?;
        Some((polled.future.take()?, polled.aborted))
    }

    fn put_future(&mut self, future: Option<TaskFuture>) {
        self.task().polled.get_or_insert_default().future = future;
    }

    /// The poll of the current task is over.
    fn awaits_now(&mut self) {
        let task = self.task();
        if !matches!(task.pending, Pending::Spin(_)) {
            task.pending = Pending::Await;
        }
    }

    /// The current task awaits this, perhaps among other things.
    pub(crate) fn awaits_for(
        &mut self,
        object: Option<ObjectId>,
        wait: Wait,
        at: &'static Location<'static>,
    ) {
        let task = self.task();
        if let Some(polled) = &mut task.polled {
            if polled.awaits.is_empty() {
                task.at = at;
            }
            polled.awaits.push((object, wait));
        }
    }

    /// A wait of the current task is polled in vain: the one with this number, 0 for a new
    /// one. Returns its number.
    pub(crate) fn wait_goes_on(
        &mut self,
        number: u64,
        object: ObjectId,
        at: &'static Location<'static>,
    ) -> u64 {
        let task = self.current;
        let Some(polls) = &mut self.polls else { return number };
        let same = |begun: &&mut Begun| begun.number == number;
        if let Some(begun) = polls.begun.iter_mut().find(same) {
            (begun.task, begun.polled) = (task, true);
            return number;
        }
        polls.next_wait += 1;
        let number = polls.next_wait;
        polls.begun.push(Begun { number, task, object, at, polled: true });
        number
    }

    /// The wait with this number is over or given up.
    pub(crate) fn wait_is_over(&mut self, number: u64) {
        if let Some(polls) = &mut self.polls {
            polls.begun.retain(|begun| begun.number != number);
        }
    }

    /// The waits that have begun and that nobody polls.
    pub(crate) fn unpolled(&self) -> impl Iterator<Item = Begun> {
        let begun = self.polls.iter().flat_map(|polls| &polls.begun);
        begun.copied().filter(|begun| !begun.polled)
    }

    /// The first thing that the task awaits.
    pub(crate) fn awaits(&self, task: TaskId) -> (Option<ObjectId>, Wait) {
        let polled = self.tasks[task].polled.as_ref();
        match polled.and_then(|polled| polled.awaits.first()) {
            Some(&(Some(lock), Wait::Lock { .. })) => {
                (Some(lock), self.waits_for_lock(lock))
            }
            Some(&(Some(lock), Wait::Writer { .. })) => {
                (Some(lock), self.awaits_to_read(lock))
            }
            Some(&first) => first,
            None => (None, Wait::Waker),
        }
    }

    /// Tokio's lock gives everyone their turn: while it is read, one who wants to read
    /// waits for a writer that came first.
    fn awaits_to_read(&self, lock: ObjectId) -> Wait {
        let writes = |&(object, wait): &(Option<ObjectId>, Wait)| {
            object == Some(lock) && matches!(wait, Wait::Lock { .. })
        };
        let wants_to_write = |task: &Task| {
            let mut polled = task.polled.iter();
            polled.any(|polled| polled.awaits.iter().any(writes))
        };
        let writer = self.tasks.iter().position(wants_to_write);
        match self.waits_for_lock(lock) {
            Wait::Readers { .. } if writer.is_some() => Wait::Writer { writer },
            wait => wait,
        }
    }

    /// Whether the task was not polled since it was started.
    pub(crate) fn awaits_nothing(&self, task: TaskId) -> bool {
        let polled = self.tasks[task].polled.as_ref();
        polled.is_none_or(|polled| polled.awaits.is_empty())
    }

    /// What the task awaits besides.
    pub(crate) fn awaits_too(&self, task: TaskId) -> Vec<(Option<ObjectId>, Wait)> {
        let polled = self.tasks[task].polled.as_ref();
        let awaits = self.tasks[task].pending == Pending::Await;
        let others = polled.filter(|_| awaits).and_then(|p| p.awaits.get(1..));
        others.unwrap_or_default().to_vec()
    }

    /// The current task did something that others can see.
    pub(crate) fn act(&mut self) {
        self.change();
        if let Some(polls) = &mut self.polls {
            polls.fresh = false;
        }
    }

    /// An operation that is no await: nobody else comes in between, and if it has to
    /// wait, nobody else goes on.
    pub(crate) fn reach_in_a_poll(&mut self) -> Next {
        self.count_a_step();
        if let Some(polls) = &mut self.polls {
            polls.fresh = false;
        }
        let task = self.current;
        let closure = self.polls.as_ref().and_then(|polls| polls.at_one_go);
        if let Some(closure) = closure.filter(|_| !self.is_enabled(task)) {
            let why = super::go::refusal(closure, "has to wait");
            self.fail(Reason::Refusal(why));
        }
        if self.failure.is_none() && !self.is_enabled(task) {
            if let Some((object, wait)) = self.waits_for(task) {
                let at = self.task().at;
                self.record(object, Op::Wait(wait), at);
            }
            self.fail(Reason::Blocked(task));
        }
        match self.failure {
            Some(_) => Next::Stop,
            None => Next::GoOn,
        }
    }

    pub(crate) fn is_blocked(&self) -> bool {
        matches!(self.failure, Some(Reason::Blocked(_)))
    }

    /// A panic that was joined ends the schedule.
    fn fail_by_joined(&mut self) {
        let polls = self.polls.as_mut();
        if let Some(heard) = polls.and_then(|polls| polls.joined.take()) {
            self.fail(heard.into());
        }
    }
}

fn woken() -> Polled {
    let polled = Polled::default();
    polled.flag.0.store(true, Relaxed);
    polled
}
