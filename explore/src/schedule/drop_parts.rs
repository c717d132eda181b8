//! The futures that the current task polls and that it may drop half-way.

use std::mem;

use super::parts::{At, Drops, Part};
use super::run::Run;
use crate::model::ObjectId;
use crate::model::op::Op;

impl Run {
    /// The current task polls this future until [`end_part`](Run::end_part).
    pub(crate) fn begin_part(&mut self, part: &mut Part) {
        if let Some(polled) = &mut self.task().polled {
            polled.parts.polled.push(mem::take(part));
        }
    }

    pub(crate) fn end_part(&mut self) -> Option<Part> {
        self.task().polled.as_mut()?.parts.polled.pop()
    }

    /// The current task drops this future until [`end_drop`](Run::end_drop), unless it
    /// drops another one of which it is a part: whether it does.
    pub(crate) fn begin_drop(&mut self, part: &mut Part, at: At) -> bool {
        let Some(polled) = &mut self.task().polled else { return false };
        let begins = polled.parts.dropped.is_none();
        if begins {
            polled.parts.dropped = Some((mem::take(part), at));
        }
        begins
    }

    pub(crate) fn end_drop(&mut self) {
        if let Some(polled) = &mut self.task().polled {
            polled.parts.dropped = None;
        }
    }

    /// The current task drops what has waited there, for this or for no object. It is told if
    /// that ends a future that has done something before.
    pub(crate) fn drops_wait(&mut self, object: Option<ObjectId>, op: Op, at: At) {
        let polled = self.task().polled.as_ref();
        let dropped = polled.and_then(|polled| polled.parts.dropped.as_ref());
        if dropped.is_some_and(|(part, _)| part.is_half_way_at(at)) {
            self.record(object, op, at);
        }
    }

    /// The current task lets others go first there.
    pub(crate) fn waits_for_turn(&mut self, at: At) {
        let current = self.current;
        if let Some(polled) = &mut self.task().polled {
            polled.parts.waits(None, at);
            if let Some(stacks) = &mut self.stacks {
                stacks.waits(current, at);
            }
        }
    }

    /// What is to be recorded before the current task does this.
    pub(super) fn drops_with(
        &mut self,
        object: Option<ObjectId>,
        op: Op,
        at: At,
    ) -> Option<Drops> {
        self.task().polled.as_mut()?.parts.had(object, op, at)
    }

    /// The current task has done this.
    pub(super) fn parts_do(&mut self, object: Option<ObjectId>, op: Op) {
        if let Some(polled) = &mut self.task().polled {
            polled.parts.polled.iter_mut().for_each(|part| part.does(object, op));
        }
    }
}
