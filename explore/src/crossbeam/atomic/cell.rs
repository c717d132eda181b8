use std::fmt;
use std::panic::Location;
use std::sync::{Mutex, PoisonError};

use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::model::value::Value;
use crate::sync::atomic::{By, SeesPointers, look_to_show, operate};

/// A value that tasks read and write in one step each.
pub struct AtomicCell<T> {
    handle: Handle,
    held: Mutex<Held<T>>,
}

struct Held<T> {
    value: T,
    /// How many values were there before.
    number: usize,
}

impl<T> AtomicCell<T> {
    /// A cell with this value. The record calls it by this line.
    #[track_caller]
    pub const fn new(value: T) -> AtomicCell<T> {
        let held = Held { value, number: 0 };
        AtomicCell { handle: Handle::new(Kind::Atomic), held: Mutex::new(held) }
    }

    /// Returns the value.
    pub fn into_inner(self) -> T {
        let held = self.held.into_inner();
        held.unwrap_or_else(PoisonError::into_inner).value
    }

    /// Whether crossbeam's needs no lock for such a value.
    pub const fn is_lock_free() -> bool {
        crossbeam_utils::atomic::AtomicCell::<T>::is_lock_free()
    }

    /// Writes the value.
    #[track_caller]
    pub fn store(&self, value: T) {
        let old = self.operate(Location::caller(), |held| {
            let from = Value::Nth(held.number);
            let old = held.replace(value);
            (old, Op::Write { from, to: Value::Nth(held.number) })
        });
        drop(old);
    }

    /// Writes the value and returns the one that was there.
    #[track_caller]
    pub fn swap(&self, value: T) -> T {
        self.operate(Location::caller(), |held| {
            let from = Value::Nth(held.number);
            let old = held.replace(value);
            (old, Op::Change { from, to: Value::Nth(held.number) })
        })
    }

    /// Not modelled: what is done by a pointer is not explored.
    pub const fn as_ptr(&self) -> *mut T
    where
        for<'a> By<'a>: SeesPointers,
    {
        panic!("nobody can call this")
    }

    fn operate<R>(
        &self,
        at: &'static Location<'static>,
        act: impl FnOnce(&mut Held<T>) -> (R, Op),
    ) -> R {
        let act =
            || act(&mut self.held.lock().unwrap_or_else(PoisonError::into_inner));
        operate(&self.handle, at, act)
    }
}

impl<T: Default> AtomicCell<T> {
    /// Takes the value and leaves the default.
    #[track_caller]
    pub fn take(&self) -> T {
        self.swap(T::default())
    }
}

impl<T: Copy> AtomicCell<T> {
    /// A copy of the value.
    #[track_caller]
    pub fn load(&self) -> T {
        self.operate(Location::caller(), |held| {
            (held.value, Op::Read(Value::Nth(held.number)))
        })
    }

    /// Changes the value in one step. Returns the one that was there.
    pub(super) fn change(
        &self,
        at: &'static Location<'static>,
        name: &'static str,
        change: impl FnOnce(T) -> T,
    ) -> T {
        self.operate(at, |held| {
            let from = Value::Nth(held.number);
            let old = held.replace(change(held.value));
            (old, Op::Apply { name, from, to: Value::Nth(held.number) })
        })
    }
}

impl<T: Copy + Eq> AtomicCell<T> {
    /// Writes `new` if the value is `current`. Returns the value that was there.
    #[deprecated(note = "use `compare_exchange`")]
    #[track_caller]
    pub fn compare_and_swap(&self, current: T, new: T) -> T {
        let (Ok(old) | Err(old)) = self.compare_exchange(current, new);
        old
    }

    /// Writes `new` if the value is `current`.
    ///
    /// # Errors
    ///
    /// If the value was another one, which is returned.
    #[track_caller]
    pub fn compare_exchange(&self, current: T, new: T) -> Result<T, T> {
        self.operate(Location::caller(), |held| {
            let from = Value::Nth(held.number);
            if held.value != current {
                return (Err(held.value), Op::FindsAnother(from));
            }
            let old = held.replace(new);
            (Ok(old), Op::Change { from, to: Value::Nth(held.number) })
        })
    }

    /// Reads, and writes what `update` makes of it, until nobody came between.
    ///
    /// # Errors
    ///
    /// If `update` returned `None`; returns the value that it was given.
    #[track_caller]
    pub fn fetch_update<F>(&self, mut update: F) -> Result<T, T>
    where
        F: FnMut(T) -> Option<T>,
    {
        let mut old = self.load();
        while let Some(new) = update(old) {
            match self.compare_exchange(old, new) {
                Ok(old) => return Ok(old),
                Err(found) => old = found,
            }
        }
        Err(old)
    }
}

impl<T> Held<T> {
    fn replace(&mut self, value: T) -> T {
        self.number += 1;
        std::mem::replace(&mut self.value, value)
    }
}

impl<T: Default> Default for AtomicCell<T> {
    #[track_caller]
    fn default() -> AtomicCell<T> {
        AtomicCell::new(T::default())
    }
}

impl<T> From<T> for AtomicCell<T> {
    #[track_caller]
    fn from(value: T) -> AtomicCell<T> {
        AtomicCell::new(value)
    }
}

impl<T: Copy + fmt::Debug> fmt::Debug for AtomicCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = look_to_show(&self.handle, || {
            let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            (held.value, Op::Read(Value::Nth(held.number)))
        });
        f.debug_struct("AtomicCell").field("value", &value).finish()
    }
}
