//! The verdict on one answer: what both sides of a process boundary know.
//!
//! The answer is built into a program of its own with its checks and this crate.
//! [`main`] explores each [`Check`], names the cause of a failure from what the tasks
//! did, and writes a [`Verdict`] to a file. Who started the process reads it; if there
//! is none, the answer ended the process, and its exit code says nothing.

mod awaits;
mod check;
mod claims;
mod compared;
mod consequence;
mod deadlocks;
mod diagnosis;
pub mod ended;
mod endless;
mod entry;
mod folded;
mod found_panic;
mod freed;
mod functions;
mod gauge;
mod headings;
mod left;
mod limits;
mod lists;
mod log;
mod number;
mod operations;
mod panics;
mod patience;
mod permits;
mod places;
mod plan;
mod poison;
mod progress;
mod races;
mod reversed;
mod rounds;
mod search;
mod sometimes;
mod sources;
mod statements;
mod story;
mod test;
mod timed;
mod ways;
mod whereabouts;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use check::Check;
pub use claims::{Show, ensure, equal, fault};
pub use compared::Compared;
pub use entry::{Answer, main};
pub use explore::USUAL_STACK;
pub use explore::acts_when_dropped;
pub use explore::tasks::block_on;
pub use explore::{still_at_work, still_running};
pub use folded::PUBLISHED;
pub use gauge::{Gauge, Inside};
pub use lists::{each_once, in_order};
pub use log::Log;
pub use number::number;
pub use plan::{Kind, Plan, Subject};
pub use progress::Progress;
pub use search::NO_END;
pub use sometimes::sometimes;
pub use sources::Sources;
pub use sources::announced::{LINKS, announced, as_written};
pub use sources::owners::uses_published;
pub use test::{JOB, Job, STACK, panics, test};

/// Adds a line of the check's own to the steps: a moment that tells what went wrong, such
/// as "stops reading".
pub use explore::note;

/// The version of the file's form.
pub const SCHEMA: u32 = 1;

/// A schedule takes milliseconds at most. One that takes so much of a processor's time has
/// no end.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// One that uses nothing of a processor for this long waits for something that is not
/// explored.
pub const BLOCKED: Duration = Duration::from_secs(20);

/// The most address space that an answer may take, in bytes.
pub const MEMORY: u64 = 1 << 30;

/// The exit code of a program that has written that a schedule has no end.
pub const STUCK: i32 = 3;

/// The exit code of a program that could not do its work, which is not the answer's fault.
/// The last line that it has printed to standard error says why.
pub const FAULT: i32 = 4;

/// What was found out about one answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// [`SCHEMA`].
    pub schema: u32,
    /// What the random schedules were made from.
    pub seed: u64,
    /// The checks that ran, in order; the one that failed comes last.
    pub explored: Vec<Explored>,
    /// Right or wrong.
    pub outcome: Outcome,
}

/// How far one check was explored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explored {
    /// The name of the check.
    pub check: String,
    /// The most tasks that a schedule had; the check itself is one.
    pub tasks: usize,
    /// How many schedules were visited.
    pub schedules: usize,
    /// Whether every behaviour was among them.
    pub exhaustive: bool,
    /// Whether a task looked at the clock or waited for a moment on it.
    #[serde(default)]
    pub timed: bool,
    /// How often in a schedule time could pass although a task could go on. Every
    /// behaviour is every one with so many such moments.
    #[serde(default)]
    pub jumps: usize,
    /// Whether the program asks in a way that is no step how many own what is in an `Arc`,
    /// and has more than one task: no other task comes in between two such looks.
    #[serde(default)]
    pub asks_for_owners: bool,
    /// Whether the program has an `Arc`, and asks how many own it or something acted as it
    /// was dropped that may have been in one. To drop a clone is no step: no other task
    /// comes in between it and the step before.
    #[serde(default)]
    pub drops_shared: bool,
    /// How many more schedules were visited in which async tasks were interrupted between
    /// awaits too, as on worker threads; nothing if they have one thread.
    #[serde(default)]
    pub workers: Option<usize>,
    /// How many had not ended after many steps, and then went on fairly: what they do from
    /// there on was not explored.
    #[serde(default)]
    pub fair: usize,
    /// How many had not ended then either when they were cut off, which is no failure of a
    /// program that is no answer.
    #[serde(default)]
    pub cut: usize,
    /// How many behaviours were visited; 0 if that was not asked.
    #[serde(default)]
    pub behaviours: usize,
    /// The most threads that a schedule has left behind.
    #[serde(default)]
    pub left: usize,
}

/// How often random schedules find a mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The name of the check.
    pub check: String,
    /// How many schedules failed.
    pub failed: usize,
    /// Of how many.
    pub of: usize,
}

/// Right or wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// No schedule failed.
    Right,
    /// A schedule failed.
    Wrong(Box<Wrong>),
    /// Nothing can be said: the answer cannot be explored.
    Refused {
        /// Why, in a sentence.
        why: String,
    },
    /// A schedule did not come to its end.
    Stuck {
        /// Where in the answer a task was seen last.
        after: Option<String>,
        /// Whether it waits, and does nothing else.
        waits: bool,
    },
    /// There was not enough time for all schedules.
    Slow {
        /// How many had begun.
        schedules: usize,
        /// Whether one had failed, and could not be told.
        failed: bool,
    },
}

/// A failing schedule, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrong {
    /// The name of the check.
    pub check: String,
    /// What the check does.
    pub does: String,
    /// The cause in a few words: "an update was lost".
    pub title: String,
    /// The cause of that in a few words, if it is known and the title does not say it.
    pub cause: Option<String>,
    /// The cause in a sentence or two.
    pub sentence: String,
    /// The steps that matter, in order.
    pub story: Vec<Line>,
    /// All steps of that schedule, to read more closely; of one that is very long the
    /// last.
    pub whole: Vec<Line>,
    /// How many steps these are the last of.
    pub all: usize,
    /// What was claimed and did not hold, or the circle of a deadlock.
    pub end: Option<String>,
    /// Who waits besides, of a deadlock.
    pub besides: Option<String>,
    /// What to ask oneself.
    pub ask: Option<String>,
    /// The number of the schedule in which it was found, from 1.
    pub schedule: usize,
    /// How many steps that schedule had.
    pub steps: usize,
    /// How many schedules of this check there would have been at most.
    pub of: usize,
    /// How often time passed in that schedule while a task could go on.
    #[serde(default)]
    pub early: usize,
    /// Whether a search in order has found it, so that each seed does.
    #[serde(default)]
    pub in_order: bool,
    /// The name of the schedule that is shown, by which it is run again. Empty if no
    /// schedule fails by itself: something that should hold sometimes holds in none.
    #[serde(default)]
    pub replay: String,
}

/// A step of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The name of the task.
    pub task: String,
    /// The name of the source file, as the learner knows it; `std` for all of std, and
    /// nothing for what else is neither the answer nor its checks.
    pub file: String,
    /// The line of it.
    pub line: u32,
    /// What the task did.
    pub text: String,
    /// Whether this is where it went wrong.
    pub wrong: bool,
    /// The call of the answer, such as `close()`, that a check made and that this step and
    /// those of the same task after it are part of, if it is not the one of the step before.
    #[serde(default)]
    pub heading: Option<String>,
}
