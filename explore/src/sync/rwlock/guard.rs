use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync;

use crate::access::{Key, Mode};
use crate::engine::{reach, with_run};
use crate::object::{Handle, Model, Readers};
use crate::op::Op;
use crate::run::Run;

/// Like [`std::sync::RwLockReadGuard`].
#[must_use = "if unused the lock is unlocked at once"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    pub(super) handle: &'a Handle,
    pub(super) value: Option<sync::RwLockReadGuard<'a, T>>,
    pub(super) at: &'static Location<'static>,
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        reach(self.at, |run| run.ready_for(self.handle));
        self.value = None;
        // The last reader lets those begin that a writer keeps out.
        let mode = |lock: &Readers| match lock.waiting.is_empty() {
            true => Mode::Looks,
            false => Mode::Changes,
        };
        unlock(self.handle, self.at, Op::Unlock, mode, |run, lock| {
            let task = run.current;
            let mine = lock.readers.iter().position(|&reader| reader == task);
            // A guard may end in a task that did not begin it.
            if !lock.readers.is_empty() {
                lock.readers.remove(mine.unwrap_or(0));
            }
            if lock.readers.is_empty() {
                lock.waiting.clear();
            }
        });
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect("the guard holds the lock")
    }
}

/// Like [`std::sync::RwLockWriteGuard`].
#[must_use = "if unused the lock is unlocked at once"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    pub(super) handle: &'a Handle,
    /// `None` once it lets go, or is downgraded.
    pub(super) value: Option<sync::RwLockWriteGuard<'a, T>>,
    pub(super) at: &'static Location<'static>,
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Goes on reading only, and lets others read. No writer comes in between.
    #[track_caller]
    pub fn downgrade(mut this: Self) -> RwLockReadGuard<'a, T> {
        let (handle, at) = (this.handle, Location::caller());
        reach(at, |run| run.ready_for(handle));
        let written = this.value.take().expect("the guard holds the lock");
        let value = sync::RwLockWriteGuard::downgrade(written);
        unlock(
            handle,
            at,
            Op::Downgrade,
            |_| Mode::Changes,
            |run, lock| {
                lock.writer = None;
                run.add_reader(lock);
            },
        );
        RwLockReadGuard { handle, value: Some(value), at }
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        if self.value.is_none() {
            return;
        }
        reach(self.at, |run| run.ready_for(self.handle));
        self.value = None;
        let release = |_: &mut Run, lock: &mut Readers| lock.writer = None;
        unlock(self.handle, self.at, Op::Unlock, |_| Mode::Gives, release);
    }
}

/// Lets go of the lock, in the way that `op` says.
fn unlock(
    handle: &Handle,
    at: &'static Location<'static>,
    op: Op,
    mode: fn(&Readers) -> Mode,
    release: fn(&mut Run, &mut Readers),
) {
    with_run(|run| {
        let lock = run.object(handle);
        if let Model::RwLock(readers) = &run.objects[lock].model {
            let mode = mode(readers);
            run.touch(Key::Object(lock), mode);
        }
        run.with_readers(lock, release);
        run.record(Some(lock), op, at);
    });
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect("the guard holds the lock")
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        with_run(Run::may_change);
        self.value.as_mut().expect("the guard holds the lock")
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl Run {
    pub(super) fn with_readers(
        &mut self,
        lock: usize,
        act: fn(&mut Run, &mut Readers),
    ) {
        if let Model::RwLock(readers) = &mut self.objects[lock].model {
            let mut taken = std::mem::take(readers);
            act(self, &mut taken);
            self.objects[lock].model = Model::RwLock(taken);
        }
    }

    pub(super) fn add_reader(&mut self, lock: &mut Readers) {
        lock.readers.push(self.current);
    }

    pub(super) fn set_writer(&mut self, lock: &mut Readers) {
        lock.writer = Some(self.current);
    }
}
