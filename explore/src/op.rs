//! What a task did, and how that is said.

use std::time::Duration;

use crate::pipe::{Arm, Arms, Side};
use crate::run::TaskId;
use crate::value::Value;

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
    Finds {
        found: Value,
        expected: Value,
    },
    // Locks.
    Lock,
    LockToRead,
    LockToWrite,
    Unlock,
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
    // The rest of std.
    Arrive,
    Initialize,
    FindsInitialized(bool),
    Unpark(TaskId),
    IsUnparked,
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
    /// So many messages are gone that it has not received.
    Lags {
        messages: usize,
    },
    FindsNoReceiver,
    FindsEmpty,
    FindsDisconnected,
    FindsLength(usize),
    FindsNoneReady,
    DropsLast(Side),
    Sleep,
    // Async tasks.
    Starts(TaskId),
    Ends,
    Aborts(TaskId),
    IsAborted,
    Yields,
    Sleeps(Duration),
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
    Subscribes,
    /// The future of a wait was dropped before it was over.
    GivesUp,
    /// The task waits, and what for.
    Wait(Wait),
    /// A line of the program's own; its place among the notes.
    Note(usize),
    /// A line that it prints; its place among the notes.
    Print(usize),
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
    /// Nobody knows for what.
    Waker,
}

/// How the tasks and objects of a schedule are called.
pub(crate) trait Called {
    fn task(&self, task: TaskId) -> String;
    fn object(&self, object: usize) -> String;
    /// Whether the schedule used no other object.
    fn is_only(&self) -> bool;
    fn note(&self, note: usize) -> String;
    fn arms(&self, arms: Arms) -> &[Arm];
}

impl Op {
    /// The operation in words, such as "reads 0 from head".
    pub(crate) fn says(
        self,
        object: Option<usize>,
        called: &impl Called,
    ) -> String {
        let name = || object.map(|id| called.object(id)).unwrap_or_default();
        // The only atomic of a program goes without saying.
        let about = |word: &str| match object {
            Some(id) if !called.is_only() => {
                format!(" {word} {}", called.object(id))
            }
            _ => String::new(),
        };
        let nobody = |woke: bool| if woke { "" } else { ", but nobody waits" };
        match self {
            Op::Read(value) => format!("reads {value}{}", about("from")),
            Op::Write { to, .. } => format!("writes {to}{}", about("to")),
            Op::Add { to, plus } => format!("adds {plus} to {to}{}", about("in")),
            Op::Subtract { from, minus } => {
                format!("subtracts {minus} from {from}{}", about("in"))
            }
            Op::Change { from, to } => {
                format!("swaps {from} for {to}{}", about("in"))
            }
            Op::Finds { found, expected } => {
                format!("finds {found}, not {expected}{}", about("in"))
            }
            Op::Lock => format!("locks {}", name()),
            Op::LockToRead => format!("locks {} to read", name()),
            Op::LockToWrite => format!("locks {} to write", name()),
            Op::Unlock => format!("unlocks {}", name()),
            Op::FindsLocked => format!("finds {} locked", name()),
            Op::WaitOn { mutex } => {
                let mutex = called.object(mutex);
                format!("unlocks {mutex} and waits for {}", name())
            }
            Op::Wake { mutex, notified } => {
                let mutex = called.object(mutex);
                let why = if notified { "is woken" } else { "times out" };
                format!("{why} and locks {mutex}")
            }
            Op::NotifyOne { woke } => {
                format!("notifies one on {}{}", name(), nobody(woke))
            }
            Op::NotifyAll { woke } => {
                format!("notifies all on {}{}", name(), nobody(woke))
            }
            Op::Arrive => format!("arrives at {}", name()),
            Op::Initialize => format!("initializes {}", name()),
            Op::FindsInitialized(true) => format!("finds {} initialized", name()),
            Op::FindsInitialized(false) => format!("finds {} empty", name()),
            Op::Unpark(task) => format!("unparks {}", called.task(task)),
            Op::IsUnparked => "is unparked".to_string(),
            Op::UnparkOwner => format!("unparks the owner of {}", name()),
            Op::Leave { left: 0 } => format!("leaves {} as the last one", name()),
            Op::Leave { left } => format!("leaves {}, {left} left", name()),
            Op::Send { message } => {
                format!("sends message {} to {}", message + 1, name())
            }
            Op::SendsInVain => format!("sends to {}, but nobody receives", name()),
            Op::Receive { message } => {
                format!("receives message {} from {}", message + 1, name())
            }
            Op::FindsFull => format!("finds {} full", name()),
            Op::Lags { messages: 1 } => {
                format!("lags, and 1 message of {} is gone", name())
            }
            Op::Lags { messages } => {
                format!("lags, and {messages} messages of {} are gone", name())
            }
            Op::FindsNoReceiver => format!("finds no receiver of {}", name()),
            Op::FindsEmpty => format!("finds {} empty", name()),
            Op::FindsDisconnected => format!("finds {} disconnected", name()),
            Op::FindsLength(length) => format!("finds {length} in {}", name()),
            Op::FindsNoneReady => "finds no arm ready".to_string(),
            Op::DropsLast(Side::Sends) => {
                format!("drops the last sender of {}", name())
            }
            Op::DropsLast(Side::Receives) => {
                format!("drops the last receiver of {}", name())
            }
            Op::Sleep => "wakes up".to_string(),
            Op::Starts(task) => format!("starts {}", called.task(task)),
            Op::Ends => "ends".to_string(),
            Op::Aborts(task) => format!("aborts {}", called.task(task)),
            Op::IsAborted => "is aborted".to_string(),
            Op::Yields => "lets others go first".to_string(),
            Op::Sleeps(time) => format!("sleeps {time:?}"),
            Op::WakesUp(now) => format!("wakes up at {now:?}"),
            Op::NotifyLater => format!("notifies the next one on {}", name()),
            Op::IsNotified => format!("is notified by {}", name()),
            Op::Takes { permits, left } => {
                format!("takes {permits} of {}, {left} left", name())
            }
            Op::Gives { permits, left } => {
                format!("gives {permits} back to {}, {left} there", name())
            }
            Op::Forgets { permits } => {
                format!("forgets {permits} of {}", name())
            }
            Op::FindsNoPermit => format!("finds none left in {}", name()),
            Op::FindsClosed => format!("finds {} closed", name()),
            Op::Closes => format!("closes {}", name()),
            Op::Subscribes => format!("subscribes to {}", name()),
            Op::GivesUp => format!("gives up on {}", name()),
            Op::Wait(wait) => wait.says(&name(), called),
            Op::Note(note) => called.note(note),
            Op::Print(note) => format!("prints {:?}", called.note(note)),
        }
    }
}

impl Wait {
    fn says(self, name: &str, called: &impl Called) -> String {
        match self {
            Wait::Lock { holder: Some(holder) } => {
                format!("waits for {name}, held by {}", called.task(holder))
            }
            Wait::Lock { holder: None } | Wait::Writer { writer: None } => {
                format!("waits for {name}")
            }
            Wait::Readers { reader } => {
                format!("waits for {name}, read by {}", called.task(reader))
            }
            Wait::Writer { writer: Some(writer) } => {
                format!(
                    "waits for {name}, which {} wants to write",
                    called.task(writer)
                )
            }
            Wait::Notification => format!("waits for a notification on {name}"),
            Wait::Initialization { by: Some(by) } => {
                format!("waits for {name}, initialized by {}", called.task(by))
            }
            Wait::Initialization { by: None } => {
                format!("waits for {name} to be initialized")
            }
            Wait::Barrier => format!("waits for the others at {name}"),
            Wait::Message | Wait::Room | Wait::Receiver => {
                format!("waits for {}", self.wants(name))
            }
            Wait::Select(arms) => {
                let arms = called.arms(arms).iter();
                let wants =
                    arms.map(|arm| arm.wait().wants(&called.object(arm.channel)));
                format!("waits in select for {}", listed(wants.collect()))
            }
            Wait::Unpark => "waits to be unparked".to_string(),
            Wait::Group => format!("waits for the others to leave {name}"),
            Wait::Join(task) => format!("waits for {} to end", called.task(task)),
            Wait::Scope => "waits for the tasks of its scope to end".to_string(),
            Wait::Time => "sleeps".to_string(),
            Wait::Permits => format!("waits for a permit of {name}"),
            Wait::Waker => "waits to be woken".to_string(),
        }
    }

    /// What would end the wait on a channel with this name.
    fn wants(self, name: &str) -> String {
        match self {
            Wait::Room => format!("room in {name}"),
            Wait::Receiver => format!("a receiver of {name}"),
            _ => format!("a message from {name}"),
        }
    }

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

/// "one, two or three".
fn listed(mut parts: Vec<String>) -> String {
    let last = parts.pop().unwrap_or_default();
    if parts.is_empty() { last } else { format!("{} or {last}", parts.join(", ")) }
}
