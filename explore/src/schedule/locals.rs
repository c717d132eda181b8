//! The values of which each thread has its own, or each task.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::engine::with_tasks;
use crate::model::TaskId;

/// The value of a key in one task.
struct Local {
    /// A thread, or an async task that has its own. `None` outside of an explored program.
    task: Option<TaskId>,
    key: usize,
    /// `None` once it is dropped.
    value: Option<Rc<dyn Any>>,
}

std::thread_local! {
    /// In the order of their first use.
    static LOCALS: RefCell<Vec<Local>> = const { RefCell::new(Vec::new()) };
    /// Whether a task of the schedule has some.
    static ARE_USED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a task of the schedule has had values of its own.
#[inline]
pub(crate) fn are_used() -> bool {
    ARE_USED.get()
}

/// Whether the task has values of its own.
pub(crate) fn has_any(task: TaskId) -> bool {
    LOCALS.with_borrow(|locals| {
        locals.iter().any(|local| local.task == Some(task) && local.value.is_some())
    })
}

/// The values of the current task are dropped, the last one first. What a destructor makes
/// anew goes too.
pub(crate) fn end_of_task(task: TaskId) {
    loop {
        let last = LOCALS.with_borrow_mut(|locals| {
            let of_task = |local: &&mut Local| local.task == Some(task);
            let mut own = locals.iter_mut().rev().filter(of_task);
            own.find_map(|local| local.value.take())
        });
        if last.is_none() {
            return;
        }
    }
}

/// The values of all tasks are left behind: the schedule is over.
pub(crate) fn forget() {
    if !ARE_USED.replace(false) {
        return;
    }
    let locals = LOCALS.try_with(|locals| {
        let mut locals = locals.borrow_mut();
        locals.extract_if(.., |local| local.task.is_some()).collect::<Vec<_>>()
    });
    std::mem::forget(locals);
}

/// Whose value it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// The thread's: async tasks share it that a runtime polls on one.
    Thread,
    /// That of the task, be it one that shares its thread.
    Task,
}

/// The value of the current task or its thread that has this key, made at the first use.
/// `None` if it is gone: the task ends.
pub(crate) fn value(
    key: usize,
    owner: Owner,
    init: impl FnOnce() -> Rc<dyn Any>,
) -> Option<Rc<dyn Any>> {
    let task = with_tasks(|run| match owner {
        Owner::Thread => run.reaches_locals(),
        Owner::Task => run.current,
    });
    let is_it = |local: &Local| local.task == task && local.key == key;
    let found = LOCALS.try_with(|locals| {
        let locals = locals.borrow();
        let found = locals.iter().find(|local| is_it(local));
        found.map(|local| local.value.clone())
    });
    if let Some(found) = found.ok()? {
        return found;
    }
    let value = init();
    ARE_USED.set(ARE_USED.get() || task.is_some());
    let local = Local { task, key, value: Some(value.clone()) };
    LOCALS.with_borrow_mut(|locals| locals.push(local));
    Some(value)
}
