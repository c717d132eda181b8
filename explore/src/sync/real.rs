use std::fmt;
use std::ops::Deref;
use std::panic::Location;
use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

use crate::model::handle::Handle;
use crate::schedule::engine::{is_exploring, reach_object, with_run};

/// The real lock behind a modelled one, which nobody else holds. Outside of an explored
/// program it may have to wait for the lock; in what is left of a schedule that was
/// stopped it must not, as the holder never lets go.
pub(super) fn take<G>(
    tried: TryLockResult<G>,
    wait: impl FnOnce() -> LockResult<G>,
) -> LockResult<G> {
    match tried {
        Ok(guard) => Ok(guard),
        Err(TryLockError::Poisoned(poisoned)) => Err(poisoned),
        Err(TryLockError::WouldBlock) if is_exploring() => {
            panic!("the schedule was stopped while the lock was held")
        }
        Err(TryLockError::WouldBlock) => wait(),
    }
}

/// Wraps the guard whether or not the lock was poisoned.
pub(super) fn wrap<G, W>(
    guard: LockResult<G>,
    wrap: impl FnOnce(G) -> W,
) -> LockResult<W> {
    match guard {
        Ok(guard) => Ok(wrap(guard)),
        Err(poisoned) => Err(PoisonError::new(wrap(poisoned.into_inner()))),
    }
}

/// The step in which it is looked whether a lock is poisoned.
pub(super) fn look_at_poison(lock: &Handle, at: &'static Location<'static>) {
    reach_object(lock, at);
    with_run(|run| run.looks(lock));
}

/// The step that makes a difference to that.
pub(super) fn change_poison(lock: &Handle, at: &'static Location<'static>) {
    reach_object(lock, at);
    with_run(|run| run.changes(lock));
}

/// Shows the value as std does, and lets the lock go.
pub(super) fn show<G: Deref<Target: fmt::Debug>>(
    tried: TryLockResult<G>,
    lock: &mut fmt::DebugStruct<'_, '_>,
) {
    match tried {
        Ok(guard) => lock.field("data", &&*guard),
        Err(TryLockError::Poisoned(guard)) => {
            lock.field("data", &&**guard.get_ref())
        }
        Err(TryLockError::WouldBlock) => {
            lock.field("data", &format_args!("<locked>"))
        }
    };
}
