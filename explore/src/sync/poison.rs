//! std's locks, but whether a holder panicked goes by tasks. std's own flag goes by OS
//! threads, and all tasks share one.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{
    self, LockResult, PoisonError, RwLockReadGuard, TryLockError, TryLockResult,
};

use crate::schedule::catch::panicking;

/// Whether a task panicked that held the lock.
struct Poison(AtomicBool);

impl Poison {
    fn is_set(&self) -> bool {
        self.0.load(Relaxed)
    }

    fn of<T>(&self, value: T) -> LockResult<T> {
        if self.is_set() { Err(PoisonError::new(value)) } else { Ok(value) }
    }

    /// What std says but for its own flag.
    fn of_tried<R, G>(
        &self,
        tried: TryLockResult<R>,
        guard: impl FnOnce(R) -> G,
    ) -> TryLockResult<G> {
        match tried {
            Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
            Ok(real) => Ok(self.of(guard(real))?),
            Err(TryLockError::Poisoned(real)) => {
                Ok(self.of(guard(real.into_inner()))?)
            }
        }
    }
}

/// Of both locks.
macro_rules! lock {
    ($Lock:ident) => {
        pub(super) struct $Lock<T: ?Sized> {
            poison: Poison,
            value: sync::$Lock<T>,
        }

        impl<T> $Lock<T> {
            pub(super) const fn new(value: T) -> $Lock<T> {
                $Lock {
                    poison: Poison(AtomicBool::new(false)),
                    value: sync::$Lock::new(value),
                }
            }

            pub(super) fn into_inner(self) -> LockResult<T> {
                let value = self.value.into_inner();
                self.poison.of(value.unwrap_or_else(PoisonError::into_inner))
            }
        }

        impl<T: ?Sized> $Lock<T> {
            pub(super) fn get_mut(&mut self) -> LockResult<&mut T> {
                let value = self.value.get_mut();
                self.poison.of(value.unwrap_or_else(PoisonError::into_inner))
            }

            pub(super) fn is_poisoned(&self) -> bool {
                self.poison.is_set()
            }

            pub(super) fn clear_poison(&self) {
                self.poison.0.store(false, Relaxed);
            }
        }
    };
}

lock!(Mutex);
lock!(RwLock);

impl<T: ?Sized> Mutex<T> {
    pub(super) fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let real = self.value.lock().unwrap_or_else(PoisonError::into_inner);
        self.poison.of(Holds::new(real, &self.poison))
    }

    pub(super) fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let guard = |real| Holds::new(real, &self.poison);
        self.poison.of_tried(self.value.try_lock(), guard)
    }
}

impl<T: ?Sized> RwLock<T> {
    pub(super) fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let real = self.value.read().unwrap_or_else(PoisonError::into_inner);
        self.poison.of(real)
    }

    pub(super) fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        self.poison.of_tried(self.value.try_read(), |real| real)
    }

    pub(super) fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let real = self.value.write().unwrap_or_else(PoisonError::into_inner);
        self.poison.of(Holds::new(real, &self.poison))
    }

    pub(super) fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let guard = |real| Holds::new(real, &self.poison);
        self.poison.of_tried(self.value.try_write(), guard)
    }
}

pub(super) type MutexGuard<'a, T> = Holds<'a, sync::MutexGuard<'a, T>>;
pub(super) type RwLockWriteGuard<'a, T> = Holds<'a, sync::RwLockWriteGuard<'a, T>>;

/// A guard that poisons its lock if the task begins to panic while it lives.
pub(super) struct Holds<'a, G> {
    /// Poisons the lock before it is let go.
    _poisons: Poisons<'a>,
    real: G,
}

/// Poisons a lock if the task begins to panic while this lives.
struct Poisons<'a> {
    poison: &'a Poison,
    had_panicked: bool,
}

impl<'a, G> Holds<'a, G> {
    fn new(real: G, poison: &'a Poison) -> Holds<'a, G> {
        let poisons = Poisons { poison, had_panicked: panicking() };
        Holds { _poisons: poisons, real }
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Goes on reading only. No writer comes in between.
    pub(super) fn downgrade(self) -> RwLockReadGuard<'a, T> {
        sync::RwLockWriteGuard::downgrade(self.real)
    }
}

impl Drop for Poisons<'_> {
    fn drop(&mut self) {
        if !self.had_panicked && panicking() {
            self.poison.0.store(true, Relaxed);
        }
    }
}

impl<G: Deref> Deref for Holds<'_, G> {
    type Target = G::Target;

    fn deref(&self) -> &G::Target {
        &self.real
    }
}

impl<G: DerefMut> DerefMut for Holds<'_, G> {
    fn deref_mut(&mut self) -> &mut G::Target {
        &mut self.real
    }
}
