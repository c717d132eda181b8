use std::cell::RefCell;
use std::mem::{self, ManuallyDrop};

use crate::pool::{self, Job, Stack};

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
    live: usize,
    /// Stacks whose jobs have ended.
    #[expect(clippy::vec_box, reason = "it keeps its box, see above")]
    free: Vec<Box<Stack>>,
}

thread_local! {
    static TASKS: RefCell<Tasks> = const {
        RefCell::new(Tasks { tasks: Vec::new(), live: 0, free: Vec::new() })
    };
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
        tasks.live += 1;
    });
}

/// How many tasks have not ended.
#[inline]
pub fn live() -> usize {
    with(|tasks| tasks.live)
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
    pool::switch();
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
    let taken = with(|tasks| {
        let taken = mem::replace(&mut tasks.tasks[task], Task::Gone);
        match taken {
            Task::New(job) => {
                let stack =
                    tasks.free.pop().unwrap_or_else(|| Box::new(Stack::new()));
                Some((stack, Some(ManuallyDrop::into_inner(job))))
            }
            Task::Suspended(stack) => Some((stack, None)),
            Task::Gone => None,
        }
    });
    let Some((mut stack, job)) = taken else { return };
    let ended = match job {
        Some(job) => stack.run(job),
        None => stack.go_on(),
    };
    with(|tasks| {
        if ended {
            tasks.live -= 1;
            tasks.free.push(stack);
        } else {
            tasks.tasks[task] = Task::Suspended(stack);
        }
    });
}

/// Forgets all tasks. Those that have not ended are given up where they are: nothing that
/// they own is dropped.
///
/// # Panics
///
/// From within a task.
pub fn clear() {
    assert!(!pool::runs(), "a task cannot give up others");
    with(|tasks| {
        tasks.live = 0;
        tasks.tasks.clear();
    });
}
