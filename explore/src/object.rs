//! What tasks share: mutexes, atomics and the like, as the schedule sees them.

use std::fmt;
use std::panic::Location;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::pipe::Channel;
use crate::run::TaskId;

/// The place of an object among those that one schedule used, in order of first use.
pub(crate) type ObjectId = usize;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Atomic,
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
            Kind::WaitGroup => "wait group",
        })
    }
}

/// One object of the schedule that runs.
pub(crate) struct Object {
    pub(crate) kind: Kind,
    pub(crate) made: &'static Location<'static>,
    pub(crate) model: Model,
}

impl Object {
    /// The same for objects that cannot be told from each other by where they were made.
    pub(crate) fn class(&self) -> u64 {
        std::ptr::from_ref(self.made).addr() as u64 ^ (self.kind as u64) << 56
    }
}

/// What decides who may go on: the values themselves lie in the modelled types.
pub(crate) enum Model {
    Atomic,
    Barrier {
        arrived: usize,
        generation: usize,
    },
    Channel(Channel),
    Condvar(Waiters),
    Mutex {
        holder: Option<TaskId>,
    },
    /// Nothing to decide: the value knows who may go on.
    Plain,
    Once {
        state: Once,
    },
    Parker {
        unparked: bool,
    },
    RwLock(Readers),
    WaitGroup {
        members: usize,
    },
}

impl Model {
    fn new(kind: Kind) -> Model {
        match kind {
            Kind::Atomic => Model::Atomic,
            Kind::Notify | Kind::Queue | Kind::Semaphore => Model::Plain,
            Kind::Barrier => Model::Barrier { arrived: 0, generation: 0 },
            Kind::Channel => Model::Channel(Channel::new(None)),
            Kind::Condvar => Model::Condvar(Waiters::default()),
            Kind::Mutex => Model::Mutex { holder: None },
            Kind::Once => Model::Once { state: Once::New },
            Kind::Parker => Model::Parker { unparked: false },
            Kind::RwLock => Model::RwLock(Readers::default()),
            Kind::WaitGroup => Model::WaitGroup { members: 1 },
        }
    }
}

/// How far the one-time initialization has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Once {
    New,
    Running(TaskId),
    Done,
    Poisoned,
}

/// Who holds a reader-writer lock.
#[derive(Default)]
pub(crate) struct Readers {
    pub(crate) writer: Option<TaskId>,
    pub(crate) readers: Vec<TaskId>,
    /// Writers that have found it read and wait. Nobody else begins to read until the last
    /// reader has gone.
    pub(crate) waiting: Vec<TaskId>,
}

impl Readers {
    /// Whether somebody can begin to read.
    pub(crate) fn lets_read(&self) -> bool {
        self.writer.is_none() && self.waiting.is_empty()
    }

    /// Whether nobody reads or writes.
    pub(crate) fn is_free(&self) -> bool {
        self.writer.is_none() && self.readers.is_empty()
    }
}

/// Who waits on a condition variable. Which waiter a `notify_one` wakes is decided when
/// one of those who waited at that moment goes on: every choice is a schedule.
#[derive(Default)]
pub(crate) struct Waiters {
    waiting: Vec<TaskId>,
    /// For each notification that has woken nobody yet, those that it may wake.
    signals: Vec<Vec<TaskId>>,
}

impl Waiters {
    pub(crate) fn wait(&mut self, task: TaskId) {
        self.waiting.push(task);
    }

    /// Returns whether there was a task to wake.
    pub(crate) fn notify_one(&mut self) -> bool {
        let asleep = self.waiting.len() > self.signals.len();
        if asleep {
            self.signals.push(self.waiting.clone());
        }
        asleep
    }

    /// Returns whether there was a task to wake.
    pub(crate) fn notify_all(&mut self) -> bool {
        let mut any = false;
        while self.notify_one() {
            any = true;
        }
        any
    }

    pub(crate) fn may_wake(&self, task: TaskId) -> bool {
        self.signals.iter().any(|signal| signal.contains(&task))
    }

    /// Takes the oldest notification that may wake the task, which stops waiting.
    /// Returns whether there was one: if not, its time ran out.
    pub(crate) fn wake(&mut self, task: TaskId) -> bool {
        self.waiting.retain(|&waiting| waiting != task);
        let signal = self.signals.iter().position(|may| may.contains(&task));
        if let Some(signal) = signal {
            self.signals.remove(signal);
        }
        // If it waits again, that is too late for the others.
        for signal in &mut self.signals {
            signal.retain(|&may| may != task);
        }
        signal.is_some()
    }
}

/// What a modelled type carries: where it was made, and which object it is in the
/// schedule that runs.
pub(crate) struct Handle {
    kind: Kind,
    made: &'static Location<'static>,
    /// The schedule's number above, the object's place plus one in the lowest bits.
    stamp: AtomicU64,
}

const PLACE_BITS: u32 = 16;

impl Handle {
    /// Of an object that the caller makes.
    #[track_caller]
    pub(crate) const fn new(kind: Kind) -> Handle {
        Handle { kind, made: Location::caller(), stamp: AtomicU64::new(0) }
    }

    /// Where the object was made.
    pub(crate) fn made(&self) -> &'static Location<'static> {
        self.made
    }

    /// The object in the schedule with this number, added at its first use.
    ///
    /// # Errors
    ///
    /// If an earlier schedule used it: what one schedule left behind would decide the
    /// verdict on the next.
    pub(crate) fn id(
        &self,
        schedule: u64,
        objects: &mut Vec<Object>,
    ) -> Result<ObjectId, String> {
        let stamp = self.stamp.load(Ordering::Relaxed);
        let place = stamp & ((1 << PLACE_BITS) - 1);
        if place != 0 {
            if stamp >> PLACE_BITS != schedule {
                return Err(format!(
                    "the {} made at {}:{} outlives a schedule, so each would start \
                     where the last one stopped: make it inside the program",
                    self.kind,
                    self.made.file(),
                    self.made.line()
                ));
            }
            return Ok(place as usize - 1);
        }
        let id = objects.len();
        if id + 1 >= 1 << PLACE_BITS {
            return Err("the program uses more than 65,000 objects".to_string());
        }
        objects.push(Object {
            kind: self.kind,
            made: self.made,
            model: Model::new(self.kind),
        });
        let stamp = schedule << PLACE_BITS | (id as u64 + 1);
        self.stamp.store(stamp, Ordering::Relaxed);
        Ok(id)
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.kind, self.made)
    }
}

/// A moment on the clock of a schedule, which starts at zero.
pub(crate) type Moment = Duration;
