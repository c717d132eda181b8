//! What chooses among the tasks that can go on: see the search for those that there are.

use super::choices::Choices;
use super::trace::Trace;
use crate::model::TaskId;

/// What a strategy decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chosen {
    /// The task at this place goes.
    Place(usize),
    /// What follows is known from an earlier schedule: this one need only come to its end,
    /// in whatever way.
    Known,
}

/// Chooses, schedule by schedule, among the tasks that can go on.
pub(crate) trait Strategy: Send {
    /// Prepares the next schedule; `false` when there is none left.
    fn begin(&mut self) -> bool;

    /// How many of its answers in the schedule that begins are the same as in the one
    /// before, if that is known: it is not asked for them, but told where to go on.
    fn same(&self) -> Option<usize> {
        None
    }

    /// How many answers it has given so far, for [`repeats`](Strategy::repeats).
    fn answers(&self) -> usize {
        0
    }

    /// So many answers were given as in the schedule before.
    fn repeats(&mut self, _answers: usize) {}

    /// Which of the tasks takes the next step. The task that ran last comes first if it is
    /// among them.
    ///
    /// # Errors
    ///
    /// If the program does not repeat itself.
    fn choose(
        &mut self,
        enabled: &[TaskId],
        trace: &Trace,
    ) -> Result<Chosen, String>;

    /// Which of so many ways, at least two, the task takes that goes on.
    ///
    /// # Errors
    ///
    /// If the program does not repeat itself.
    fn pick(&mut self, ways: usize) -> Result<usize, String>;

    /// So many tasks could go on and one waits for a moment: whether that moment comes
    /// first. It is as likely as each of the tasks.
    ///
    /// # Errors
    ///
    /// If the program does not repeat itself.
    fn clock_goes_first(&mut self, enabled: usize) -> Result<bool, String> {
        Ok(self.pick(enabled + 1)? == enabled)
    }

    /// Whether it wants to choose the clock like a task, in place of being asked.
    fn owns_clock(&self) -> bool {
        false
    }

    /// Whether it looks at the events of the schedule.
    fn keeps_events(&self) -> bool {
        false
    }

    /// The schedule has taken too many steps: what follows in it is not chosen.
    fn stops(&mut self, _trace: &Trace) {}

    /// The schedule that has ended had too many steps. From now on they are fewer, so many,
    /// before a schedule stops; one that looks at events goes the same way again.
    fn goes_again(&mut self, _steps: usize) {}

    /// The task found nothing to do and lets others go first.
    fn yields(&mut self, _task: TaskId) {}

    /// The schedule has come to its end. The trace is told what is to count in the next ones.
    fn ended(&mut self, _trace: &mut Trace) {}

    /// The schedule has ended or failed, after these choices.
    ///
    /// # Errors
    ///
    /// If it is not the one that was meant.
    fn accepts(&self, _choices: &Choices) -> Result<(), String> {
        Ok(())
    }

    /// How many schedules are left after so many, as far as can be told.
    fn left(&self, _schedules: usize) -> Option<u64> {
        None
    }

    /// Whether every schedule was visited once `begin` has returned `false`.
    fn is_exhaustive(&self) -> bool {
        false
    }
}
