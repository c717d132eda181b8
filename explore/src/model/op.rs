//! What a task did, and what it waits for.

use std::panic::Location;
use std::time::Duration;

use super::arms::{Arm, Arms, Side};
use super::value::Value;
use super::{ObjectId, TaskId};

/// One operation, as small as can be: it is kept for every step of every schedule and
/// formatted only when the schedule failed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Op {
    // Atomics.
    Read(Value),
    Write {
        from: Value,
        to: Value,
    },
    Add {
        to: Value,
        plus: Value,
    },
    Subtract {
        from: Value,
        minus: Value,
    },
    Change {
        from: Value,
        to: Value,
    },
    /// What a method such as `fetch_or` does.
    Apply {
        name: &'static str,
        from: Value,
        to: Value,
    },
    Finds {
        found: Value,
        expected: Value,
    },
    // Locks.
    Lock,
    LockToRead,
    LockToWrite,
    Unlock,
    /// A panic leaves the lock poisoned.
    Poisons,
    FindsPoisoned,
    /// A writer goes on as a reader.
    Downgrade,
    /// A reader goes on as a writer.
    Upgrade,
    FindsLocked,
    // Condition variables; the object is the condition variable.
    WaitOn {
        mutex: usize,
    },
    Wake {
        mutex: usize,
        notified: bool,
    },
    NotifyOne {
        woke: bool,
    },
    NotifyAll {
        woke: bool,
    },
    // Memory, with the object in it.
    Frees,
    UsesFreed,
    FreesAgain,
    // The rest of std.
    Arrive,
    Initialize,
    FindsInitialized(bool),
    Unpark(TaskId),
    IsUnparked,
    /// In a wait for something else.
    WasUnparked,
    /// Of a thread.
    FindsEnd {
        task: TaskId,
        has_ended: bool,
    },
    UnparkOwner,
    /// Leaves a wait group with so many left.
    Leave {
        left: usize,
    },
    // Channels; messages are counted from 0.
    Send {
        message: usize,
    },
    SendsInVain,
    Receive {
        message: usize,
    },
    FindsFull,
    FindsNoReceiver,
    FindsEmpty,
    FindsDisconnected,
    FindsLength(usize),
    /// None of these arms.
    FindsNoneReady(Arms),
    /// Finds so many messages overwritten before it has received them.
    Lags {
        missed: usize,
    },
    Subscribes,
    DropsLast(Side),
    // Queues and cells; values are counted from 0 at each of them.
    Push {
        value: usize,
    },
    PushMany {
        count: usize,
    },
    /// Adds one in the place of the oldest one.
    PushesOut {
        value: usize,
        taken: usize,
    },
    Pop {
        value: usize,
    },
    PopMany {
        count: usize,
    },
    /// Another thief was faster.
    FindsTaken,
    FindsAnother(Value),
    Sleep,
    // Async tasks.
    Starts(TaskId),
    Ends,
    Aborts(TaskId),
    /// One that has ended.
    AbortsTooLate(TaskId),
    IsAborted,
    Yields,
    Sleeps(Duration),
    /// The moment had come before.
    NeedNotSleep,
    /// At this moment of the clock.
    WakesUp(Duration),
    /// Notified a waiter that comes later.
    NotifyLater,
    IsNotified,
    Takes {
        permits: usize,
        left: usize,
    },
    Gives {
        permits: usize,
        left: usize,
    },
    /// So many permits that it had are never given back.
    Forgets {
        permits: usize,
    },
    FindsNoPermit,
    FindsClosed,
    Closes,
    /// The future of a wait was dropped before it was over. A sleep has no object.
    GivesUp,
    /// The same of a wait that is told by no object: it had let others go first, or waited
    /// for the end of a task.
    GoesOnNoMore,
    /// A future is dropped half-way, and this with it.
    DropsFuture(Had),
    /// The task waits, and what for.
    Wait(Wait),
    /// It has caught a panic; its message has this place among the notes.
    Catches(usize),
    /// It has joined a task that panicked.
    FindsPanic {
        task: TaskId,
        message: usize,
    },
    /// A line of the program's own; its place among the notes.
    Note(usize),
    /// A line that it prints; its place among the notes.
    Print(usize),
}

/// What a future has that is dropped half-way.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Had {
    /// Received before the wait in which it was dropped.
    Message(usize),
    Lock,
    Permits(usize),
    /// Nothing, but it came to the object before the wait in which it was dropped.
    Work,
}

/// What a blocked task waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wait {
    Lock {
        holder: Option<TaskId>,
    },
    Readers {
        reader: TaskId,
    },
    /// A writer that waits for readers and keeps new ones out.
    Writer {
        writer: Option<TaskId>,
    },
    Notification,
    Initialization {
        by: Option<TaskId>,
    },
    Barrier,
    Message,
    /// A message of a timer that sends none any more.
    Timer {
        has_fired: bool,
    },
    Room,
    Receiver,
    /// One of these arms.
    Select(Arms),
    Unpark,
    Group,
    Join(TaskId),
    Scope,
    Time,
    Permits,
    /// The end of all that a tracker counts, once it is closed.
    Tracked,
    /// Nobody knows for what.
    Waker(Waking),
}

/// What is known of an async task that waits for nothing that the model knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waking {
    /// The set that it belongs to is not run.
    Unpolled,
    /// Somebody has kept its waker.
    Kept,
    /// Nobody has.
    Forgotten,
}

/// One step of the record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recorded {
    pub(crate) task: TaskId,
    pub(crate) object: Option<ObjectId>,
    pub(crate) op: Op,
    pub(crate) at: &'static Location<'static>,
    /// Those of the select that it completes.
    pub(crate) arms: Option<Arms>,
}

impl Wait {
    /// The task that has to act before the wait can end, if there is just one.
    pub(crate) fn holder(self) -> Option<TaskId> {
        match self {
            Wait::Lock { holder: task }
            | Wait::Writer { writer: task }
            | Wait::Initialization { by: task } => task,
            Wait::Readers { reader: task } | Wait::Join(task) => Some(task),
            _ => None,
        }
    }
}

impl Arm {
    /// What a task waits for that waits at it.
    pub(crate) fn wait(&self) -> Wait {
        match self.side {
            Side::Receives => Wait::Message,
            Side::Sends if self.meets => Wait::Receiver,
            Side::Sends => Wait::Room,
        }
    }
}
