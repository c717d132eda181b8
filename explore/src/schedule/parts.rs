//! What a future has taken that another one may drop half-way: a branch of a select, say.

use std::panic::Location;

use crate::model::ObjectId;
use crate::model::op::{Had, Op, Wait};

pub(super) type At = &'static Location<'static>;

/// A future that may be dropped half-way, as far as it has come.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// The message that it has received last, with its channel, unless it has done
    /// something since by which others may have got it.
    pub(super) message: Option<(ObjectId, usize)>,
    /// Where it has begun to wait since.
    pub(super) waits: Vec<At>,
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
        match op {
            Op::Receive { message } => {
                self.message = object.map(|channel| (channel, message));
                self.waits.clear();
            }
            Op::Send { .. }
            | Op::SendsInVain
            | Op::Lock
            | Op::LockToWrite
            | Op::Write { .. }
            | Op::Add { .. }
            | Op::Subtract { .. }
            | Op::Change { .. }
            | Op::Apply { .. }
            | Op::Push { .. }
            | Op::PushMany { .. }
            | Op::PushesOut { .. }
            | Op::Initialize
            | Op::Starts(_) => self.message = None,
            _ => {}
        }
    }

    /// The future waits. Who waits for the next message has done with the one before.
    fn waits(&mut self, object: Option<ObjectId>, wait: Wait, at: At) {
        match self.message {
            Some((channel, _))
                if wait == Wait::Message && object == Some(channel) =>
            {
                self.message = None;
            }
            Some(_) if !self.waits.contains(&at) => self.waits.push(at),
            _ => {}
        }
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
            Op::GivesUp if part.waits.contains(&at) => {
                let (channel, message) = part.message.take()?;
                (Some(channel), Had::Message(message))
            }
            _ => return None,
        };
        Some((object, Op::DropsFuture(had), *dropped))
    }

    /// The task waits.
    pub(super) fn waits(&mut self, object: Option<ObjectId>, wait: Wait, at: At) {
        self.polled.iter_mut().for_each(|part| part.waits(object, wait, at));
    }
}

/// What the record tells of it when a part is dropped.
pub(super) type Drops = (Option<ObjectId>, Op, At);
