//! What an exploration found, as plain data.

use std::fmt;
use std::panic::Location;

use crate::act::{Act, Want};
use crate::lanes;
use crate::record::{Record, Sources};

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
        let schedules = count(self.schedules, "schedule");
        let behaviours = count(self.behaviours, "behaviour");
        let tasks = count(self.tasks, "task");
        match &self.failure {
            Some(failure) => failure.fmt(f),
            None if self.exhaustive => {
                write!(f, "no failure in {schedules}, all {behaviours} of {tasks}")
            }
            None => {
                write!(
                    f,
                    "no failure in {schedules}, {behaviours} of {tasks}, with more left"
                )
            }
        }
    }
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

/// A failing schedule, step by step.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What went wrong.
    pub cause: Cause,
    /// The number of the schedule, from 1.
    pub schedule: usize,
    /// What the tasks did, in order; up to the panic if there was one.
    pub steps: Vec<Step>,
    /// The tasks that could not go on when the schedule ended.
    pub waiting: Vec<Waiting>,
    /// The waits of async tasks that had begun and that nobody polled any more.
    pub unpolled: Vec<Unpolled>,
    /// Whether its tasks were async ones, which take turns at awaits.
    pub awaits: bool,
    lines: Vec<(String, String)>,
    record: Record,
}

impl Failure {
    pub(crate) fn new(cause: Cause, schedule: usize, record: Record) -> Failure {
        Failure {
            schedule,
            steps: record.steps(&|_| None),
            waiting: record.waiting(&|_| None),
            unpolled: record.unpolled(&|_| None),
            awaits: record.awaits(),
            lines: lines(&cause, &record, &|_| None),
            cause,
            record,
        }
    }

    /// The same failure in the names that `source` gives to what the tasks share: "locks
    /// left" in place of "locks the mutex of line 12". `source` is the text of the file
    /// that makes them; what it does not make keeps its line.
    pub fn named(&self, source: &str) -> Failure {
        self.named_by(|_| Some(source))
    }

    /// Like [`named`](Failure::named), where more than one file makes something:
    /// `source` returns the text of the file with this path, as the compiler calls it.
    pub fn named_by<'s>(
        &self,
        source: impl Fn(&str) -> Option<&'s str>,
    ) -> Failure {
        let source: Sources<'_, 's> = &source;
        Failure {
            cause: self.cause.clone(),
            schedule: self.schedule,
            steps: self.record.steps(source),
            waiting: self.record.waiting(source),
            unpolled: self.record.unpolled(source),
            awaits: self.awaits,
            lines: lines(&self.cause, &self.record, source),
            record: self.record.clone(),
        }
    }

    /// Who did what, in order: the steps, the waits in which it ended and the panic.
    pub fn lines(&self) -> impl Iterator<Item = (&str, &str)> {
        let lines = self.lines.iter();
        lines.map(|(task, text)| (task.as_str(), text.as_str()))
    }
}

fn lines(
    cause: &Cause,
    record: &Record,
    source: Sources<'_, '_>,
) -> Vec<(String, String)> {
    let steps = record.steps(source).into_iter();
    let mut lines: Vec<_> = steps.map(|step| (step.task, step.operation)).collect();
    match cause {
        Cause::Panic { task, message, .. } => {
            lines.push((task.clone(), format!("panics: {message}")));
        }
        Cause::Deadlock => lines.extend(record.unsaid_waits(source)),
        Cause::StepLimit { .. } | Cause::Blocked { .. } => {}
    }
    lines
}

impl fmt::Display for Failure {
    /// A lane for each task, in 80 columns. Of a long record the end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "schedule {}: {}\n", self.schedule, self.cause)?;
        lanes::write(f, &self.lines)
    }
}

/// Why a schedule failed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// A panic left a task.
    Panic {
        /// The name of the task.
        task: String,
        /// The message of the panic.
        message: String,
        /// The source file that panicked.
        file: String,
        /// The line of it.
        line: u32,
    },
    /// No task could go on and not all had ended.
    Deadlock,
    /// An async task waits in a way that blocks the thread, and with it all others.
    Blocked {
        /// The name of the task.
        task: String,
    },
    /// The schedule had not ended after so many operations: a task spins, say.
    StepLimit {
        /// The limit.
        steps: usize,
    },
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cause::Panic { task, file, line, .. } => {
                write!(f, "{task} panics at {file}:{line}")
            }
            Cause::Deadlock => f.write_str("deadlock, no task can go on"),
            Cause::Blocked { task } => write!(f, "{task} blocks all tasks"),
            Cause::StepLimit { steps } => write!(f, "no end after {steps} steps"),
        }
    }
}

/// One step of a task.
#[derive(Clone, Debug)]
pub struct Step {
    /// The name of the task: "main", "task 1" and so on, or the one it was given.
    pub task: String,
    /// What it did, such as "reads 0" or "locks left".
    pub operation: String,
    /// The same for a program to draw conclusions from.
    pub act: Act,
    /// What it did that to, if to something.
    pub object: Option<Object>,
    /// Where in the source. An unlock has the place of its lock.
    pub location: &'static Location<'static>,
}

/// What tasks share: a mutex, an atomic and the like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// How the steps call it.
    pub name: String,
    /// Where in the source it was made.
    pub made: &'static Location<'static>,
}

/// A task that cannot go on.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The name of the task.
    pub task: String,
    /// What it waits for, such as "waits for right, held by task 1".
    pub operation: String,
    /// The same for a program to draw conclusions from.
    pub wants: Want,
    /// What it waits for, if that is no task.
    pub object: Option<Object>,
    /// Each thing that would end the wait: one, or each that it waits for at once.
    pub needs: Vec<Need>,
    /// The name of the task that has to act first, if it is just one.
    pub holder: Option<String>,
    /// Where in the source it waits.
    pub location: &'static Location<'static>,
}

/// Something that would end a wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// What it is.
    pub wants: Want,
    /// Of what, if not of a task.
    pub object: Option<Object>,
}

/// A wait that has begun and that nobody polls: its future still exists, and keeps its
/// place in the queue.
#[derive(Clone, Debug)]
pub struct Unpolled {
    /// The name of the task that has polled it last.
    pub task: String,
    /// What it waits for.
    pub object: Object,
    /// Where in the source.
    pub location: &'static Location<'static>,
}
