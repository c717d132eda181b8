use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

use crate::schedule::engine::is_exploring;

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
