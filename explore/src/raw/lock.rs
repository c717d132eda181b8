use std::panic::Location;
use std::time::Duration;

use super::held::Held;
use crate::model::access::Mode;
use crate::model::handle::Handle;
use crate::model::hold::Hold;
use crate::model::object::{Kind, Model};
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::model::{Moment, ObjectId};
use crate::schedule::engine::{reach, reach_object, with_run};
use crate::schedule::run::Run;
use crate::time::{Instant, in_a_while, now};

/// A mutex or a reader-writer lock, without a value.
///
/// A writer that waits for readers is the next one: it keeps others out, but for those that
/// [read again](Hold::ReadAgain) while somebody reads.
#[derive(Debug)]
pub struct Lock {
    handle: Handle,
    held: Held,
}

/// What a task does to a lock that it can take, and the result of that.
type Take = fn(&mut Run, ObjectId, Hold) -> (Op, Mode);

impl Lock {
    /// A mutex, which is only held to write. The record calls it by this line.
    #[track_caller]
    pub const fn mutex() -> Lock {
        Lock { handle: Handle::new(Kind::Mutex), held: Held::new() }
    }

    /// A reader-writer lock. The record calls it by this line.
    #[track_caller]
    pub const fn rwlock() -> Lock {
        Lock { handle: Handle::new(Kind::RwLock), held: Held::new() }
    }

    /// Waits until it can be held so.
    #[track_caller]
    pub fn lock(&self, hold: Hold) {
        let at = Location::caller();
        hold_it(&self.handle, hold, None, at);
        self.held.take(hold, at, None);
    }

    /// Holds it so if that is possible. Returns whether it is.
    #[track_caller]
    pub fn try_lock(&self, hold: Hold) -> bool {
        let at = Location::caller();
        reach_object(&self.handle, at);
        match does(&self.handle, hold, try_to_hold, at) {
            Some(Op::FindsLocked) => false,
            _ => self.held.take(hold, at, Some(std::time::Instant::now())),
        }
    }

    /// The same, but waits for so long at most on the clock of the schedule.
    #[track_caller]
    pub fn try_lock_for(&self, hold: Hold, timeout: Duration) -> bool {
        self.hold_until(hold, in_a_while(timeout), timeout, Location::caller())
    }

    /// The same, but waits until this moment at most.
    #[track_caller]
    pub fn try_lock_until(&self, hold: Hold, until: Instant) -> bool {
        let until = until.moment();
        let left = until.saturating_sub(now());
        self.hold_until(hold, Some(until), left, Location::caller())
    }

    /// Lets it go that is held so: by who asks, or by somebody. It has no line of its own
    /// in the record, but that of the lock.
    ///
    /// # Panics
    ///
    /// If nobody holds it so.
    pub fn unlock(&self, hold: Hold) {
        let at = self.held.taken(hold).expect("who unlocks a lock holds it");
        reach_object(&self.handle, at);
        if hold == Hold::Write {
            // Nobody tells when the value is reached.
            with_run(Run::may_change);
        }
        self.held.give(hold, None);
        does(&self.handle, hold, let_go, at);
    }

    /// Who may write, or may go on to, holds it as this from now on: as a reader, or as one
    /// who may go on to write. Nobody writes in between.
    #[track_caller]
    pub fn downgrade(&self, from: Hold, to: Hold) {
        let at = Location::caller();
        reach_object(&self.handle, at);
        if from == Hold::Write {
            with_run(Run::may_change);
        }
        self.held.give(from, Some(to));
        does(&self.handle, to, hold_less, at);
    }

    /// Whether somebody holds it so that nobody can hold it as this, or waits for readers to
    /// write.
    #[track_caller]
    pub fn keeps_out(&self, hold: Hold) -> bool {
        reach_object(&self.handle, Location::caller());
        let keeps_out = with_run(|run| {
            run.looks(&self.handle);
            if hold == Hold::Write {
                // That somebody reads is no change to who wants to read too.
                run.changes(&self.handle);
            }
            let lock = run.object(&self.handle);
            match &run.objects[lock].model {
                Model::RwLock(lock) => !lock.lets(hold),
                _ => !run.mutex(lock).is_free(),
            }
        });
        keeps_out.unwrap_or_else(|| self.held.keeps_out(hold))
    }

    /// Whether who asks holds it so.
    pub fn is_mine(&self, hold: Hold) -> bool {
        self.held.is_mine(hold)
    }

    fn hold_until(
        &self,
        hold: Hold,
        until: Option<Moment>,
        left: Duration,
        at: &'static Location<'static>,
    ) -> bool {
        match hold_it(&self.handle, hold, until, at) {
            Some(Op::FindsLocked) => false,
            _ => self.held.take(
                hold,
                at,
                std::time::Instant::now().checked_add(left),
            ),
        }
    }

    pub(super) fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Lets the real mutex go while the modelled one is held.
    pub(super) fn release(&self) {
        self.held.give(Hold::Write, None);
    }

    /// Takes it again.
    pub(super) fn regain(&self, at: &'static Location<'static>) {
        self.held.take(Hold::Write, at, None);
    }
}

/// Waits until it can be held so, or the time is over. Returns what was done in the end:
/// `None` outside of a schedule.
fn hold_it(
    lock: &Handle,
    hold: Hold,
    until: Option<Moment>,
    at: &'static Location<'static>,
) -> Option<Op> {
    let pending =
        |run: &mut Run| Pending::Hold { lock: run.object(lock), hold, until };
    let take: Take = match until {
        None => begin_to_hold,
        Some(_) => begin_to_hold_in_time,
    };
    loop {
        if !reach(at, pending) {
            return None;
        }
        let is_over = with_run(|run| run.is_over(until)) == Some(true);
        let take = if is_over { hold_or_give_up } else { take };
        match does(lock, hold, take, at) {
            Some(Op::Wait(_)) => {}
            did => return did,
        }
    }
}

/// What the current task does to the lock: `None` outside of a schedule.
fn does(
    lock: &Handle,
    hold: Hold,
    act: Take,
    at: &'static Location<'static>,
) -> Option<Op> {
    with_run(|run| {
        let lock = run.object(lock);
        let did = act(run, lock, hold);
        run.did(lock, did, at);
        did.0
    })
}

fn begin_to_hold(run: &mut Run, lock: ObjectId, hold: Hold) -> (Op, Mode) {
    let task = run.current;
    match &mut run.objects[lock].model {
        Model::RwLock(lock) => lock.hold(hold, task),
        _ => run.mutex_mut(lock).lock(task),
    }
}

/// The same by who would do something else if it were later.
fn begin_to_hold_in_time(run: &mut Run, lock: ObjectId, hold: Hold) -> (Op, Mode) {
    (begin_to_hold(run, lock, hold).0, Mode::Changes)
}

fn hold_or_give_up(run: &mut Run, lock: ObjectId, hold: Hold) -> (Op, Mode) {
    let task = run.current;
    let did = match &mut run.objects[lock].model {
        Model::RwLock(lock) if !lock.lets(hold) => lock.give_up(task),
        Model::RwLock(lock) => lock.hold(hold, task),
        _ => run.mutex_mut(lock).try_lock(task),
    };
    (did.0, Mode::Changes)
}

fn try_to_hold(run: &mut Run, lock: ObjectId, hold: Hold) -> (Op, Mode) {
    let task = run.current;
    match &mut run.objects[lock].model {
        Model::RwLock(lock) => lock.try_hold(hold, task),
        _ => run.mutex_mut(lock).try_lock(task),
    }
}

fn let_go(run: &mut Run, lock: ObjectId, hold: Hold) -> (Op, Mode) {
    let task = run.current;
    match &mut run.objects[lock].model {
        Model::RwLock(lock) => lock.let_go(hold, task),
        _ => run.mutex_mut(lock).unlock(),
    }
}

fn hold_less(run: &mut Run, lock: ObjectId, hold: Hold) -> (Op, Mode) {
    let task = run.current;
    run.rwlock_mut(lock).hold_less(hold, task)
}
