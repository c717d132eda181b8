use std::fmt;
use std::sync::Arc;

use explore::tasks::{Kind, Shared};
use tokio::sync;

use crate::sync::held::Locked;
use crate::sync::made::Made;

/// Like [`tokio::sync::RwLock`], but of a value whose size is known.
pub struct RwLock<T> {
    pub(super) shared: Shared,
    pub(super) value: Made<(T, u32), sync::RwLock<T>>,
}

/// As many read at once if nothing else is said.
const MOST_READERS: u32 = u32::MAX >> 3;

impl<T> RwLock<T> {
    /// A lock that nobody holds.
    #[track_caller]
    pub fn new(value: T) -> RwLock<T> {
        RwLock::const_new(value)
    }

    /// The same.
    #[track_caller]
    pub const fn const_new(value: T) -> RwLock<T> {
        RwLock::const_with_max_readers(value, MOST_READERS)
    }

    /// A lock that nobody holds, for so many readers at once.
    ///
    /// # Panics
    ///
    /// If that is 0 or more than `u32::MAX >> 3`.
    #[track_caller]
    pub fn with_max_readers(value: T, max_reads: u32) -> RwLock<T> {
        RwLock::const_with_max_readers(value, max_reads)
    }

    /// The same.
    ///
    /// # Panics
    ///
    /// If that is 0 or more than `u32::MAX >> 3`.
    #[track_caller]
    pub const fn const_with_max_readers(value: T, max_reads: u32) -> RwLock<T> {
        assert!(max_reads != 0, "a RwLock may not be created with 0 readers");
        assert!(max_reads <= MOST_READERS, "there cannot be as many readers");
        let make =
            |(value, max_reads)| sync::RwLock::with_max_readers(value, max_reads);
        RwLock {
            shared: Shared::new(Kind::RwLock),
            value: Made::new((value, max_reads), make),
        }
    }

    /// The value, which nobody else can reach.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut().get_mut()
    }

    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.value.into_inner().into_inner()
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> RwLock<T> {
        RwLock::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    #[track_caller]
    fn from(value: T) -> RwLock<T> {
        RwLock::new(value)
    }
}

impl<T: fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shared.seen();
        self.value.fmt(f)
    }
}

impl<T> Locked for Arc<RwLock<T>> {
    fn shared(&self) -> &Shared {
        &self.shared
    }
}
