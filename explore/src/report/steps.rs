//! The steps of a failing schedule, as plain data.

use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use super::act::{Act, Want};

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
    /// Each thing that it looked for, if it looked for several at once.
    pub looks: Vec<Need>,
    /// Where in the source. What happens as a value is dropped, an unlock say, has the
    /// place where the value was made.
    pub location: &'static Location<'static>,
    /// The line in which it happened. Unless the [calls](Step::calls) are known, that is
    /// the line of [`location`](Step::location).
    pub place: Place,
    /// The calls that led to it, the innermost first: the line in which it happened, the
    /// line that called that function, and so on. None unless they were
    /// [asked for](crate::Explore::with_calls).
    pub calls: Arc<[Place]>,
}

/// A line of a source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path of the file, as the compiler has it, or as its debug information has it.
    pub file: Arc<str>,
    /// The line of it, from 1.
    pub line: u32,
}

impl From<&Location<'_>> for Place {
    fn from(at: &Location<'_>) -> Place {
        Place { file: at.file().into(), line: at.line() }
    }
}

/// What tasks share: a mutex, an atomic and the like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// How the steps call it.
    pub name: String,
    /// Where in the source it was made.
    pub made: &'static Location<'static>,
}

/// A task that was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// The name of the task.
    pub task: String,
    /// The name of the task that started it.
    pub by: String,
    /// How many steps there had been of all tasks.
    pub after: usize,
    /// Where in the source.
    pub location: &'static Location<'static>,
}

/// A task that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The name of the task.
    pub task: String,
    /// How many steps there had been of all tasks.
    pub after: usize,
}

/// The clock of a schedule has moved on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// How many steps there had been of all tasks.
    pub after: usize,
    /// How long after the begin of the schedule it is from there on.
    pub now: Duration,
    /// Whether a task could have gone on, as happens on a machine that is busy.
    pub early: bool,
}

/// The time of a wait of a thread was over: it has slept for so long, or what it waited
/// for had not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expired {
    /// The name of the task.
    pub task: String,
    /// How many steps there had been of all tasks.
    pub after: usize,
    /// How long after the begin of the schedule that was.
    pub now: Duration,
    /// Where in the source it waited.
    pub location: &'static Location<'static>,
}

/// A task has looked at the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The name of the task.
    pub task: String,
    /// How many steps there had been of all tasks.
    pub after: usize,
}

/// A panic that has left a task, and that another task was told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panicked {
    /// The name of the task that panicked.
    pub task: String,
    /// The message of the panic.
    pub message: String,
    /// The source file that panicked.
    pub file: String,
    /// The line of it; 0 if it is not known.
    pub line: u32,
    /// How many steps there had been of all tasks.
    pub after: usize,
    /// The calls that led to it, as those of a [`Step`].
    pub calls: Arc<[Place]>,
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
    /// Where the senders were made that still exist, if it waits for a message of one
    /// channel: the first where the channel was made, the others where they were cloned.
    pub senders: Vec<&'static Location<'static>>,
    /// Where in the source it waits.
    pub location: &'static Location<'static>,
    /// The line of it.
    pub place: Place,
    /// The calls that led to it, as those of a [`Step`].
    pub calls: Arc<[Place]>,
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
