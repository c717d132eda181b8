//! What an operation touches and how, and which operations may be swapped.
//!
//! Two operations of different tasks that follow each other may be swapped if nobody can
//! tell their order afterwards: each does the same in both orders, and none of them makes
//! the other possible or impossible. Schedules that differ in such swaps alone are one
//! behaviour (Mazurkiewicz traces). Where it is not certain, they may not be swapped.

use super::{ObjectId, TaskId};

/// What is touched: an object or a part of it, or something of the schedule itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Object(ObjectId),
    /// How many messages were sent to the channel, and whether somebody receives or sends.
    Sent(ObjectId),
    /// How many messages were received from it, and whether somebody receives.
    Received(ObjectId),
    /// Who holds its senders, or the members of a group.
    Senders(ObjectId),
    /// Who holds its receivers.
    Receivers(ObjectId),
    /// One message of it, by its number.
    Message(ObjectId, usize),
    /// The room that this message has left.
    Room(ObjectId, usize),
    /// Whether the task was unparked.
    Token(TaskId),
    /// Whether the async task is to be polled, or aborted.
    Woken(TaskId),
    /// Whether the task has ended.
    End(TaskId),
    /// What was told of its end when it had nothing left to do.
    Told(TaskId),
    /// The values that tasks of this thread share.
    Locals(TaskId),
    /// The numbers that tasks get.
    Tasks,
    /// The lines of the program's own.
    Notes,
    /// The program's own panic hook.
    Hook,
    /// The time, and who waits for a moment.
    Clock,
}

/// How it is touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Looks,
    /// One of those of whom only the last one makes a difference, and the last but one:
    /// whoever goes before it takes its place. So is a turn in which a task drops several:
    /// it may have the last one among them when others have gone before.
    Nearly,
    /// Adds to what the next change finds, and sees nothing itself: of several nobody can
    /// tell which came first.
    Adds,
    Changes,
    /// Waits for a lock and takes it, for nobody else to have.
    Takes,
    /// Waits for a lock and takes it together with others.
    Shares,
    /// Gives a lock back that nobody else had.
    Gives,
    /// Leaves something for those that [`Follow`](Mode::Follows): this order is the only
    /// possible one.
    Leaves,
    Follows,
}

/// One object touched in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Access {
    pub(crate) key: Key,
    pub(crate) mode: Mode,
}

impl Key {
    /// The object, if it is one or a part of one.
    pub(crate) fn object(self) -> Option<ObjectId> {
        match self {
            Key::Object(id)
            | Key::Sent(id)
            | Key::Received(id)
            | Key::Senders(id)
            | Key::Receivers(id)
            | Key::Message(id, _)
            | Key::Room(id, _) => Some(id),
            _ => None,
        }
    }

    /// The same of another object.
    pub(crate) fn of(self, id: ObjectId) -> Key {
        match self {
            Key::Object(_) => Key::Object(id),
            Key::Sent(_) => Key::Sent(id),
            Key::Received(_) => Key::Received(id),
            Key::Senders(_) => Key::Senders(id),
            Key::Receivers(_) => Key::Receivers(id),
            Key::Message(_, number) => Key::Message(id, number),
            Key::Room(_, number) => Key::Room(id, number),
            other => other,
        }
    }
}

impl Mode {
    /// Whether it makes a difference to who looks.
    pub(crate) fn changes(self) -> bool {
        matches!(self, Mode::Changes | Mode::Takes | Mode::Gives)
    }

    /// Whether it is an order that could be another one.
    pub(crate) fn counts(self) -> bool {
        !matches!(self, Mode::Leaves | Mode::Follows)
    }

    /// Whether the order of the two on one object makes a difference.
    pub(crate) fn conflicts(self, other: Mode) -> bool {
        self.counts() && other.counts() && (self.changes() || other.changes())
    }

    /// How one of so many touches what only the last one changes.
    pub(crate) fn of_last(left: usize) -> Mode {
        match left {
            0 | 1 => Mode::Changes,
            2 => Mode::Nearly,
            _ => Mode::Looks,
        }
    }

    /// Whether it conflicts with all that the other conflicts with.
    pub(crate) fn covers(self, other: Mode) -> bool {
        self == other
            || self.changes()
            || self == Mode::Nearly && other == Mode::Looks
            || !other.counts()
    }

    /// Whether the other, which could be next, is another one when this has happened.
    pub(crate) fn wakes(self, other: Mode) -> bool {
        let nearly = self == Mode::Nearly || other == Mode::Nearly;
        let counts = self.counts() && other.counts();
        self.conflicts(other) || nearly && counts
    }

    /// Whether what comes second was impossible before what came first: the lock was held
    /// then.
    pub(crate) fn never_turns(first: Mode, second: Mode) -> bool {
        matches!(
            (first, second),
            (Mode::Gives, Mode::Takes | Mode::Shares) | (Mode::Takes, Mode::Gives)
        )
    }
}

impl Access {
    /// The same by an async task. What would have to wait in between two awaits does not,
    /// but blocks all tasks: so no order is impossible, and a channel is touched as a whole.
    pub(crate) fn in_a_poll(self) -> Access {
        let Access { key, mode } = self;
        let key = match key {
            Key::Sent(id)
            | Key::Received(id)
            | Key::Message(id, _)
            | Key::Room(id, _) => Key::Object(id),
            other => other,
        };
        let mode = match mode {
            Mode::Looks | Mode::Nearly | Mode::Adds => mode,
            _ => Mode::Changes,
        };
        Access { key, mode }
    }

    /// Whether the other, which could be next, is another one when this has happened.
    pub(crate) fn wakes(self, other: Access) -> bool {
        self.key == other.key && self.mode.wakes(other.mode)
    }
}
