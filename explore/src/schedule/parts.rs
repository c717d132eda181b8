//! What a future has taken that another one may drop half-way: a branch of a select, say.

use std::panic::Location;

use crate::model::ObjectId;
use crate::model::op::{Had, Op};

pub(super) type At = &'static Location<'static>;

/// A future that may be dropped half-way, as far as it has come.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// The message that it has received last, with its channel, unless it has done
    /// something since by which others may have got it.
    pub(super) message: Option<(ObjectId, usize)>,
    /// Where it has begun to wait since.
    pub(super) waits: Vec<At>,
    /// What it has come to last so that others may see it, if it waits since and has not
    /// begun anew: a channel or a lock, say.
    work: Option<ObjectId>,
    /// Where it has begun to wait last since.
    works_at: Option<At>,
    /// What it has received from last.
    receives_from: Option<ObjectId>,
    /// The locks that it holds, which are told as such.
    holds: Vec<ObjectId>,
}

/// The parts of a task that is polled.
#[derive(Default)]
pub(crate) struct Parts {
    /// Those that are polled, each by the one before.
    pub(super) polled: Vec<Part>,
    /// The one that is being dropped, and where.
    pub(super) dropped: Option<(Part, At)>,
}

impl Part {
    /// The future does this.
    pub(super) fn does(&mut self, object: Option<ObjectId>, op: Op) {
        self.works(object, op);
        match op {
            Op::Receive { message } => {
                self.message = object.map(|channel| (channel, message));
                self.waits.clear();
            }
            Op::SendsInVain
            | Op::Lock
            | Op::LockToWrite
            | Op::PushesOut { .. }
            | Op::Starts(_) => self.message = None,
            _ if puts(op) => self.message = None,
            _ => {}
        }
    }

    /// The future does this, which others may see.
    fn works(&mut self, object: Option<ObjectId>, op: Op) {
        match op {
            Op::Lock | Op::LockToWrite => self.holds.extend(object),
            Op::Unlock => self.holds.retain(|held| Some(*held) != object),
            Op::Receive { .. } => self.receives_from = object,
            Op::Forgets { .. } => {}
            _ if puts(op) => {}
            _ => return,
        }
        if !matches!(op, Op::Unlock) {
            self.work = object;
            self.works_at = None;
        }
    }

    /// The future waits, for a message of that channel or for something else. Who waits for
    /// the next message has done with the one before.
    fn waits(&mut self, channel: Option<ObjectId>, at: At) {
        let is_next =
            |before: Option<ObjectId>| channel.is_some() && channel == before;
        if is_next(self.message.map(|(channel, _)| channel)) {
            self.message = None;
        } else if self.message.is_some() && !self.waits.contains(&at) {
            self.waits.push(at);
        }
        if is_next(self.receives_from) {
            self.work = None;
        }
        self.works_at = Some(at);
    }

    /// Whether it is half-way with something as it waits there.
    pub(super) fn is_half_way_at(&self, at: At) -> bool {
        self.message.is_some() && self.waits.contains(&at)
            || self.work.is_some() && self.works_at == Some(at)
    }

    /// What is told of it as its wait there is given up: once.
    fn gives_up(&mut self, at: At) -> Option<(ObjectId, Had)> {
        let message = self.message.filter(|_| self.waits.contains(&at));
        let work = self
            .work
            .filter(|work| self.works_at == Some(at) && !self.holds.contains(work));
        let told = match message {
            Some((channel, message)) => (channel, Had::Message(message)),
            None => (work?, Had::Work),
        };
        (self.message, self.work) = (None, None);
        Some(told)
    }
}

impl Parts {
    /// What the part that is being dropped had, as the current task does this.
    pub(super) fn had(
        &mut self,
        object: Option<ObjectId>,
        op: Op,
        at: At,
    ) -> Option<Drops> {
        let (part, dropped) = self.dropped.as_mut()?;
        let (object, had) = match op {
            Op::Unlock | Op::Poisons => (object, Had::Lock),
            Op::Gives { permits, .. } => (object, Had::Permits(permits)),
            Op::GivesUp | Op::GoesOnNoMore => {
                let (object, had) = part.gives_up(at)?;
                (Some(object), had)
            }
            _ => return None,
        };
        Some((object, Op::DropsFuture(had), *dropped))
    }

    /// The task waits, for a message of that channel or for something else.
    pub(super) fn waits(&mut self, channel: Option<ObjectId>, at: At) {
        self.polled.iter_mut().for_each(|part| part.waits(channel, at));
    }
}

/// What the record tells of it when a part is dropped.
pub(super) type Drops = (Option<ObjectId>, Op, At);

/// Whether it puts something where others find it.
fn puts(op: Op) -> bool {
    matches!(
        op,
        Op::Send { .. }
            | Op::Write { .. }
            | Op::Add { .. }
            | Op::Subtract { .. }
            | Op::Change { .. }
            | Op::Apply { .. }
            | Op::Push { .. }
            | Op::PushMany { .. }
            | Op::Initialize
    )
}
