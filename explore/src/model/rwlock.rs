//! How a reader-writer lock is modelled.
//!
//! A writer that waits for readers keeps new ones out until the last reader has gone: that
//! it begins to wait is a step, which readers see. When the lock is free, neither readers
//! nor writers go first.
//!
//! What is held in the ways of a [`Hold`] is parking_lot's: there the lock is the writer's
//! from the moment on at which it begins to wait for readers, and only one waits so.
//!
//! One of the readers may be the one who may go on to write. It keeps writers out, who do
//! not begin to wait for readers then, and so keep no new ones out.

use super::TaskId;
use super::access::Mode;
use super::hold::Hold;
use super::op::{Op, Wait};

/// Who holds it.
#[derive(Clone, Debug, Default)]
pub(crate) struct RwLock {
    writer: Option<TaskId>,
    readers: Vec<TaskId>,
    /// The one of them that may go on to write.
    upgradable: Option<TaskId>,
    /// Writers that have found it read and wait.
    waiting: Vec<TaskId>,
}

impl RwLock {
    /// Whether somebody can begin to read.
    pub(crate) fn lets_read(&self) -> bool {
        self.writer.is_none() && self.waiting.is_empty()
    }

    /// Whether the task can write, or begin to wait for readers.
    pub(crate) fn lets_write(&self, task: TaskId) -> bool {
        let can_wait = self.writer.is_none() && self.upgradable.is_none();
        self.is_free() || can_wait && !self.waiting.contains(&task)
    }

    /// Whether the task can hold it so.
    pub(crate) fn lets(&self, hold: Hold) -> bool {
        match hold {
            Hold::Read => self.lets_read(),
            Hold::ReadAgain => self.lets_read() || self.lets_read_again(),
            Hold::Upgradable => self.lets_read() && self.upgradable.is_none(),
            Hold::Write => self.is_free() && self.waiting.is_empty(),
            Hold::Upgraded => self.readers.len() == 1,
        }
    }

    /// Whether somebody reads for whom a writer waits, or would.
    fn lets_read_again(&self) -> bool {
        let upgrades =
            self.upgradable.is_some_and(|one| self.waiting.contains(&one));
        self.writer.is_none() && self.readers.len() > usize::from(upgrades)
    }

    /// Whether the task is the writer that waits for readers, or may become it.
    fn is_next(&self, task: TaskId) -> bool {
        self.waiting.first().is_none_or(|&next| next == task)
    }

    /// Whether the task can hold it so, or begin to wait for readers.
    pub(crate) fn lets_begin(&self, hold: Hold, task: TaskId) -> bool {
        match hold {
            Hold::Write => self.is_next(task) && self.lets_write(task),
            Hold::Upgraded => self.lets(hold) || !self.waiting.contains(&task),
            _ => self.lets(hold),
        }
    }

    /// Whether nobody reads or writes.
    pub(crate) fn is_free(&self) -> bool {
        self.writer.is_none() && self.readers.is_empty()
    }

    /// What a writer waits for.
    pub(crate) fn waits_to_write(&self) -> Wait {
        match (self.writer, self.readers.first()) {
            (None, Some(&reader)) => Wait::Readers { reader },
            (holder, _) => Wait::Lock { holder },
        }
    }

    /// What a reader waits for.
    pub(crate) fn waits_to_read(&self) -> Wait {
        match (self.writer, self.waiting.first()) {
            (None, writer @ Some(_)) => Wait::Writer { writer: writer.copied() },
            _ => self.waits_to_write(),
        }
    }

    /// What the task waits for that wants to hold it so.
    pub(crate) fn waits_to_hold(&self, hold: Hold, task: TaskId) -> Wait {
        match hold {
            Hold::Read => self.waits_to_read(),
            Hold::Upgradable if self.lets_read() => {
                Wait::Lock { holder: self.upgradable }
            }
            Hold::Upgradable => self.waits_to_read(),
            Hold::ReadAgain if self.is_free() => self.waits_to_read(),
            Hold::Write if !self.is_next(task) => self.waits_to_read(),
            Hold::ReadAgain | Hold::Write => self.waits_to_write(),
            Hold::Upgraded => {
                let mut readers = self.readers.iter().copied();
                let other = readers.find(|&reader| reader != task);
                Wait::Readers { reader: other.unwrap_or(task) }
            }
        }
    }

    /// Holds it so, or begins to wait for readers.
    pub(crate) fn hold(&mut self, hold: Hold, task: TaskId) -> (Op, Mode) {
        match hold {
            Hold::Read | Hold::ReadAgain => self.read(task),
            Hold::Upgradable => {
                self.upgradable = Some(task);
                (self.read(task).0, Mode::Changes)
            }
            Hold::Write => self.write_after_wait(task),
            Hold::Upgraded => self.upgrade(task),
        }
    }

    /// Holds it so if that is possible.
    pub(crate) fn try_hold(&mut self, hold: Hold, task: TaskId) -> (Op, Mode) {
        let mode = match hold {
            // That depends on writers alone.
            Hold::Read | Hold::ReadAgain => Mode::Looks,
            _ => Mode::Changes,
        };
        match self.lets(hold) {
            true => (self.hold(hold, task).0, mode),
            false => (Op::FindsLocked, mode),
        }
    }

    /// The reader that may goes on to write, or waits for the other readers.
    fn upgrade(&mut self, task: TaskId) -> (Op, Mode) {
        if !self.lets(Hold::Upgraded) {
            self.waiting.push(task);
            let waits = self.waits_to_hold(Hold::Upgraded, task);
            return (Op::Wait(waits), Mode::Changes);
        }
        self.waiting.clear();
        self.readers.clear();
        self.upgradable = None;
        self.writer = Some(task);
        (Op::Upgrade, Mode::Changes)
    }

    /// The task waits for readers no more.
    pub(crate) fn give_up(&mut self, task: TaskId) -> (Op, Mode) {
        self.waiting.retain(|&one| one != task);
        (Op::FindsLocked, Mode::Changes)
    }

    /// Lets it go that is held so.
    pub(crate) fn let_go(&mut self, hold: Hold, task: TaskId) -> (Op, Mode) {
        match hold {
            Hold::Read | Hold::ReadAgain => self.stop_to_read(task),
            Hold::Upgradable => {
                self.upgradable = None;
                (self.stop_to_read(task).0, Mode::Changes)
            }
            Hold::Write | Hold::Upgraded => self.unlock_write(),
        }
    }

    /// Who has written, or might have, goes on so; no writer comes in between.
    pub(crate) fn hold_less(&mut self, hold: Hold, task: TaskId) -> (Op, Mode) {
        if self.writer.take().is_some() {
            self.readers.push(task);
        }
        self.upgradable = (hold == Hold::Upgradable).then_some(task);
        (Op::Downgrade, Mode::Changes)
    }

    /// Begins to read, when it can.
    pub(crate) fn read(&mut self, task: TaskId) -> (Op, Mode) {
        self.readers.push(task);
        (Op::LockToRead, Mode::Shares)
    }

    /// Begins to read if it can: that depends on writers alone.
    pub(crate) fn try_read(&mut self, task: TaskId) -> (Op, Mode) {
        match self.lets_read() {
            true => (self.read(task).0, Mode::Looks),
            false => (Op::FindsLocked, Mode::Looks),
        }
    }

    /// Begins to write if nobody reads; else the task waits from now on.
    pub(crate) fn write(&mut self, task: TaskId) -> (Op, Mode) {
        if self.is_free() {
            self.writer = Some(task);
            return (Op::LockToWrite, Mode::Takes);
        }
        self.waiting.push(task);
        (Op::Wait(self.waits_to_write()), Mode::Changes)
    }

    /// Begins to write if nobody reads or writes.
    pub(crate) fn try_write(&mut self, task: TaskId) -> (Op, Mode) {
        match self.is_free() {
            true => (self.write(task).0, Mode::Changes),
            false => (Op::FindsLocked, Mode::Changes),
        }
    }

    /// The task waits for readers, if there are any.
    pub(crate) fn wait_to_write(&mut self, task: TaskId) {
        if !self.is_free() {
            self.waiting.push(task);
        }
    }

    /// Begins to write, when nobody reads or writes any more.
    pub(crate) fn write_after_wait(&mut self, task: TaskId) -> (Op, Mode) {
        self.waiting.retain(|&one| one != task);
        self.write(task)
    }

    /// A task that need not be the one that began it ends to read. The last one lets those
    /// begin that a writer keeps out.
    pub(crate) fn unlock_read(&mut self, task: TaskId) -> (Op, Mode) {
        let did = self.stop_to_read(task);
        if self.readers.is_empty() {
            self.waiting.clear();
        }
        did
    }

    /// The same, but a writer still keeps them out.
    fn stop_to_read(&mut self, task: TaskId) -> (Op, Mode) {
        let mode = match self.waiting.is_empty() {
            true => Mode::Looks,
            false => Mode::Changes,
        };
        let own = self.readers.iter().position(|&reader| reader == task);
        if !self.readers.is_empty() {
            self.readers.remove(own.unwrap_or(0));
        }
        (Op::Unlock, mode)
    }

    /// Ends to write.
    pub(crate) fn unlock_write(&mut self) -> (Op, Mode) {
        self.writer = None;
        (Op::Unlock, Mode::Gives)
    }

    /// A writer goes on reading; no other one comes in between.
    pub(crate) fn downgrade(&mut self, task: TaskId) -> (Op, Mode) {
        self.writer = None;
        self.readers.push(task);
        (Op::Downgrade, Mode::Changes)
    }

    /// Whether somebody writes.
    pub(crate) fn is_written(&self) -> bool {
        self.writer.is_some()
    }
}
