//! What an exploration found, as plain data.

use std::fmt;

use super::failure::Failure;
use super::passed::Passed;

/// What was explored and what was found.
#[derive(Clone, Debug)]
pub struct Report {
    /// How many schedules ran, the failing one included.
    pub schedules: usize,
    /// How many of them differ in more than the order of operations that nobody can tell.
    pub behaviours: usize,
    /// Whether every behaviour was visited. Never so if a schedule failed.
    pub exhaustive: bool,
    /// The most tasks that a schedule had; the program itself is one.
    pub tasks: usize,
    /// The most steps that a schedule had, without what it printed.
    pub steps: usize,
    /// How many schedules had not ended after the most operations that one may have. From
    /// there on each task had its turns, so that they ended, and nothing was explored: see
    /// [`Explore::max_steps`](crate::Explore::max_steps).
    pub fair: usize,
    /// The most tasks that a schedule has left behind: none, unless they
    /// [may be](crate::Explore::leaves_tasks).
    pub left: usize,
    /// Whether a task looked at the clock or waited for a moment on it.
    pub timed: bool,
    /// Whether something acted as it was dropped, such as a sender of a channel, and may
    /// have been in an [`Arc`](crate::sync::Arc). What is exhaustive is so for clones of
    /// it that each task drops at once: to drop one is no operation, so no other task
    /// comes between it and the operation before.
    pub drops_shared: bool,
    /// Whether async tasks ran on a runtime with several threads, or beside threads: see
    /// [`Explore::on_workers`](crate::Explore::on_workers).
    pub has_workers: bool,
    /// How often in a schedule the clock could move on although a task could go on: see
    /// [`Explore::racing_clock`](crate::Explore::racing_clock). What is exhaustive is so for
    /// this number.
    pub jumps: usize,
    /// What the tasks did in the last schedule, if none has failed.
    pub passed: Option<Passed>,
    /// The first failure: the exploration ends with it.
    pub failure: Option<Failure>,
}

impl Report {
    /// The failure.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[track_caller]
    pub fn found(&self) -> &Failure {
        match &self.failure {
            Some(failure) => failure,
            None => panic!("expected a failure, but found none: {self}"),
        }
    }

    /// Claims that nothing failed.
    ///
    /// # Panics
    ///
    /// If something failed.
    #[track_caller]
    pub fn clean(&self) -> &Report {
        assert!(self.failure.is_none(), "{self}");
        self
    }

    /// Claims that nothing failed and that every behaviour was visited.
    ///
    /// # Panics
    ///
    /// If something failed or there are behaviours left.
    #[track_caller]
    pub fn clean_in_all(&self) -> &Report {
        self.clean();
        assert!(self.exhaustive, "there are behaviours left: {self}");
        self
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(failure) = &self.failure {
            return failure.fmt(f);
        }
        let schedules = count(self.schedules, "schedule");
        let behaviours = count(self.behaviours, "behaviour");
        let tasks = count(self.tasks, "task");
        write!(f, "no failure in {schedules}, ")?;
        match self.exhaustive {
            true => write!(f, "all {behaviours} of {tasks}")?,
            false => write!(f, "{behaviours} of {tasks}, with more left")?,
        }
        if self.tasks <= 1 {
            f.write_str("; only one task ran: there was nothing to interleave")?;
        }
        match self.jumps {
            _ if !self.timed => Ok(()),
            0 => f.write_str("; time stood still while a task could go on"),
            1 => f.write_str("; time could pass once while a task could go on"),
            jumps => {
                write!(
                    f,
                    "; time could pass {jumps} times while a task could go on"
                )
            }
        }
    }
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
