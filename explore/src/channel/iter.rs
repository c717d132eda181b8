use std::fmt;
use std::iter::FusedIterator;
use std::panic::Location;

use crate::pipe::{self, Patience, next_place};

/// The messages of [`Receiver::iter`](super::Receiver::iter).
pub struct Iter<'a, T> {
    pub(super) receiver: &'a pipe::Receiver<T>,
    pub(super) at: &'static Location<'static>,
}

impl<T> Iterator for Iter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        let at = next_place(self.at);
        self.receiver.receive(Patience::Endless, at).ok()
    }
}

impl<T> FusedIterator for Iter<'_, T> {}

impl<T> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Iter { .. }")
    }
}

/// The messages of [`Receiver::try_iter`](super::Receiver::try_iter).
pub struct TryIter<'a, T> {
    pub(super) receiver: &'a pipe::Receiver<T>,
    pub(super) at: &'static Location<'static>,
}

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        let at = next_place(self.at);
        self.receiver.receive(Patience::None, at).ok()
    }
}

impl<T> fmt::Debug for TryIter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("TryIter { .. }")
    }
}

/// The messages of a receiver, which it owns.
pub struct IntoIter<T> {
    pub(super) receiver: pipe::Receiver<T>,
    pub(super) at: &'static Location<'static>,
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        let at = next_place(self.at);
        self.receiver.receive(Patience::Endless, at).ok()
    }
}

impl<T> FusedIterator for IntoIter<T> {}

impl<T> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("IntoIter { .. }")
    }
}
