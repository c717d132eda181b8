//! What a task is about to do.

use super::arms::Arms;
use super::hold::Hold;
use super::{Moment, ObjectId, ScopeId, TaskId};

/// What a task is about to do. It goes on only while that is possible, so a task that
/// is chosen never finds itself blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pending {
    /// Runs up to its first operation.
    Start,
    /// An operation that never blocks.
    Ready,
    /// Repeats what it did in vain until something changes after this many changes.
    Spin(u64),
    Lock(ObjectId),
    LockToRead(ObjectId),
    LockToWrite(ObjectId),
    /// Holds a lock so, or goes on when the time is over.
    Hold {
        lock: ObjectId,
        hold: Hold,
        until: Option<Moment>,
    },
    Wake {
        condvar: ObjectId,
        mutex: ObjectId,
        until: Option<Moment>,
    },
    Barrier {
        barrier: ObjectId,
        generation: usize,
    },
    Initialize(ObjectId),
    /// Waits until somebody has initialized it, or has failed to if that ends the wait.
    Initialized {
        once: ObjectId,
        or_poisoned: bool,
    },
    /// Sends or receives by the first of these arms that can.
    Select {
        arms: Arms,
        /// Its turn among those that another task may choose to meet, if it is one.
        turn: Option<usize>,
        until: Option<Moment>,
    },
    /// Another task has met this arm, for the message with this number.
    Met {
        arm: usize,
        message: usize,
        channel: ObjectId,
    },
    /// Takes the message with this number, which is on its way.
    Take {
        channel: ObjectId,
        message: usize,
        arrived: bool,
    },
    Park(Option<Moment>),
    Parker {
        parker: ObjectId,
        until: Option<Moment>,
    },
    Group(ObjectId),
    Join(TaskId),
    Scope(ScopeId),
    /// Until this moment, or for good.
    Sleep(Option<Moment>),
    /// An async task that waits until its waker is called.
    Await,
    /// One that may go on in its poll when no other task of its thread is polled.
    Turn,
    /// Nothing any more.
    End,
}

impl Pending {
    /// Whether it is the same as the other.
    #[inline]
    pub(crate) fn is(&self, other: &Pending) -> bool {
        // By far the most are like this, and need no call.
        matches!((self, other), (Pending::Ready, Pending::Ready)) || self == other
    }

    /// Whether the task has ended.
    #[inline]
    pub(crate) fn is_end(&self) -> bool {
        matches!(self, Pending::End)
    }

    /// Whether the task has not come to anything yet, or comes to nothing more.
    #[inline]
    pub(crate) fn is_first_or_end(&self) -> bool {
        matches!(self, Pending::Start | Pending::End)
    }

    /// Whether nobody else can see it happen, so that it may as well happen at once.
    #[inline]
    pub(crate) fn is_unseen(&self) -> bool {
        matches!(
            self,
            Pending::Start
                | Pending::Join(_)
                | Pending::Scope(_)
                | Pending::Barrier { .. }
                | Pending::Group(_)
                | Pending::Met { .. }
                | Pending::Take { .. }
        )
    }

    /// Whether what another task does may make it go on at once.
    #[inline]
    pub(crate) fn is_met(&self) -> bool {
        self.is_unseen() || matches!(self, Pending::Select { turn: Some(_), .. })
    }

    #[inline]
    pub(crate) fn until(&self) -> Option<Moment> {
        match self {
            Pending::Hold { until, .. }
            | Pending::Wake { until, .. }
            | Pending::Select { until, .. }
            | Pending::Parker { until, .. }
            | Pending::Park(until)
            | Pending::Sleep(until) => *until,
            _ => None,
        }
    }
}
