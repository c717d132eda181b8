//! How a step is said.

use crate::model::TaskId;
use crate::model::arms::{Arm, Arms, Side};
use crate::model::op::{Had, Op, Wait, Waking};

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
            Op::Apply { name, from, to } if from == to => {
                format!("leaves {from} by {name}{}", about("in"))
            }
            Op::Apply { name, from, to } => {
                format!("turns {from} into {to} by {name}{}", about("in"))
            }
            Op::Finds { found, expected } => {
                format!("finds {found}, not {expected}{}", about("in"))
            }
            Op::Lock => format!("locks {}", name()),
            Op::LockToRead => format!("locks {} to read", name()),
            Op::LockToWrite => format!("locks {} to write", name()),
            Op::Unlock => format!("unlocks {}", name()),
            Op::Poisons => format!("poisons {}", name()),
            Op::FindsPoisoned => format!("finds {} poisoned", name()),
            Op::Downgrade => format!("goes on reading {}", name()),
            Op::Upgrade => format!("goes on writing {}", name()),
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
            Op::Frees if object.is_some() => format!("frees {}", name()),
            Op::Frees => "frees the memory".to_string(),
            Op::UsesFreed => format!("uses {}, which was freed", name()),
            Op::FreesAgain => "frees the memory once more".to_string(),
            Op::Arrive => format!("arrives at {}", name()),
            Op::Initialize => format!("initializes {}", name()),
            Op::FindsInitialized(true) => format!("finds {} initialized", name()),
            Op::FindsInitialized(false) => format!("finds {} empty", name()),
            Op::Unpark(task) => format!("unparks {}", called.task(task)),
            Op::IsUnparked => "is unparked".to_string(),
            Op::WasUnparked => "was unparked in an earlier wait".to_string(),
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
            Op::FindsNoReceiver => format!("finds no receiver of {}", name()),
            Op::FindsEmpty => format!("finds {} empty", name()),
            Op::FindsDisconnected => format!("finds {} disconnected", name()),
            Op::FindsLength(length) => format!("finds {length} in {}", name()),
            Op::Lags { missed } => {
                format!("finds {missed} of {} overwritten", name())
            }
            Op::Subscribes => format!("subscribes to {}", name()),
            Op::FindsNoneReady(_) => "finds no arm ready".to_string(),
            Op::DropsLast(Side::Sends) => {
                format!("drops the last sender of {}", name())
            }
            Op::DropsLast(Side::Receives) => {
                format!("drops the last receiver of {}", name())
            }
            Op::Push { value } => format!("adds value {} to {}", value + 1, name()),
            Op::PushMany { count } => format!("adds {count} values to {}", name()),
            Op::PushesOut { value, taken } => {
                let (value, taken) = (value + 1, taken + 1);
                format!("adds value {value} to {} in the place of {taken}", name())
            }
            Op::Pop { value } => {
                format!("takes value {} from {}", value + 1, name())
            }
            Op::PopMany { count } => {
                format!("takes {count} values from {}", name())
            }
            Op::FindsTaken => {
                format!("finds that another task was faster at {}", name())
            }
            Op::FindsAnother(value) => {
                format!("finds {value}{}, not the expected one", about("in"))
            }
            Op::Sleep => "wakes up".to_string(),
            Op::Starts(task) => format!("starts {}", called.task(task)),
            Op::Ends => "ends".to_string(),
            Op::Aborts(task) => format!("aborts {}", called.task(task)),
            Op::AbortsTooLate(task) => {
                format!("aborts {}, which has ended", called.task(task))
            }
            Op::IsAborted => "is aborted".to_string(),
            Op::Yields => "lets others go first".to_string(),
            Op::Sleeps(time) => format!("sleeps {time:?}"),
            Op::NeedNotSleep => "need not sleep: its time has come".to_string(),
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
            Op::GivesUp if object.is_none() => "stops sleeping".to_string(),
            Op::DropsFuture(had) => had.says(&name()),
            Op::GivesUp => format!("gives up on {}", name()),
            Op::GoesOnNoMore => "does not go on after that".to_string(),
            Op::Wait(wait) => wait.says(&name(), called),
            Op::Catches(message) => {
                format!("catches a panic: {}", called.note(message))
            }
            Op::FindsPanic { task, message } => {
                let (task, message) = (called.task(task), called.note(message));
                format!("finds that {task} panicked: {message}")
            }
            Op::FindsEnd { task, has_ended } => {
                let task = called.task(task);
                match has_ended {
                    true => format!("finds that {task} has ended"),
                    false => format!("finds that {task} still runs"),
                }
            }
            Op::Note(note) => called.note(note),
            Op::Print(note) => format!("prints {:?}", called.note(note)),
        }
    }
}

impl Had {
    fn says(self, name: &str) -> String {
        let had = match self {
            Had::Message(message) => {
                format!("had received message {} from", message + 1)
            }
            Had::Lock => "holds".to_string(),
            Had::Permits(permits) => format!("has {permits} of"),
            Had::Work => "was half-way with".to_string(),
        };
        format!("drops a future that {had} {name}")
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
            Wait::Timer { has_fired: true } => {
                format!("waits for {name}, a timer that has fired")
            }
            Wait::Timer { .. } => format!("waits for {name}, which never sends"),
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
            Wait::Tracked => format!("waits until {name} is closed and empty"),
            Wait::Waker(Waking::Unpolled) => {
                "waits until its set of tasks runs".to_string()
            }
            Wait::Waker(Waking::Kept) => "waits to be woken".to_string(),
            Wait::Waker(Waking::Forgotten) => {
                "waits to be woken, and nobody has kept its waker".to_string()
            }
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
}

/// "one, two or three".
fn listed(mut parts: Vec<String>) -> String {
    let last = parts.pop().unwrap_or_default();
    if parts.is_empty() { last } else { format!("{} or {last}", parts.join(", ")) }
}
