use std::fmt;

/// The most that are stolen at once if nobody says how many.
pub(super) const MAX_BATCH: usize = 32;

/// What came of an attempt to steal.
#[must_use]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Steal<T> {
    /// There was nothing.
    Empty,
    /// This was stolen.
    Success(T),
    /// Another task was faster: there may be more.
    Retry,
}

impl<T> Steal<T> {
    /// Whether there was nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self, Steal::Empty)
    }

    /// Whether something was stolen.
    pub fn is_success(&self) -> bool {
        matches!(self, Steal::Success(_))
    }

    /// Whether another task was faster.
    pub fn is_retry(&self) -> bool {
        matches!(self, Steal::Retry)
    }

    /// What was stolen.
    pub fn success(self) -> Option<T> {
        match self {
            Steal::Success(stolen) => Some(stolen),
            Steal::Empty | Steal::Retry => None,
        }
    }

    /// If nothing was stolen, tries this too.
    pub fn or_else<F>(self, other: F) -> Steal<T>
    where
        F: FnOnce() -> Steal<T>,
    {
        match self {
            Steal::Empty => other(),
            Steal::Success(_) => self,
            Steal::Retry => match other() {
                Steal::Success(stolen) => Steal::Success(stolen),
                Steal::Empty | Steal::Retry => Steal::Retry,
            },
        }
    }

    pub(super) fn map<R>(self, make: impl FnOnce(T) -> R) -> Steal<R> {
        match self {
            Steal::Empty => Steal::Empty,
            Steal::Success(stolen) => Steal::Success(make(stolen)),
            Steal::Retry => Steal::Retry,
        }
    }
}

impl<T> fmt::Debug for Steal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Steal::Empty => "Empty",
            Steal::Success(_) => "Success(..)",
            Steal::Retry => "Retry",
        })
    }
}

/// The first success; else whether one of them is to be tried again.
impl<T> FromIterator<Steal<T>> for Steal<T> {
    fn from_iter<I: IntoIterator<Item = Steal<T>>>(attempts: I) -> Steal<T> {
        let mut retry = false;
        for attempt in attempts {
            match attempt {
                Steal::Empty => {}
                Steal::Success(_) => return attempt,
                Steal::Retry => retry = true,
            }
        }
        if retry { Steal::Retry } else { Steal::Empty }
    }
}
