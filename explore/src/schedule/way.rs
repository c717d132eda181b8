//! The way that a schedule goes: who went where. The next schedule of a search that goes
//! depth first begins in the same way.

use std::panic::Location;
use std::ptr;

use super::choices::Choice;
use super::task::Task;
use crate::model::TaskId;
use crate::model::pending::Pending;

/// Who lets others go first, and when.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Here {
    pub(super) task: TaskId,
    /// The hash of what the task did and saw.
    pub(super) did: u64,
    /// How many choices had been made.
    pub(super) choices: usize,
}

/// Who went next.
#[derive(Clone, Copy)]
pub(super) struct Went {
    pub(super) task: TaskId,
    /// Whether that was not possible at all times.
    pub(super) waits: bool,
    /// Whether it was seen by others.
    pub(super) is_seen: bool,
    /// If others could go too.
    pub(super) choice: Option<Choice>,
}

#[derive(Clone, Copy)]
struct Turn {
    here: Here,
    /// What the task was about to do.
    pending: Pending,
    at: &'static Location<'static>,
    /// `None` if more has happened than that a task went.
    went: Option<Went>,
    /// How many choices had been made then.
    choices: usize,
}

/// The turns of the schedule that runs, and those to come that are like the ones of the
/// schedule before.
#[derive(Default)]
pub(crate) struct Way {
    /// Whether the search asks for it.
    pub(super) is_kept: bool,
    turns: Vec<Turn>,
    /// How many turns there were in this schedule.
    passed: usize,
    /// Who goes in the turn that is looked for.
    went: Option<Went>,
    /// Whether more happens in it.
    more: bool,
}

impl Way {
    /// A schedule begins in which so many choices are made like in the one before, if the
    /// search tells.
    pub(super) fn begin(&mut self, same: Option<usize>) {
        let is_same = |turn: &Turn| same.is_some_and(|same| turn.choices <= same);
        self.is_kept = same.is_some();
        self.turns.truncate(self.passed);
        self.turns.truncate(self.turns.partition_point(is_same));
        self.passed = 0;
    }

    /// Who went from here in the schedule before. If that is not known, it is to be
    /// [kept](Way::keep) who goes now.
    #[inline]
    pub(super) fn went_from(&mut self, here: &Here, task: &Task) -> Option<Went> {
        let turn = self.turns.get(self.passed)?;
        let is_same = turn.here == *here
            && ptr::eq(turn.at, task.at)
            && turn.pending.is(&task.pending);
        if !is_same {
            // This one goes another way.
            self.turns.truncate(self.passed);
            return None;
        }
        let went = turn.went?;
        self.passed += 1;
        Some(went)
    }

    /// A task goes.
    #[inline]
    pub(super) fn goes(&mut self, went: Went) {
        self.went = Some(went);
    }

    /// Before it goes, more happens than that.
    pub(super) fn more_happens(&mut self) {
        self.more = true;
    }

    /// Keeps who goes from here, after so many choices.
    pub(super) fn keep(&mut self, here: Here, task: &Task, choices: usize) {
        let more = std::mem::take(&mut self.more);
        let went = self.went.take().filter(|_| !more);
        let (pending, at) = (task.pending, task.at);
        let turn = Turn { here, pending, at, went, choices };
        match self.turns.get_mut(self.passed) {
            Some(known) => *known = turn,
            None => self.turns.push(turn),
        }
        self.passed += 1;
    }
}
