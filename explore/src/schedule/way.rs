//! The way that a schedule goes: who went where. The next schedule of a search that goes
//! depth first begins in the same way.

use std::panic::Location;
use std::ptr;

use super::choices::Choice;
use super::task::Task;
use crate::model::TaskId;
use crate::model::pending::Pending;

/// Whether a task that was about to do this there, to what has this number, has come to the
/// same now. It comes to nothing as it begins and ends.
#[inline]
pub(super) fn came_to(
    pending: &Pending,
    (on, at): (usize, &'static Location<'static>),
    comes_to: Option<(usize, &'static Location<'static>)>,
) -> bool {
    match comes_to {
        Some((now_on, now_at)) => {
            on == now_on && ptr::eq(at, now_at) && !pending.is_end()
        }
        None => pending.is_first_or_end(),
    }
}

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
    /// And to what.
    on: usize,
    /// `None` if nobody went.
    went: Option<Went>,
    /// Whether more has happened than that a task went.
    is_more: bool,
    /// How many answers the search had given then.
    answers: usize,
}

/// The turns of the schedule that runs, and those to come that are like the ones of the
/// schedule before.
#[derive(Default)]
pub(crate) struct Way {
    /// Whether the search asks for it.
    pub(super) is_kept: bool,
    turns: Vec<Turn>,
    /// How many turns there were in this schedule.
    pub(super) passed: usize,
    /// Whether it is to be known who goes in the turn to come.
    pub(super) is_asked: bool,
}

impl Way {
    /// A schedule begins in which so many answers of the search are those of the one before,
    /// if it tells.
    pub(super) fn begin(&mut self, same: Option<usize>) {
        let is_same = |turn: &Turn| same.is_some_and(|same| turn.answers <= same);
        self.is_kept = same.is_some();
        self.turns.truncate(self.passed);
        self.turns.truncate(self.turns.partition_point(is_same));
        self.passed = 0;
    }

    /// Who went from here in the schedule before, if that is known, and how many answers the
    /// search had given then.
    #[inline]
    pub(super) fn went_from(
        &mut self,
        here: &Here,
        task: &Task,
    ) -> Option<(Went, usize)> {
        let turn = self.turns.get(self.passed)?;
        let is_same = turn.here == *here
            && ptr::eq(turn.at, task.at)
            && turn.pending.is(&task.pending);
        if !is_same {
            // This one goes another way.
            self.turns.truncate(self.passed);
            return None;
        }
        let went = turn.went.filter(|_| !turn.is_more)?;
        self.passed += 1;
        Some((went, turn.answers))
    }

    /// Who went when this task had come to this, whatever else happened. `None` if it was
    /// another one, or had come to something else.
    #[inline]
    pub(super) fn repeat(
        &mut self,
        task: TaskId,
        comes_to: Option<(usize, &'static Location<'static>)>,
    ) -> Option<TaskId> {
        let turn = self.turns.get(self.passed)?;
        let is_same = turn.here.task == task
            && came_to(&turn.pending, (turn.on, turn.at), comes_to);
        self.passed += 1;
        turn.went.filter(|_| is_same).map(|went| went.task)
    }

    /// It is to be known who goes from here, which is not known so far.
    pub(super) fn asks(&mut self, here: Here, task: &Task) {
        if self.passed == self.turns.len() {
            let &Task { pending, at, on, .. } = task;
            let (went, is_more, answers) = (None, false, 0);
            self.turns.push(Turn { here, pending, at, on, went, is_more, answers });
        }
        self.is_asked = true;
    }

    /// A task goes.
    #[inline]
    pub(super) fn goes(&mut self, went: Went) {
        if self.is_asked {
            self.turns[self.passed].went = Some(went);
        }
    }

    /// More happens than that a task goes.
    pub(super) fn more_happens(&mut self) {
        if self.is_asked {
            self.turns[self.passed].is_more = true;
        }
    }

    /// The task has gone, after so many answers of the search.
    pub(super) fn has_gone(&mut self, answers: usize) {
        self.is_asked = false;
        self.turns[self.passed].answers = answers;
        self.passed += 1;
    }
}
