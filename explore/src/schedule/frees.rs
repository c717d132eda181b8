//! What happens to memory that tasks have freed.
//!
//! What is used after its memory was freed goes unnoticed most often: the memory is still
//! there, or belongs to something else by then. So somebody who stands between the program
//! and its allocator keeps what was freed for a while, and asks here, where it is known who
//! uses what.
//!
//! A free is no step: nobody comes between it and the step before. What matters is only
//! whether others come before it or after it, and for that it is a change of all that lies
//! in the memory.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::calls::here;
use super::engine::stop;
use super::exploration::{Exploration, with_exploration};
use super::failure::Reason;
use super::memory::{Freed, Kept};
use super::run::Run;
use crate::model::access::{Key, Mode};
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::{Op, Recorded};
use crate::model::{ObjectId, TaskId};

/// Whether somebody tells what is freed.
static WATCHED: AtomicBool = AtomicBool::new(false);

/// From here on somebody tells what is freed.
pub(crate) fn watch() {
    WATCHED.store(true, Relaxed);
}

/// Whether somebody does.
pub(super) fn are_watched() -> bool {
    WATCHED.load(Relaxed)
}

/// The task that runs frees so many bytes there. Returns whether who asks should keep them
/// from being used again.
pub(crate) fn frees(address: usize, bytes: usize) -> bool {
    let frees = |exploration: &mut Exploration| {
        let run = &mut exploration.run;
        if run.failure.is_some() || run.tasks.is_empty() {
            return (false, false);
        }
        run.frees(address, bytes);
        (true, run.failure.is_some())
    };
    // What explores frees something too, while it is at work.
    match with_exploration(frees) {
        Some((_, true)) => stop(),
        Some((keeps, _)) => keeps,
        None => false,
    }
}

/// What was freed there and kept may be used again.
pub(crate) fn gives_back(address: usize) {
    with_exploration(|exploration| exploration.run.memory.kept.remove(&address));
}

impl Run {
    /// The current task uses the object through a handle that lies there.
    #[inline]
    pub(super) fn uses(&mut self, object: ObjectId, handle: &Handle) {
        let address = std::ptr::from_ref(handle).addr();
        if are_watched() && !self.memory.is_at(object, address) {
            self.uses_elsewhere(object, address);
        }
    }

    /// It was not there before: it is new, it has moved, or its memory was freed.
    #[cold]
    fn uses_elsewhere(&mut self, object: ObjectId, address: usize) {
        match self.memory.kept(address) {
            None => self.memory.moves_to(object, address),
            Some(_) => self.fail_by_memory(Freed::Used(object), address),
        }
    }

    fn frees(&mut self, from: usize, bytes: usize) {
        if self.memory.kept.contains_key(&from) {
            return self.fail_by_memory(Freed::Again, from);
        }
        let end = from + bytes;
        while let Some(object) = self.memory.empties(from, end) {
            // What its ends share is no memory of the program's.
            if self.objects[object].kind != Kind::Channel {
                self.touch(Key::Object(object), Mode::Changes);
            }
        }
        let (by, steps) = (self.current, self.steps.len());
        let calls = self.stacks.as_ref().map(|_| here()).unwrap_or_default();
        self.memory.kept.insert(from, Kept { end, by, steps, calls });
    }

    fn fail_by_memory(&mut self, what: Freed, address: usize) {
        let calls = self.stacks.as_ref().map(|_| here()).unwrap_or_default();
        let (task, steps) = (self.current, self.steps.len());
        self.fail(Reason::Freed { task, what, address, steps, calls });
    }

    /// Records when the memory was freed that the schedule has failed by, and what was done
    /// with it then: only now it is known that it matters. Returns who has freed it.
    pub(crate) fn record_freed(&mut self) -> Option<TaskId> {
        let Some(Reason::Freed { task, what, address, steps: end, calls }) =
            &self.failure
        else {
            return None;
        };
        let (task, end, calls) = (*task, *end, calls.clone());
        let (object, op) = match *what {
            Freed::Used(object) => (Some(object), Op::UsesFreed),
            Freed::Again => (None, Op::FreesAgain),
        };
        let kept = self.memory.kept(*address)?;
        let Kept { by, steps, .. } = *kept;
        // A free has no line: by that of the use its object gets a name.
        let at = self.tasks[task].at;
        let freed = Recorded { task: by, object, op: Op::Frees, at, arms: None };
        let used = Recorded { task, object, op, at, arms: None };
        if let Some(stacks) = &mut self.stacks {
            stacks.insert(steps, kept.calls.clone());
            stacks.insert(end + 1, calls);
        }
        // What was done to it is no step any more.
        self.steps.truncate(end);
        self.steps.insert(steps, freed);
        self.steps.push(used);
        let later = |after: &mut usize| *after += usize::from(*after > steps);
        self.started.iter_mut().for_each(|one| later(&mut one.after));
        self.ended.iter_mut().for_each(|(_, after)| later(after));
        Some(by)
    }
}
