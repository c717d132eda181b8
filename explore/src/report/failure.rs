//! A failing schedule.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::lanes;
use super::record::{Record, Sources};
use super::steps::{
    Ended, Expired, Looked, Panicked, Place, Started, Step, Tick, Unpolled, Waiting,
};

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
    /// The tasks that were started, in order; the first task is none of them.
    pub started: Vec<Started>,
    /// The tasks that had ended, in the order in which they did.
    pub ended: Vec<Ended>,
    /// How the clock has moved on.
    pub ticks: Vec<Tick>,
    /// The waits of threads whose time was over, in order. Of an async task a step tells it.
    pub expired: Vec<Expired>,
    /// Which tasks have looked at the clock, and when last.
    pub looked: Vec<Looked>,
    /// Whether its tasks were async ones, which take turns at awaits.
    pub awaits: bool,
    /// How often the task that ran last, if it is an async one, had looked at something or
    /// done something since its last await: no other task could come in between.
    pub unawaited: usize,
    /// Whether async tasks have several threads, or run beside others: then another one could
    /// come in all the same, though no schedule lets it unless
    /// [`on_workers`](crate::Explore::on_workers) says so.
    pub has_workers: bool,
    /// The calls that led to the panic, if it failed by one: the innermost first, as those
    /// of a [`Step`].
    pub panicked: Arc<[Place]>,
    /// The panics that tasks were told of by joining another task, in that order.
    pub panics: Vec<Panicked>,
    /// How often there was more than one way to go on.
    pub choices: usize,
    replay: String,
    lines: Vec<(String, String)>,
    record: Record,
}

impl Failure {
    /// Of the schedule with this number and name, which had so many choices.
    pub(crate) fn new(
        cause: Cause,
        schedule: usize,
        (replay, choices): (String, usize),
        record: Record,
    ) -> Failure {
        Failure {
            schedule,
            choices,
            replay,
            steps: record.steps(&|_| None),
            waiting: record.waiting(&|_| None),
            unpolled: record.unpolled(&|_| None),
            started: record.started(),
            ended: record.ended(),
            ticks: record.ticks(),
            expired: record.expired(),
            looked: record.looked(),
            awaits: record.awaits(),
            unawaited: record.unawaited(),
            has_workers: record.has_workers(),
            panicked: record.panicked(),
            panics: record.panics(),
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
            replay: self.replay.clone(),
            steps: self.record.steps(source),
            waiting: self.record.waiting(source),
            unpolled: self.record.unpolled(source),
            started: self.started.clone(),
            ended: self.ended.clone(),
            ticks: self.ticks.clone(),
            expired: self.expired.clone(),
            looked: self.looked.clone(),
            awaits: self.awaits,
            unawaited: self.unawaited,
            has_workers: self.has_workers,
            panicked: self.panicked.clone(),
            panics: self.panics.clone(),
            choices: self.choices,
            lines: lines(&self.cause, &self.record, source),
            record: self.record.clone(),
        }
    }

    /// How long after the begin of the schedule the step with this place came; that of its
    /// end for the number of steps.
    pub fn moment(&self, step: usize) -> Duration {
        let next = self.ticks.partition_point(|tick| tick.after <= step);
        let last = next.checked_sub(1).map(|last| self.ticks[last].now);
        last.unwrap_or_default()
    }

    /// The short name of the schedule, for [`Explore::replay`](crate::Explore::replay). It
    /// has letters, digits and `-`, and is the same whatever search has found the schedule.
    pub fn replay(&self) -> &str {
        &self.replay
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
        Cause::StepLimit { .. } | Cause::Blocked { .. } | Cause::Freed { .. } => {}
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
    /// A panic left a task, or a task [ended the process](crate::panic::ends_the_process).
    Panic {
        /// The name of the task.
        task: String,
        /// The message of the panic.
        message: String,
        /// The source file that panicked.
        file: String,
        /// The line of it; 0 if the panic was raised by `resume_unwind`, which tells
        /// none: then the file is that of the last operation.
        line: u32,
    },
    /// No task could go on and not all had ended.
    Deadlock,
    /// An async task waits in a way that blocks the thread, and with it all others.
    Blocked {
        /// The name of the task.
        task: String,
    },
    /// A task used memory that was freed, or freed it once more: its last
    /// [step](Failure::steps) says which. Looked for if
    /// [somebody keeps](crate::keeps_what_is_freed) what is freed.
    Freed {
        /// The name of the task.
        task: String,
        /// That of the task which had freed the memory, as an earlier step says.
        by: String,
    },
    /// The schedule did not end, and in its last operations, so many, each task had its
    /// turns: a task spins, say.
    StepLimit {
        /// The limit.
        steps: usize,
    },
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cause::Panic { task, file, line: 0, .. } => {
                write!(f, "{task} panics in {file}")
            }
            Cause::Panic { task, file, line, .. } => {
                write!(f, "{task} panics at {file}:{line}")
            }
            Cause::Deadlock => f.write_str("deadlock, no task can go on"),
            Cause::Freed { task, by } => {
                write!(f, "{task} uses memory that was freed by {by}")
            }
            Cause::Blocked { task } => write!(f, "{task} blocks all tasks"),
            Cause::StepLimit { steps } => write!(f, "no end after {steps} steps"),
        }
    }
}
