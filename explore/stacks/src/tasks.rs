use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;

use crate::pool::{self, Job, Output, Stack};

/// The tasks that have begun.
struct Begun {
    /// Their stacks by their numbers; `None` of one that has ended, or not begun.
    stacks: Vec<Option<Stack>>,
    /// Stacks whose jobs have ended.
    free: Vec<Stack>,
}

thread_local! {
    /// What each task does that has not begun, by its number. Never dropped: what it borrows
    /// may be gone when it is given up.
    static NEW: RefCell<Vec<Option<ManuallyDrop<Job>>>> =
        const { RefCell::new(Vec::new()) };
    /// Taken out while a task runs, which can only add others.
    static BEGUN: Cell<Begun> = const { Cell::new(Begun::none()) };
    /// How many tasks have not ended.
    static LIVE: Cell<usize> = const { Cell::new(0) };
}

/// Adds a task, which begins when it is resumed. Tasks have numbers in the order of being
/// added, from 0 on.
pub fn add(job: impl FnOnce() + 'static) {
    add_boxed(Box::new(job));
}

pub(crate) fn add_boxed(job: Job) {
    NEW.with_borrow_mut(|new| new.push(Some(ManuallyDrop::new(job))));
    LIVE.set(LIVE.get() + 1);
}

/// How many tasks have not ended.
#[inline]
pub fn live() -> usize {
    LIVE.get()
}

/// Whether the address lies on the stack of the task that runs, in use by the task, and not
/// in memory that others may own as well.
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
    let mut task = Some(task);
    run_each(&mut || task.take(), false);
}

/// Resumes one task after the other: the one to which the last one has
/// [switched](switch_to), or else the one that `next` names, until it names none.
///
/// # Panics
///
/// As [`resume`].
pub fn run(next: &mut dyn FnMut() -> Option<usize>) {
    run_each(next, true);
}

/// `follows` says whether a task that is named by a switch goes next.
fn run_each(next: &mut dyn FnMut() -> Option<usize>, follows: bool) {
    assert!(!pool::runs(), "a task cannot resume another");
    let mut begun = BEGUN.replace(Begun::none());
    let mut named = None;
    while let Some(task) = named.or_else(&mut *next) {
        named = begun.step(task).filter(|_| follows);
    }
    BEGUN.set(begun);
}

impl Begun {
    const fn none() -> Begun {
        Begun { stacks: Vec::new(), free: Vec::new() }
    }

    /// Runs a task until it switches or ends. Returns the one to which it switches, if it
    /// names one.
    #[inline]
    fn step(&mut self, task: usize) -> Option<usize> {
        let output = match self.stacks.get_mut(task) {
            Some(Some(stack)) => stack.go_on(),
            _ => self.begin(task)?,
        };
        match output {
            Output::Switched(to) => to,
            Output::Ended => {
                self.free.extend(self.stacks[task].take());
                LIVE.set(LIVE.get() - 1);
                None
            }
        }
    }

    /// Runs a task that has not begun, unless it has ended.
    fn begin(&mut self, task: usize) -> Option<Output> {
        let job = NEW.with_borrow_mut(|new| new[task].take())?;
        if self.stacks.len() <= task {
            self.stacks.resize_with(task + 1, || None);
        }
        let stack = self.free.pop().unwrap_or_else(Stack::new);
        let stack = self.stacks[task].insert(stack);
        Some(stack.run(ManuallyDrop::into_inner(job)))
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
    NEW.with_borrow_mut(Vec::clear);
    let mut begun = BEGUN.replace(Begun::none());
    begun.stacks.clear();
    BEGUN.set(begun);
}
