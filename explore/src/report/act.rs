//! What a task did, for a program that reads the record.

use crate::model::arms::Side;
use crate::model::op::{Had, Op, Wait};

/// What kind of step it was. What a program need not tell apart is
/// [`Other`](Act::Other).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Act {
    /// It read this from an atomic.
    Reads(String),
    /// It wrote this to an atomic, whatever was there.
    Writes(String),
    /// It changed an atomic that held this, in one step that nobody comes between.
    Updates(String),
    /// It would have changed an atomic, found another value there than it expected, and
    /// left it.
    FindsOther,
    /// It took a lock, or went on to write what it read alone.
    Locks,
    /// It let a lock go.
    Unlocks,
    /// It found a lock taken and went on.
    FindsLocked,
    /// It let a lock go in a panic, which poisoned it.
    Poisons,
    /// It took a lock that was poisoned.
    FindsPoisoned,
    /// It let a lock go and waits for a notification.
    WaitsOn,
    /// Its wait for a notification is over.
    Wakes,
    /// It notified those that wait, or one of them.
    Notifies(Woken),
    /// It sent a message.
    Sends,
    /// It received a message.
    Receives,
    /// It found no room for its message and went on.
    FindsFull,
    /// It found that nobody can receive its message any more.
    FindsNoReceiver,
    /// It dropped the last sender of a channel.
    DropsSender,
    /// It dropped the last receiver of a channel.
    DropsReceiver,
    /// It found messages overwritten before it has received them.
    Lags,
    /// It receives from a channel from now on.
    Subscribes,
    /// It caught a panic of its own, or joined a task that panicked.
    FindsPanic,
    /// It has ended. This is a step of async tasks; of all see
    /// [`Failure::ended`](crate::Failure::ended).
    Ends,
    /// It cannot go on until another task acts.
    Waits(Want),
    /// It stopped to wait before what it waited for had come: its future was dropped.
    GivesUp,
    /// It dropped a future half-way, and this with it.
    DropsFuture(Dropped),
    /// It took so many permits of a semaphore.
    TakesPermits(usize),
    /// It gave so many back.
    GivesPermits(usize),
    /// It will never give so many back.
    ForgetsPermits(usize),
    /// It was aborted.
    IsAborted,
    /// It freed memory that was used after that.
    Frees,
    /// It used memory that was freed.
    UsesFreed,
    /// It freed memory that was freed.
    FreesAgain,
    /// A line of the program's own.
    Notes,
    /// It printed something.
    Prints,
    /// Something else.
    Other,
}

/// Whom a notification reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woken {
    /// Nobody: nobody waited.
    Nobody,
    /// One of those that waited.
    One,
    /// All that waited.
    All,
}

/// What went with a future that was dropped half-way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// A message, which it had received before the wait in which it was dropped, and had
    /// sent nowhere since.
    Message,
    /// A lock, which is let go.
    Lock,
    /// So many permits, which are given back.
    Permits(usize),
    /// Nothing. It had changed the object before the wait in which it was dropped, or had sent
    /// to it or received from it.
    Work,
}

/// What a task waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Want {
    /// That a lock is let go.
    Lock,
    /// That a writer, which waits itself, has had a lock that is read.
    Turn,
    /// A notification on a condition variable.
    Notification,
    /// That another task has made a value.
    Initialization,
    /// The others at a barrier.
    Others,
    /// A message.
    Message,
    /// A message of a timer that sends none: it has fired, or it never does.
    Timer,
    /// Room in a channel.
    Room,
    /// A receiver for its message.
    Receiver,
    /// One of several channels.
    OneOf,
    /// That somebody unparks it.
    Unpark,
    /// That the members of a wait group leave.
    Members,
    /// The end of another task.
    End,
    /// The end of all tasks of a scope.
    Ends,
    /// A moment.
    Time,
    /// Permits of a semaphore.
    Permits,
    /// That a tracker is closed and the tasks that it counts have ended.
    Tracked,
    /// That its waker is called, nobody knows for what.
    Waker,
}

impl Op {
    pub(crate) fn act(self) -> Act {
        match self {
            Op::Read(value) => Act::Reads(value.to_string()),
            Op::Write { to, .. } => Act::Writes(to.to_string()),
            // What is there stays there.
            Op::Change { from, to } | Op::Apply { from, to, .. } if from == to => {
                Act::Reads(to.to_string())
            }
            Op::Add { to: from, .. }
            | Op::Subtract { from, .. }
            | Op::Change { from, .. }
            | Op::Apply { from, .. } => Act::Updates(from.to_string()),
            Op::Finds { .. } | Op::FindsAnother(_) => Act::FindsOther,
            Op::Lock | Op::LockToRead | Op::LockToWrite | Op::Upgrade => Act::Locks,
            Op::Unlock => Act::Unlocks,
            Op::FindsLocked => Act::FindsLocked,
            Op::WaitOn { .. } => Act::WaitsOn,
            Op::Wake { .. } => Act::Wakes,
            Op::NotifyOne { woke: true } => Act::Notifies(Woken::One),
            Op::NotifyAll { woke: true } => Act::Notifies(Woken::All),
            Op::NotifyOne { .. } | Op::NotifyAll { .. } | Op::NotifyLater => {
                Act::Notifies(Woken::Nobody)
            }
            Op::Send { .. } => Act::Sends,
            Op::Receive { .. } => Act::Receives,
            Op::FindsFull => Act::FindsFull,
            Op::FindsNoReceiver | Op::SendsInVain => Act::FindsNoReceiver,
            Op::DropsLast(Side::Sends) => Act::DropsSender,
            Op::DropsLast(Side::Receives) => Act::DropsReceiver,
            Op::Wait(wait) => Act::Waits(wait.want()),
            Op::Catches(_) | Op::FindsPanic { .. } => Act::FindsPanic,
            Op::Frees => Act::Frees,
            Op::UsesFreed => Act::UsesFreed,
            Op::FreesAgain => Act::FreesAgain,
            Op::Note(_) => Act::Notes,
            Op::Print(_) => Act::Prints,
            Op::GivesUp | Op::GoesOnNoMore => Act::GivesUp,
            Op::DropsFuture(had) => Act::DropsFuture(match had {
                Had::Message(_) => Dropped::Message,
                Had::Lock => Dropped::Lock,
                Had::Permits(permits) => Dropped::Permits(permits),
                Had::Work => Dropped::Work,
            }),
            Op::Poisons => Act::Poisons,
            Op::FindsPoisoned => Act::FindsPoisoned,
            Op::Lags { .. } => Act::Lags,
            Op::Subscribes => Act::Subscribes,
            Op::Ends => Act::Ends,
            Op::Takes { permits, .. } => Act::TakesPermits(permits),
            Op::Gives { permits, .. } => Act::GivesPermits(permits),
            Op::Forgets { permits } => Act::ForgetsPermits(permits),
            Op::IsAborted => Act::IsAborted,
            _ => Act::Other,
        }
    }
}

impl Op {
    /// Whether it happens as a value is dropped.
    pub(crate) fn is_drop(self) -> bool {
        matches!(
            self,
            Op::Unlock
                | Op::Poisons
                | Op::DropsLast(_)
                | Op::Leave { .. }
                | Op::Gives { .. }
                | Op::Frees
                | Op::FreesAgain
        )
    }
}

impl Wait {
    pub(crate) fn want(self) -> Want {
        match self {
            Wait::Lock { .. } | Wait::Readers { .. } => Want::Lock,
            Wait::Writer { .. } => Want::Turn,
            Wait::Notification => Want::Notification,
            Wait::Initialization { .. } => Want::Initialization,
            Wait::Barrier => Want::Others,
            Wait::Message => Want::Message,
            Wait::Timer { .. } => Want::Timer,
            Wait::Room => Want::Room,
            Wait::Receiver => Want::Receiver,
            Wait::Select(_) => Want::OneOf,
            Wait::Unpark => Want::Unpark,
            Wait::Group => Want::Members,
            Wait::Join(_) => Want::End,
            Wait::Scope => Want::Ends,
            Wait::Time => Want::Time,
            Wait::Permits => Want::Permits,
            Wait::Tracked => Want::Tracked,
            Wait::Waker(_) => Want::Waker,
        }
    }
}
