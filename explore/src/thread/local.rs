//! Values of which each thread has its own, with the API of [`std::thread::LocalKey`].

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::error::Error;
use std::fmt;
use std::rc::Rc;

use crate::schedule::locals::{self, Owner};

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

/// Like [`std::thread::LocalKey`]. Async tasks that are polled on one thread share its value;
/// where they may be polled on several each has its own, and nothing is proven. Outside of an
/// explored program it is one of the OS thread.
pub struct LocalKey<T: 'static> {
    init: fn() -> T,
    owner: Owner,
}

const GONE: &str = "the task ends, and its values are gone";

impl<T: 'static> LocalKey<T> {
    #[doc(hidden)]
    pub const fn new(init: fn() -> T) -> LocalKey<T> {
        LocalKey { init, owner: Owner::Thread }
    }

    /// One of which each async task has its own.
    pub const fn of_task(init: fn() -> T) -> LocalKey<T> {
        LocalKey { init, owner: Owner::Task }
    }

    /// Calls `act` with the value of the current task, made at the first use.
    ///
    /// # Panics
    ///
    /// If the value is gone: the task ends.
    pub fn with<R>(&'static self, act: impl FnOnce(&T) -> R) -> R {
        self.try_with(act).expect(GONE)
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
        self.value_or(self.init)
    }

    /// The value, made by `init` at the first use.
    fn value_or(
        &'static self,
        init: impl FnOnce() -> T,
    ) -> Result<Rc<dyn Any>, AccessError> {
        let key = std::ptr::from_ref(self).addr();
        locals::value(key, self.owner, || Rc::new(init())).ok_or(AccessError)
    }

    /// Makes the value of what is given, or has `set` put that into the one that is there.
    fn make_or_set<V>(
        &'static self,
        given: V,
        make: fn(V) -> T,
        set: impl FnOnce(&T, V),
    ) {
        let mut given = Some(given);
        let init = || make(given.take().expect("called once"));
        let value = self.value_or(init).expect(GONE);
        if let Some((given, value)) = given.zip(value.downcast_ref::<T>()) {
            set(value, given);
        }
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// Sets the value, which is made of this if it is not there.
    ///
    /// # Panics
    ///
    /// If the value is gone: the task ends.
    pub fn set(&'static self, value: T) {
        self.make_or_set(value, Cell::new, Cell::set);
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

    /// Sets the value, which is made of this if it is not there.
    ///
    /// # Panics
    ///
    /// If the value is borrowed, or gone.
    pub fn set(&'static self, value: T) {
        self.make_or_set(value, RefCell::new, |cell, value| {
            cell.replace(value);
        });
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
