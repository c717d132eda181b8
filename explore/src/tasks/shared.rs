use std::future::{Future, poll_fn};
use std::panic::Location;
use std::pin::pin;

use crate::act::Want;
use crate::engine::with_run;
use crate::object::{self, Handle, Model, ObjectId};
use crate::op::{Op, Wait};
use crate::pipe::Side;
use crate::run::{Run, TaskId};

/// What kind of thing tasks share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Carries messages.
    Channel,
    /// Is held by one task.
    Mutex,
    /// Is waited on.
    Notify,
    /// Is held by readers or by a writer.
    RwLock,
    /// Has permits.
    Semaphore,
}

impl From<Kind> for object::Kind {
    fn from(kind: Kind) -> object::Kind {
        match kind {
            Kind::Channel => object::Kind::Channel,
            Kind::Mutex => object::Kind::Mutex,
            Kind::Notify => object::Kind::Notify,
            Kind::RwLock => object::Kind::RwLock,
            Kind::Semaphore => object::Kind::Semaphore,
        }
    }
}

/// What the current task did to something shared. Messages are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // the words are those of the record
pub enum Did {
    Lock,
    LockToRead,
    LockToWrite,
    Unlock,
    FindLocked,
    Send { message: usize },
    SendInVain,
    Receive { message: usize },
    FindFull,
    FindEmpty,
    FindDisconnected,
    DropLastSender,
    DropLastReceiver,
    Take { permits: usize, left: usize },
    Give { permits: usize, left: usize },
    FindNoPermit,
    FindClosed,
    NotifyOne,
    NotifyAll,
    WereNotified,
    Close,
}

/// Something that tasks share, as the record tells of it. The values lie elsewhere.
#[derive(Debug)]
pub struct Shared(Handle);

impl Shared {
    /// The record calls it by the caller's line.
    #[track_caller]
    pub fn new(kind: Kind) -> Shared {
        Shared(Handle::new(kind.into()))
    }

    /// The current task did this. Nobody else came in between.
    pub fn did(&self, did: Did, at: &'static Location<'static>) {
        with_run(|run| {
            let object = run.object(&self.0);
            let op = run.does(did, object);
            run.record(Some(object), op, at);
            run.act();
        });
    }

    /// Lets others go first and then waits for the future, which waits for `want`.
    pub async fn wait<F: Future>(
        &self,
        want: Want,
        at: &'static Location<'static>,
        future: F,
    ) -> F::Output {
        super::turn().await;
        let mut future = pin!(future);
        let mut wait =
            Waiting { shared: self, wait: awaited(want), at, waits: false };
        let output = poll_fn(|context| {
            let polled = future.as_mut().poll(context);
            if polled.is_pending() {
                wait.begin();
            }
            polled
        })
        .await;
        wait.waits = false;
        output
    }

    /// For a future that is polled by hand: the current task waits for `want`.
    pub fn waits(&self, want: Want, at: &'static Location<'static>) {
        with_run(|run| {
            let object = run.object(&self.0);
            run.awaits_for(Some(object), awaited(want), at);
        });
    }
}

fn awaited(want: Want) -> Wait {
    match want {
        Want::Lock => Wait::Lock { holder: None },
        Want::Turn => Wait::Writer { writer: None },
        Want::Notification => Wait::Notification,
        Want::Message => Wait::Message,
        Want::Room => Wait::Room,
        Want::Permits => Wait::Permits,
        Want::Time => Wait::Time,
        _ => Wait::Waker,
    }
}

/// A wait that may be given up: its future may be dropped.
struct Waiting<'a> {
    shared: &'a Shared,
    wait: Wait,
    at: &'static Location<'static>,
    waits: bool,
}

impl Waiting<'_> {
    fn begin(&mut self) {
        self.waits = true;
        with_run(|run| {
            let object = run.object(&self.shared.0);
            run.awaits_for(Some(object), self.wait, self.at);
        });
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if self.waits {
            with_run(|run| {
                let object = run.object(&self.shared.0);
                run.record(Some(object), Op::GivesUp, self.at);
                run.act();
            });
        }
    }
}

impl Run {
    fn does(&mut self, did: Did, object: ObjectId) -> Op {
        let task = self.current;
        match did {
            Did::Lock | Did::LockToRead | Did::LockToWrite | Did::Unlock => {
                self.holds(did, object, task)
            }
            Did::FindLocked => Op::FindsLocked,
            Did::Send { message } => Op::Send { message },
            Did::SendInVain => Op::SendsInVain,
            Did::Receive { message } => Op::Receive { message },
            Did::FindFull => Op::FindsFull,
            Did::FindEmpty => Op::FindsEmpty,
            Did::FindDisconnected => Op::FindsDisconnected,
            Did::DropLastSender => Op::DropsLast(Side::Sends),
            Did::DropLastReceiver => Op::DropsLast(Side::Receives),
            Did::Take { permits, left } => Op::Takes { permits, left },
            Did::Give { permits, left } => Op::Gives { permits, left },
            Did::FindNoPermit => Op::FindsNoPermit,
            Did::FindClosed => Op::FindsClosed,
            Did::NotifyOne if self.is_awaited(object) => {
                Op::NotifyOne { woke: true }
            }
            Did::NotifyOne => Op::NotifyLater,
            Did::NotifyAll => Op::NotifyAll { woke: self.is_awaited(object) },
            Did::WereNotified => Op::IsNotified,
            Did::Close => Op::Closes,
        }
    }

    fn holds(&mut self, did: Did, object: ObjectId, task: TaskId) -> Op {
        let op = match did {
            Did::Lock => Op::Lock,
            Did::LockToRead => Op::LockToRead,
            Did::LockToWrite => Op::LockToWrite,
            _ => Op::Unlock,
        };
        let locks = did != Did::Unlock;
        match &mut self.objects[object].model {
            Model::Mutex { holder } => *holder = locks.then_some(task),
            Model::RwLock(lock) => match did {
                Did::LockToRead => lock.readers.push(task),
                Did::LockToWrite => lock.writer = Some(task),
                _ if lock.writer.take().is_some() => {}
                _ => {
                    let own = lock.readers.iter().position(|&one| one == task);
                    if !lock.readers.is_empty() {
                        lock.readers.swap_remove(own.unwrap_or(0));
                    }
                }
            },
            _ => {}
        }
        op
    }

    /// Whether a task awaits it.
    fn is_awaited(&self, object: ObjectId) -> bool {
        let awaits = |task: &crate::run::Task| {
            let polled = task.polled.as_ref();
            polled.is_some_and(|polled| {
                polled.awaits.iter().any(|(one, _)| *one == Some(object))
            })
        };
        let mut others = self.tasks.iter().enumerate();
        others.any(|(place, task)| place != self.current && awaits(task))
    }
}
