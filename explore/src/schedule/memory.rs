//! Where what tasks share lies, and what memory they have freed.

use std::collections::BTreeMap;

use super::calls::Stack;
use crate::model::{ObjectId, TaskId};

/// The memory of the schedule that runs, as far as it is of interest.
#[derive(Default)]
pub(crate) struct Memory {
    /// Where each object was when it was used last; 0 if that was freed since.
    lies: Vec<usize>,
    /// The same by address.
    objects: BTreeMap<usize, ObjectId>,
    /// What was freed and is kept, by address: it is nobody's.
    pub(super) kept: BTreeMap<usize, Kept>,
}

/// Memory that was freed and is kept.
pub(super) struct Kept {
    pub(super) end: usize,
    /// The task that has freed it.
    pub(super) by: TaskId,
    /// How many steps there had been.
    pub(super) steps: usize,
    pub(super) calls: Stack,
}

/// What was done with memory after it was freed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Freed {
    /// This object in it was used.
    Used(ObjectId),
    /// It was freed once more.
    Again,
}

impl Memory {
    pub(super) fn reset(&mut self) {
        if self.lies.is_empty() && self.kept.is_empty() {
            return;
        }
        self.lies.clear();
        self.objects.clear();
        self.kept.clear();
    }

    /// The object is used at this address. Returns whether it was there before.
    #[inline]
    pub(super) fn is_at(&self, object: ObjectId, address: usize) -> bool {
        self.lies.get(object) == Some(&address)
    }

    pub(super) fn moves_to(&mut self, object: ObjectId, address: usize) {
        if self.lies.len() <= object {
            self.lies.resize(object + 1, 0);
        }
        let before = std::mem::replace(&mut self.lies[object], address);
        if self.objects.get(&before) == Some(&object) {
            self.objects.remove(&before);
        }
        self.objects.insert(address, object);
    }

    /// Takes what lies in this memory out of it.
    pub(super) fn empties(&mut self, from: usize, end: usize) -> Option<ObjectId> {
        let (&address, &object) = self.objects.range(from..end).next()?;
        self.objects.remove(&address);
        self.lies[object] = 0;
        Some(object)
    }

    /// The memory that was freed and has this address.
    pub(super) fn kept(&self, address: usize) -> Option<&Kept> {
        let (_, kept) = self.kept.range(..=address).next_back()?;
        (address < kept.end).then_some(kept)
    }
}
