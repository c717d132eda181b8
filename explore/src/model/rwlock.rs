//! How a reader-writer lock is modelled.
//!
//! A writer that waits for readers keeps new ones out until the last reader has gone: that
//! it begins to wait is a step, which readers see. When the lock is free, neither readers
//! nor writers go first.

use super::TaskId;
use super::access::Mode;
use super::op::{Op, Wait};

/// Who holds it.
#[derive(Clone, Debug, Default)]
pub(crate) struct RwLock {
    writer: Option<TaskId>,
    readers: Vec<TaskId>,
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
        self.is_free() || self.writer.is_none() && !self.waiting.contains(&task)
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
        let mode = match self.waiting.is_empty() {
            true => Mode::Looks,
            false => Mode::Changes,
        };
        let own = self.readers.iter().position(|&reader| reader == task);
        if !self.readers.is_empty() {
            self.readers.remove(own.unwrap_or(0));
        }
        if self.readers.is_empty() {
            self.waiting.clear();
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
