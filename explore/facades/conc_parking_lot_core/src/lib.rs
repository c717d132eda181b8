//! parking_lot_core, but that who is parked waits in the models of [`explore`]: for crates
//! that make locks of their own by it. In a package that is explored this source is
//! compiled in its place, so it names what is modelled by `explore`, never by `std`.
//!
//! The steps of a queue are told in the lines that call it.
//!
//! All queues are behind one lock. Whom a queue wakes is never told to be fair, and who
//! spins is told to park at once: a schedule in which it spins first is one in which it
//! parks later. The detection of deadlocks is not there.
//!
//! Nothing here is unsafe but to call it, as with parking_lot_core: a key could be that of
//! another lock, whose promises would be broken then.
#![allow(unsafe_code)]

use explore::hint;
use explore::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use explore::time::Instant;

/// How a wait in a queue has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParkResult {
    /// Somebody has woken it, with this.
    Unparked(UnparkToken),
    /// It did not begin.
    Invalid,
    /// Its time was over.
    TimedOut,
}

impl ParkResult {
    /// Whether somebody has woken it.
    pub fn is_unparked(self) -> bool {
        matches!(self, ParkResult::Unparked(_))
    }
}

/// Who was woken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnparkResult {
    /// How many.
    pub unparked_threads: usize,
    /// How many wait in another queue now.
    pub requeued_threads: usize,
    /// Whether somebody was woken and others still wait.
    pub have_more_threads: bool,
    /// Whether the lock should go to who was woken: never.
    pub be_fair: bool,
}

/// What [`unpark_requeue`] does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequeueOp {
    /// Nothing.
    Abort,
    /// Wakes one; the others wait in the other queue.
    UnparkOneRequeueRest,
    /// All wait in the other queue.
    RequeueAll,
    /// Wakes one.
    UnparkOne,
    /// One waits in the other queue.
    RequeueOne,
}

/// What [`unpark_filter`] does with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterOp {
    /// Wakes it.
    Unpark,
    /// Leaves it there.
    Skip,
    /// Leaves it and those behind it there.
    Stop,
}

/// What who is woken is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnparkToken(pub usize);

/// What who waits says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParkToken(pub usize);

/// Nothing.
pub const DEFAULT_UNPARK_TOKEN: UnparkToken = UnparkToken(0);

/// Nothing.
pub const DEFAULT_PARK_TOKEN: ParkToken = ParkToken(0);

/// The queues.
struct Queues {
    /// The number that the next one gets who waits.
    next: u64,
    /// Those who wait, whatever the queue, in their order.
    parked: Vec<Parked>,
    /// Those who were woken and have not gone on, by their numbers.
    woken: Vec<(u64, UnparkToken)>,
}

/// One who waits.
struct Parked {
    number: u64,
    key: usize,
    token: ParkToken,
    wakes: Arc<Condvar>,
}

static QUEUES: Mutex<Queues> =
    Mutex::new(Queues { next: 0, parked: Vec::new(), woken: Vec::new() });

impl Queues {
    #[track_caller]
    fn lock() -> MutexGuard<'static, Queues> {
        QUEUES.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[track_caller]
    fn push(&mut self, key: usize, token: ParkToken) -> (u64, Arc<Condvar>) {
        let (number, wakes) = (self.next, Arc::new(Condvar::new()));
        self.next += 1;
        let own = Arc::clone(&wakes);
        self.parked.push(Parked { number, key, token, wakes });
        (number, own)
    }

    fn has(&self, key: usize) -> bool {
        self.parked.iter().any(|one| one.key == key)
    }

    /// The first ones of the queue, so many at most, who wait in it no more.
    fn pop(&mut self, key: usize, most: usize) -> Vec<Parked> {
        let mut left = most;
        let takes = |one: &mut Parked| {
            let takes = one.key == key && left > 0;
            left -= usize::from(takes);
            takes
        };
        self.parked.extract_if(.., takes).collect()
    }

    #[track_caller]
    fn wake(&mut self, ones: Vec<Parked>, token: UnparkToken) {
        for one in ones {
            self.woken.push((one.number, token));
            one.wakes.notify_one();
        }
    }

    /// What who has this number was told, if it was woken.
    fn told(&mut self, number: u64) -> Option<UnparkToken> {
        let place = self.woken.iter().position(|&(one, _)| one == number)?;
        Some(self.woken.swap_remove(place).1)
    }

    /// Takes who has this number out of its queue. Returns the key of the queue, and
    /// whether nobody else waits there.
    fn give_up(&mut self, number: u64) -> Option<(usize, bool)> {
        let place = self.parked.iter().position(|one| one.number == number)?;
        let key = self.parked.remove(place).key;
        Some((key, !self.has(key)))
    }
}

/// Waits in the queue of this key, unless `validate` says no, until somebody wakes it or
/// the time is over.
///
/// # Safety
///
/// See parking_lot_core.
#[track_caller]
pub unsafe fn park(
    key: usize,
    validate: impl FnOnce() -> bool,
    before_sleep: impl FnOnce(),
    timed_out: impl FnOnce(usize, bool),
    park_token: ParkToken,
    timeout: Option<Instant>,
) -> ParkResult {
    let mut queues = Queues::lock();
    if !validate() {
        return ParkResult::Invalid;
    }
    let (number, wakes) = queues.push(key, park_token);
    drop(queues);
    before_sleep();
    let mut queues = Queues::lock();
    loop {
        if let Some(token) = queues.told(number) {
            return ParkResult::Unparked(token);
        }
        let left = timeout
            .map(|until| until.saturating_duration_since(Instant::exactly_now()));
        if left.is_some_and(|left| left.is_zero())
            && let Some((key, was_last)) = queues.give_up(number)
        {
            timed_out(key, was_last);
            return ParkResult::TimedOut;
        }
        queues = match left {
            Some(left) => {
                let waited = wakes.wait_timeout(queues, left);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
            None => wakes.wait(queues).unwrap_or_else(PoisonError::into_inner),
        };
    }
}

/// Wakes the first one of the queue, who is told what `callback` returns.
///
/// # Safety
///
/// See parking_lot_core.
#[track_caller]
pub unsafe fn unpark_one(
    key: usize,
    callback: impl FnOnce(UnparkResult) -> UnparkToken,
) -> UnparkResult {
    let mut queues = Queues::lock();
    let ones = queues.pop(key, 1);
    let result = UnparkResult {
        unparked_threads: ones.len(),
        have_more_threads: !ones.is_empty() && queues.has(key),
        ..UnparkResult::default()
    };
    let token = callback(result);
    queues.wake(ones, token);
    result
}

/// Wakes all of the queue. Returns how many there were.
///
/// # Safety
///
/// See parking_lot_core.
#[track_caller]
pub unsafe fn unpark_all(key: usize, unpark_token: UnparkToken) -> usize {
    let mut queues = Queues::lock();
    let ones = queues.pop(key, usize::MAX);
    let woken = ones.len();
    queues.wake(ones, unpark_token);
    woken
}

/// Wakes one of the queue, or lets some wait in another one, as `validate` says.
///
/// # Safety
///
/// See parking_lot_core.
#[track_caller]
pub unsafe fn unpark_requeue(
    key_from: usize,
    key_to: usize,
    validate: impl FnOnce() -> RequeueOp,
    callback: impl FnOnce(RequeueOp, UnparkResult) -> UnparkToken,
) -> UnparkResult {
    let mut queues = Queues::lock();
    let op = validate();
    let (wakes, moves) = match op {
        RequeueOp::Abort => return UnparkResult::default(),
        RequeueOp::UnparkOneRequeueRest => (1, usize::MAX),
        RequeueOp::RequeueAll => (0, usize::MAX),
        RequeueOp::UnparkOne => (1, 0),
        RequeueOp::RequeueOne => (0, 1),
    };
    let ones = queues.pop(key_from, wakes);
    let moved = queues.pop(key_from, moves);
    let result = UnparkResult {
        unparked_threads: ones.len(),
        requeued_threads: moved.len(),
        have_more_threads: queues.has(key_from),
        ..UnparkResult::default()
    };
    queues
        .parked
        .extend(moved.into_iter().map(|one| Parked { key: key_to, ..one }));
    let token = callback(op, result);
    queues.wake(ones, token);
    result
}

/// Wakes those of the queue whom `filter` chooses, who are told what `callback` returns.
///
/// # Safety
///
/// See parking_lot_core.
#[track_caller]
pub unsafe fn unpark_filter(
    key: usize,
    mut filter: impl FnMut(ParkToken) -> FilterOp,
    callback: impl FnOnce(UnparkResult) -> UnparkToken,
) -> UnparkResult {
    let mut queues = Queues::lock();
    let mut stops = false;
    let mut have_more_threads = false;
    let chosen = |one: &mut Parked| {
        if one.key != key || stops {
            return false;
        }
        let op = filter(one.token);
        stops = op == FilterOp::Stop;
        have_more_threads |= op != FilterOp::Unpark;
        op == FilterOp::Unpark
    };
    let ones: Vec<Parked> = queues.parked.extract_if(.., chosen).collect();
    let result = UnparkResult {
        unparked_threads: ones.len(),
        have_more_threads,
        ..UnparkResult::default()
    };
    let token = callback(result);
    queues.wake(ones, token);
    result
}

/// Nobody is asked who waits for whom: exploring sees it.
pub mod deadlock {
    /// Does nothing.
    ///
    /// # Safety
    ///
    /// None is needed.
    pub unsafe fn acquire_resource(_key: usize) {}

    /// Does nothing.
    ///
    /// # Safety
    ///
    /// None is needed.
    pub unsafe fn release_resource(_key: usize) {}
}

/// Counts the turns of a loop that spins before it parks.
#[derive(Debug, Default)]
pub struct SpinWait(());

impl SpinWait {
    /// None so far.
    pub fn new() -> SpinWait {
        SpinWait(())
    }

    /// Forgets them.
    pub fn reset(&mut self) {}

    /// Whether to spin once more: it is time to park.
    pub fn spin(&mut self) -> bool {
        false
    }

    /// Spins, for who does not park.
    #[track_caller]
    pub fn spin_no_yield(&mut self) {
        hint::spin_loop();
    }
}
