//! Who asks whether a thread has ended. Its end is no step of its own: it comes with the last
//! thing that the thread does, and who asks right after that may be told either. So each
//! place that asks is told once, in a schedule of its own, that the thread still runs.

use std::panic::Location;

use super::run::Run;
use super::task::Task;
use crate::model::TaskId;
use crate::model::access::{Key, Mode};
use crate::model::op::Op;

/// What somebody sees who asks whether a task has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// It has something left to do.
    Runs,
    /// It has nothing left to do. Its end may come now or a little later.
    MayEnd,
    /// Somebody knows already that it has ended.
    Ended,
}

impl Run {
    /// The current task asks there whether this one has ended.
    pub(crate) fn looks_for_the_end(
        &mut self,
        task: TaskId,
        at: &'static Location<'static>,
    ) -> Seen {
        if !self.sees_the_end(task) {
            return Seen::Runs;
        }
        // What this one is told makes a difference to who asks next.
        self.touch(Key::Told(task), Mode::Changes);
        let task = &self.tasks[task];
        match task.told.has_ended || task.told.runs.contains(&at) {
            true => Seen::Ended,
            false => Seen::MayEnd,
        }
    }

    /// Whether this task has ended, or is none of this schedule. The current task looks.
    pub(crate) fn sees_the_end(&mut self, task: TaskId) -> bool {
        self.touch(Key::End(task), Mode::Looks);
        self.tasks.get(task).is_none_or(|task| task.pending.is_end())
    }

    /// Whether more than one task has something left to do.
    pub(super) fn has_several_tasks(&self) -> bool {
        let runs = |task: &&Task| !task.pending.is_end();
        self.tasks.iter().filter(runs).count() > 1
    }

    /// Whether this task runs, as far as anybody can know: a thread ends a little later than
    /// it does the last thing, unless somebody has waited for it or time has passed.
    pub(crate) fn may_run(&self, task: &Task) -> bool {
        let is_known = task.is_joined
            || task.told.has_ended
            || task.scope.is_some()
            || task.ended_at < self.now;
        !task.pending.is_end() || task.is_thread() && !is_known
    }

    /// The current task was told this.
    pub(crate) fn finds_the_end(
        &mut self,
        task: TaskId,
        has_ended: bool,
        at: &'static Location<'static>,
    ) {
        let asked = &mut self.tasks[task];
        asked.told.has_ended |= has_ended;
        if !has_ended && asked.pending.is_end() {
            asked.told.runs.push(at);
        }
        self.record(None, Op::FindsEnd { task, has_ended }, at);
    }
}
