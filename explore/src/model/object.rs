//! What tasks share: mutexes, atomics and the like, as the schedule sees them.

use std::fmt;
use std::panic::Location;

use super::barrier::Barrier;
use super::channel::Channel;
use super::condvar::Condvar;
use super::mutex::Mutex;
use super::once::Once;
use super::parker::Parker;
use super::rwlock::RwLock;
use super::wait_group::WaitGroup;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The one that zeros stand for.
    Atomic = 0,
    Barrier,
    Channel,
    Condvar,
    Mutex,
    Notify,
    Once,
    Parker,
    Queue,
    RwLock,
    Semaphore,
    Set,
    WaitGroup,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Atomic => "atomic",
            Kind::Barrier => "barrier",
            Kind::Channel => "channel",
            Kind::Condvar => "condvar",
            Kind::Mutex => "mutex",
            Kind::Notify => "notify",
            Kind::Once => "once cell",
            Kind::Parker => "parker",
            Kind::Queue => "queue",
            Kind::RwLock => "rwlock",
            Kind::Semaphore => "semaphore",
            Kind::Set => "set",
            Kind::WaitGroup => "wait group",
        })
    }
}

/// One object of the schedule that runs.
#[derive(Clone)]
pub(crate) struct Object {
    pub(crate) kind: Kind,
    pub(crate) made: &'static Location<'static>,
    pub(crate) model: Model,
}

impl Object {
    #[inline]
    pub(crate) fn new(kind: Kind, made: &'static Location<'static>) -> Object {
        Object { kind, made, model: Model::new(kind) }
    }

    /// It is as the other.
    #[inline]
    pub(crate) fn copy_from(&mut self, other: &Object) {
        (self.kind, self.made) = (other.kind, other.made);
        if !matches!((&self.model, &other.model), (Model::Plain, Model::Plain)) {
            self.model.clone_from(&other.model);
        }
    }

    /// The same for objects that cannot be told from each other by where they were made.
    pub(crate) fn class(&self) -> u64 {
        std::ptr::from_ref(self.made).addr() as u64 ^ (self.kind as u64) << 56
    }
}

/// What decides who may go on: the values themselves lie in the modelled types.
#[derive(Clone)]
pub(crate) enum Model {
    Barrier(Barrier),
    Channel(Channel),
    Condvar(Condvar),
    Mutex(Mutex),
    Once(Once),
    Parker(Parker),
    /// Nothing to decide, or the value knows who may go on.
    Plain,
    RwLock(RwLock),
    WaitGroup(WaitGroup),
}

impl Model {
    fn new(kind: Kind) -> Model {
        match kind {
            Kind::Atomic
            | Kind::Notify
            | Kind::Queue
            | Kind::Semaphore
            | Kind::Set => Model::Plain,
            Kind::Barrier => Model::Barrier(Barrier::default()),
            Kind::Channel => Model::Channel(Channel::new(None)),
            Kind::Condvar => Model::Condvar(Condvar::default()),
            Kind::Mutex => Model::Mutex(Mutex::default()),
            Kind::Once => Model::Once(Once::default()),
            Kind::Parker => Model::Parker(Parker::default()),
            Kind::RwLock => Model::RwLock(RwLock::default()),
            Kind::WaitGroup => Model::WaitGroup(WaitGroup::default()),
        }
    }
}
