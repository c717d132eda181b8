//! Values of which each task has its own, with the API of [`std::thread::LocalKey`].

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fmt;
use std::rc::Rc;

use crate::engine::with_run;
use crate::run::TaskId;

/// Task-local values, like [`std::thread_local!`].
#[macro_export]
macro_rules! thread_local {
    () => {};
    (
        $(#[$attribute:meta])* $vis:vis static $name:ident: $value:ty
            = const $init:block $(; $($rest:tt)*)?
    ) => {
        $(#[$attribute])*
        $vis static $name: $crate::thread::LocalKey<$value> =
            $crate::thread::LocalKey::new(|| $init);
        $($crate::thread_local! { $($rest)* })?
    };
    (
        $(#[$attribute:meta])* $vis:vis static $name:ident: $value:ty
            = $init:expr $(; $($rest:tt)*)?
    ) => {
        $(#[$attribute])*
        $vis static $name: $crate::thread::LocalKey<$value> =
            $crate::thread::LocalKey::new(|| $init);
        $($crate::thread_local! { $($rest)* })?
    };
}

/// Like [`std::thread::LocalKey`], but of a task. Outside of an explored program it is one
/// of the OS thread.
pub struct LocalKey<T: 'static> {
    init: fn() -> T,
}

/// The value of a key in one task.
struct Local {
    /// `None` outside of an explored program.
    task: Option<TaskId>,
    key: usize,
    /// `None` once it is dropped.
    value: Option<Rc<dyn Any>>,
}

std::thread_local! {
    /// In the order of their first use.
    static LOCALS: RefCell<Vec<Local>> = const { RefCell::new(Vec::new()) };
}

/// The values of the current task are dropped, the last one first. What a destructor makes
/// anew goes too.
pub(crate) fn end_of_task() {
    let Some(task) = with_run(|run| run.current) else { return };
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
    let locals = LOCALS.try_with(|locals| {
        let mut locals = locals.borrow_mut();
        locals.extract_if(.., |local| local.task.is_some()).collect::<Vec<_>>()
    });
    std::mem::forget(locals);
}

impl<T: 'static> LocalKey<T> {
    #[doc(hidden)]
    pub const fn new(init: fn() -> T) -> LocalKey<T> {
        LocalKey { init }
    }

    /// Calls `act` with the value of the current task, made at the first use.
    ///
    /// # Panics
    ///
    /// If the value is gone: the task ends.
    pub fn with<R>(&'static self, act: impl FnOnce(&T) -> R) -> R {
        self.try_with(act).expect("the task ends, and its values are gone")
    }

    /// Like [`with`](LocalKey::with).
    ///
    /// # Errors
    ///
    /// If the value is gone: the task ends.
    pub fn try_with<R>(
        &'static self,
        act: impl FnOnce(&T) -> R,
    ) -> Result<R, AccessError> {
        let value = self.value()?;
        let value = value.downcast_ref::<T>().ok_or(AccessError)?;
        Ok(act(value))
    }

    fn value(&'static self) -> Result<Rc<dyn Any>, AccessError> {
        let task = with_run(|run| run.current);
        let key = std::ptr::from_ref(self).addr();
        let is_it = |local: &Local| local.task == task && local.key == key;
        let found = LOCALS.try_with(|locals| {
            let locals = locals.borrow();
            let found = locals.iter().find(|local| is_it(local));
            found.map(|local| local.value.clone().ok_or(AccessError))
        });
        if let Some(found) = found.map_err(|_| AccessError)? {
            return found;
        }
        let value: Rc<dyn Any> = Rc::new((self.init)());
        let local = Local { task, key, value: Some(value.clone()) };
        LOCALS.with_borrow_mut(|locals| locals.push(local));
        Ok(value)
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// Sets the value.
    ///
    /// # Panics
    ///
    /// If the value is gone: the task ends.
    pub fn set(&'static self, value: T) {
        self.with(|cell| cell.set(value));
    }

    /// A copy of the value.
    ///
    /// # Panics
    ///
    /// If the value is gone: the task ends.
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// Takes the value and leaves the default.
    ///
    /// # Panics
    ///
    /// If the value is gone: the task ends.
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// Sets the value and returns the one that was there.
    ///
    /// # Panics
    ///
    /// If the value is gone: the task ends.
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// Calls `act` with the value to look at.
    ///
    /// # Panics
    ///
    /// If the value is borrowed to be changed, or gone.
    pub fn with_borrow<R>(&'static self, act: impl FnOnce(&T) -> R) -> R {
        self.with(|cell| act(&cell.borrow()))
    }

    /// Calls `act` with the value to change.
    ///
    /// # Panics
    ///
    /// If the value is borrowed, or gone.
    pub fn with_borrow_mut<R>(&'static self, act: impl FnOnce(&mut T) -> R) -> R {
        self.with(|cell| act(&mut cell.borrow_mut()))
    }

    /// Sets the value.
    ///
    /// # Panics
    ///
    /// If the value is borrowed, or gone.
    pub fn set(&'static self, value: T) {
        self.with(|cell| cell.replace(value));
    }

    /// Takes the value and leaves the default.
    ///
    /// # Panics
    ///
    /// If the value is borrowed, or gone.
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }

    /// Sets the value and returns the one that was there.
    ///
    /// # Panics
    ///
    /// If the value is borrowed, or gone.
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}

/// Like [`std::thread::AccessError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessError;

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value of this task is gone")
    }
}

impl Error for AccessError {}
