use std::future::{Future, poll_fn};
use std::panic::Location;
use std::pin::pin;

use super::go::{begins_alone_at, begins_at, is_alone};
use super::turn::turn;
use crate::model::access::{Key, Mode};
use crate::model::arms::Side;
use crate::model::handle::Handle;
use crate::model::object::Model;
use crate::model::op::{Op, Wait, Waking};
use crate::model::pending::Pending;
use crate::model::senders::Sender;
use crate::model::{ObjectId, TaskId, object};
use crate::report::act::Want;
use crate::schedule::drops::acts;
use crate::schedule::engine::{reach, with_run};
use crate::schedule::run::Run;
use crate::schedule::task::Task;

/// What kind of thing tasks share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Is waited at until enough have come.
    Barrier,
    /// Carries messages.
    Channel,
    /// Is held by one task.
    Mutex,
    /// Is waited on.
    Notify,
    /// Gets its value once.
    Once,
    /// Is held by readers or by a writer.
    RwLock,
    /// Has permits.
    Semaphore,
    /// Has members of which some tell of the others. No step is about it.
    Set,
}

impl Kind {
    const fn of_object(self) -> object::Kind {
        match self {
            Kind::Barrier => object::Kind::Barrier,
            Kind::Channel => object::Kind::Channel,
            Kind::Mutex => object::Kind::Mutex,
            Kind::Notify => object::Kind::Notify,
            Kind::Once => object::Kind::Once,
            Kind::RwLock => object::Kind::RwLock,
            Kind::Semaphore => object::Kind::Semaphore,
            Kind::Set => object::Kind::Set,
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
    Lag { missed: usize },
    Subscribe,
    DropLastSender,
    DropLastReceiver,
    Take { permits: usize, left: usize },
    Give { permits: usize, left: usize },
    Forget { permits: usize },
    FindNoPermit,
    FindClosed,
    NotifyOne,
    NotifyAll,
    WereNotified,
    Close,
    Arrive,
    Initialize,
    FindInitialized,
    FindUninitialized,
}

impl Did {
    fn is_in_vain(self) -> bool {
        matches!(
            self,
            Did::FindLocked | Did::FindFull | Did::FindEmpty | Did::FindNoPermit
        )
    }
}

/// Something that tasks share, as the record tells of it. The values lie elsewhere.
#[derive(Debug)]
pub struct Shared(Handle);

impl Shared {
    /// The record calls it by the caller's line.
    #[track_caller]
    pub const fn new(kind: Kind) -> Shared {
        Shared(Handle::new(kind.of_object()))
    }

    /// An operation begins by which it changes and others may be woken, before it is told
    /// what was done: see [`begins`](super::begins).
    #[track_caller]
    pub fn begins(&self) {
        self.begins_at(Location::caller());
    }

    /// The same of one that is told with this place.
    pub fn begins_at(&self, at: &'static Location<'static>) {
        begins_at(at);
        self.wakes();
    }

    /// The same where nobody comes in before. What wakes a thread takes steps of its own, if
    /// no async task runs: they come before it is told what was done.
    pub fn wakes(&self) {
        if is_alone() {
            with_run(|run| run.changes(&self.0));
        }
    }

    /// The current task has looked at it, which the record does not tell of. Others may
    /// go before its next wait, as what it saw is old by then.
    pub fn seen(&self) {
        with_run(|run| {
            run.looks(&self.0);
            run.looks_around();
        });
    }

    /// What the current task does later depends on what was done to it before this. It has
    /// seen nothing of it yet.
    pub fn counts_from_here(&self) {
        with_run(|run| run.looks(&self.0));
    }

    /// The current task has changed something about it of which the record does not tell.
    pub fn changed(&self) {
        with_run(|run| {
            run.changes(&self.0);
            run.act();
        });
    }

    /// The current task asks how many senders the channel has, or weak ones: others go first,
    /// as before each operation that is no await.
    #[track_caller]
    pub fn counts_senders(&self) {
        begins_at(Location::caller());
        self.seen();
        self.touches_senders(Mode::Changes);
    }

    /// A sender of this channel was cloned there. The first one need not be told.
    pub fn clones_sender(&self, at: &'static Location<'static>) -> Sender {
        self.touches_senders(Mode::Nearly);
        let cloned = with_run(|run| {
            let channel = run.object(&self.0);
            run.looks_around();
            run.senders.clones(channel, at)
        });
        cloned.unwrap_or_default()
    }

    /// This sender of the channel is dropped, one of so many.
    pub fn drops_sender(&self, sender: Sender, of: usize) {
        with_run(|run| {
            let channel = run.object(&self.0);
            run.leaves_one(Key::Senders(channel), of);
            run.looks_around();
            run.senders.drops(channel, sender);
        });
    }

    /// A weak sender of this channel was made or dropped.
    pub fn changed_weak_senders(&self) {
        self.touches_senders(Mode::Looks);
        with_run(Run::looks_around);
    }

    /// Of the senders it only matters which one is the last, and how many there are to who
    /// counts them.
    fn touches_senders(&self, mode: Mode) {
        with_run(|run| {
            let channel = run.object(&self.0);
            run.touch(Key::Senders(channel), mode);
        });
    }

    /// The current task did this. Nobody else came in between.
    pub fn did(&self, did: Did, at: &'static Location<'static>) {
        with_run(|run| {
            let object = run.changes(&self.0);
            let op = run.does(did, object);
            run.record(Some(object), op, at);
            // A thread that tries again in vain waits for something else to change.
            match run.polls.is_none() && did.is_in_vain() {
                true => run.looks_around(),
                false => run.act(),
            }
        });
    }

    /// The current task did this, which no other task can see.
    pub fn did_unseen(&self, did: Did, at: &'static Location<'static>) {
        with_run(|run| {
            let object = run.object(&self.0);
            let op = run.does(did, object);
            run.record(Some(object), op, at);
        });
    }

    /// Locks at once and without an await, and the record does not say so: the lock is of
    /// a value that is held for moments. Who finds it held blocks the thread, and with it
    /// all tasks that share it.
    pub fn lock_now(&self, did: Did, at: &'static Location<'static>) {
        let begins = |run: &mut Run| {
            let lock = run.object(&self.0);
            match did {
                Did::LockToRead => Pending::LockToRead(lock),
                Did::LockToWrite => Pending::LockToWrite(lock),
                _ => Pending::Lock(lock),
            }
        };
        let writes = did == Did::LockToWrite;
        if writes && !is_alone() {
            self.waits_to_write();
        }
        reach(at, begins);
        // A writer may go on only to find readers that have come before it.
        while writes && self.is_read() {
            self.waits_to_write();
            reach(at, begins);
        }
        self.holds_now(did);
    }

    /// The current task waits for readers, and keeps new ones out.
    fn waits_to_write(&self) {
        with_run(|run| {
            let lock = run.changes(&self.0);
            let task = run.current;
            run.rwlock_mut(lock).wait_to_write(task);
        });
    }

    fn is_read(&self) -> bool {
        let is_read = |run: &mut Run| {
            let lock = run.object(&self.0);
            !run.rwlock(lock).is_free()
        };
        with_run(is_read) == Some(true)
    }

    /// Lets go what [`lock_now`](Shared::lock_now) took.
    pub fn unlock_now(&self) {
        self.holds_now(Did::Unlock);
    }

    fn holds_now(&self, did: Did) {
        with_run(|run| {
            let object = run.object(&self.0);
            let task = run.current;
            let written = match &run.objects[object].model {
                Model::RwLock(lock) => lock.is_written(),
                _ => true,
            };
            let reads = did == Did::LockToRead || did == Did::Unlock && !written;
            let mode = if reads { Mode::Looks } else { Mode::Changes };
            run.touch(Key::Object(object), mode);
            run.holds(did, object, task);
        });
    }

    /// Lets others go first and then waits for the future, which waits for `want`.
    pub async fn wait<F: Future>(
        &self,
        want: Want,
        at: &'static Location<'static>,
        future: F,
    ) -> F::Output {
        if !is_alone() {
            turn().await;
        }
        let mut future = pin!(future);
        let wait = awaited(want);
        let mut wait = Waiting { shared: self, wait, at, waits: false, number: 0 };
        let output = poll_fn(|context| {
            begins_alone_at(at);
            with_run(|run| run.changes(&self.0));
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
            let object = run.changes(&self.0);
            run.awaits_for(Some(object), awaited(want), at);
        });
    }

    /// For one that is dropped as the current task waits for it there. It is told if a future
    /// is dropped with it that has done something before.
    pub fn drops_wait(&self, at: &'static Location<'static>) {
        with_run(|run| {
            let object = run.object(&self.0);
            run.drops_wait(Some(object), Op::GivesUp, at);
            run.awaits_nothing_of(object);
        });
    }
}

/// The current task belongs to a set of tasks that nobody runs, and waits until somebody
/// does. To be said in the poll that is in vain.
pub fn waits_for_its_set() {
    with_run(|run| {
        let at = run.task().at;
        run.awaits_for(None, Wait::Waker(Waking::Unpolled), at);
    });
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
        Want::Others => Wait::Barrier,
        Want::Initialization => Wait::Initialization { by: None },
        Want::Tracked => Wait::Tracked,
        _ => Wait::Waker(Waking::Kept),
    }
}

/// A wait that may be given up: its future may be dropped.
struct Waiting<'a> {
    shared: &'a Shared,
    wait: Wait,
    at: &'static Location<'static>,
    waits: bool,
    /// Its number among all, 0 before it has begun.
    number: u64,
}

impl Waiting<'_> {
    fn begin(&mut self) {
        self.waits = true;
        let number = with_run(|run| {
            let object = run.object(&self.shared.0);
            run.awaits_for(Some(object), self.wait, self.at);
            let (task, polls) = (run.current, run.polls.as_mut());
            polls
                .map(|polls| polls.wait_goes_on(self.number, task, object, self.at))
        });
        self.number = number.flatten().unwrap_or_default();
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if self.number > 0 {
            with_run(|run| {
                if let Some(polls) = &mut run.polls {
                    polls.wait_is_over(self.number);
                }
            });
        }
        if self.waits {
            acts(self);
            with_run(|run| {
                let object = run.changes(&self.shared.0);
                run.record(Some(object), Op::GivesUp, self.at);
                run.awaits_no_more(Some(object), self.wait);
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
            Did::Lag { missed } => Op::Lags { missed },
            Did::Subscribe => Op::Subscribes,
            Did::DropLastSender => Op::DropsLast(Side::Sends),
            Did::DropLastReceiver => Op::DropsLast(Side::Receives),
            Did::Take { permits, left } => Op::Takes { permits, left },
            Did::Give { permits, left } => Op::Gives { permits, left },
            Did::Forget { permits } => Op::Forgets { permits },
            Did::FindNoPermit => Op::FindsNoPermit,
            Did::FindClosed => Op::FindsClosed,
            Did::NotifyOne if self.is_awaited(object) => {
                Op::NotifyOne { woke: true }
            }
            Did::NotifyOne => Op::NotifyLater,
            Did::NotifyAll => Op::NotifyAll { woke: self.is_awaited(object) },
            Did::WereNotified => Op::IsNotified,
            Did::Close => Op::Closes,
            Did::Arrive => Op::Arrive,
            Did::Initialize => Op::Initialize,
            Did::FindInitialized => Op::FindsInitialized(true),
            Did::FindUninitialized => Op::FindsInitialized(false),
        }
    }

    /// The library's own lock is held or let go.
    fn holds(&mut self, did: Did, object: ObjectId, task: TaskId) -> Op {
        let (op, _) = match (&mut self.objects[object].model, did) {
            (Model::Mutex(mutex), Did::Unlock) => mutex.unlock(),
            (Model::Mutex(mutex), _) => mutex.lock(task),
            (Model::RwLock(lock), Did::LockToRead) => lock.read(task),
            (Model::RwLock(lock), Did::LockToWrite) => lock.write_after_wait(task),
            (Model::RwLock(lock), _) if lock.is_written() => lock.unlock_write(),
            (Model::RwLock(lock), _) => lock.unlock_read(task),
            (_, Did::Unlock) => (Op::Unlock, Mode::Looks),
            _ => (Op::Lock, Mode::Looks),
        };
        op
    }

    /// Whether a task awaits it.
    fn is_awaited(&self, object: ObjectId) -> bool {
        let awaits = |task: &Task| {
            let polled = task.polled.as_ref();
            polled.is_some_and(|polled| {
                polled.awaits.iter().any(|(one, _)| *one == Some(object))
            })
        };
        let mut others = self.tasks.iter().enumerate();
        others.any(|(place, task)| place != self.current && awaits(task))
    }
}
