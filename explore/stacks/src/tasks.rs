use std::cell::{Cell, RefCell};
use std::mem::{self, ManuallyDrop};

use crate::pool::{self, Job, Output, Stack};

/// A task of this OS thread.
enum Task {
    /// Never dropped: what it borrows may be gone when it is given up.
    New(ManuallyDrop<Job>),
    /// In a box: it is moved at each switch.
    Suspended(Box<Stack>),
    /// It runs or has ended.
    Gone,
}

struct Tasks {
    tasks: Vec<Task>,
    /// Stacks whose jobs have ended.
    #[expect(clippy::vec_box, reason = "it keeps its box, see above")]
    free: Vec<Box<Stack>>,
}

thread_local! {
    static TASKS: RefCell<Tasks> = const {
        RefCell::new(Tasks { tasks: Vec::new(), free: Vec::new() })
    };
    /// How many tasks have not ended.
    static LIVE: Cell<usize> = const { Cell::new(0) };
}

fn with<R>(act: impl FnOnce(&mut Tasks) -> R) -> R {
    TASKS.with_borrow_mut(act)
}

/// Adds a task, which begins when it is resumed. Tasks have numbers in the order of being
/// added, from 0 on.
pub fn add(job: impl FnOnce() + 'static) {
    add_boxed(Box::new(job));
}

pub(crate) fn add_boxed(job: Job) {
    with(|tasks| {
        tasks.tasks.push(Task::New(ManuallyDrop::new(job)));
        LIVE.set(LIVE.get() + 1);
    });
}

/// How many tasks have not ended.
#[inline]
pub fn live() -> usize {
    LIVE.get()
}

/// Whether the value lies on the stack of the task that runs, and not in memory that others
/// may own as well.
#[inline]
pub fn holds<T: ?Sized>(value: &T) -> bool {
    pool::holds(value)
}

/// Whether the address lies on the stack of the task that runs, in use by the task.
#[inline]
pub fn has(address: usize) -> bool {
    pool::has(address)
}

/// How many bytes are left of the stack of the task that runs.
///
/// # Panics
///
/// Outside of a task.
pub fn room() -> usize {
    pool::room()
}

/// From the task that runs back to who has resumed it; returns when it is resumed again.
///
/// # Panics
///
/// Outside of a task.
#[inline]
pub fn switch() {
    pool::switch(None);
}

/// The same if it is known that this task goes next: within a [`run`] nobody is asked.
///
/// # Panics
///
/// Outside of a task.
#[inline]
pub fn switch_to(task: usize) {
    pool::switch(Some(task));
}

/// Runs the task with this number until it switches or ends. Nothing happens if it has
/// ended.
///
/// # Panics
///
/// From within a task, if there is no such task, if the system has no memory left for its
/// stack, or if a panic leaves the task.
pub fn resume(task: usize) {
    assert!(!pool::runs(), "a task cannot resume another");
    let mut last = None;
    step(task, &mut last);
    with(|tasks| tasks.put(last));
}

/// Resumes one task after the other: the one to which the last one has
/// [switched](switch_to), or else the one that `next` names, until it names none.
///
/// # Panics
///
/// As [`resume`].
pub fn run(mut next: impl FnMut() -> Option<usize>) {
    assert!(!pool::runs(), "a task cannot resume another");
    let mut last = None;
    let mut named = None;
    while let Some(task) = named.or_else(&mut next) {
        named = step(task, &mut last);
    }
    with(|tasks| tasks.put(last));
}

/// Resumes a task. Returns the one to which it switches, if it names one. What has switched
/// `last` is put back only when the stacks are looked for anyway.
#[inline]
fn step(task: usize, last: &mut Option<(usize, Box<Stack>)>) -> Option<usize> {
    let taken = with(|tasks| {
        tasks.put(last.take());
        tasks.take(task)
    });
    let (mut stack, job) = taken?;
    let output = match job {
        Some(job) => stack.run(job),
        None => stack.go_on(),
    };
    match output {
        Output::Switched(to) => {
            *last = Some((task, stack));
            to
        }
        Output::Ended => {
            with(|tasks| tasks.ends(stack));
            None
        }
    }
}

impl Tasks {
    /// The stack of this task, and what to begin on it, unless the task has ended.
    #[inline]
    fn take(&mut self, task: usize) -> Option<(Box<Stack>, Option<Job>)> {
        match mem::replace(&mut self.tasks[task], Task::Gone) {
            Task::New(job) => {
                let stack =
                    self.free.pop().unwrap_or_else(|| Box::new(Stack::new()));
                Some((stack, Some(ManuallyDrop::into_inner(job))))
            }
            Task::Suspended(stack) => Some((stack, None)),
            Task::Gone => None,
        }
    }

    /// A task has switched.
    #[inline]
    fn put(&mut self, suspended: Option<(usize, Box<Stack>)>) {
        if let Some((task, stack)) = suspended {
            self.tasks[task] = Task::Suspended(stack);
        }
    }

    /// A task has ended on this stack.
    fn ends(&mut self, stack: Box<Stack>) {
        LIVE.set(LIVE.get() - 1);
        self.free.push(stack);
    }
}

/// Forgets all tasks. Those that have not ended are given up where they are: nothing that
/// they own is dropped.
///
/// # Panics
///
/// From within a task.
pub fn clear() {
    assert!(!pool::runs(), "a task cannot give up others");
    LIVE.set(0);
    with(|tasks| tasks.tasks.clear());
}
