//! What the operations of a channel touch.
//!
//! In a channel with room for messages, to send and to receive may be swapped where both
//! are possible: the two sides have a part of the channel each, and a message comes after
//! its send as a send comes after the receive that made room for it. In one without, all
//! that happens is seen by both sides.

use super::run::Run;
use crate::model::access::{Key, Mode};
use crate::model::arms::Side;
use crate::model::channel::Ticket;
use crate::model::pending::Pending;
use crate::model::{ObjectId, TaskId};

impl Run {
    /// The current task finds out how much is in the channel and who is at its ends.
    pub(crate) fn looks_at_channel(&mut self, channel: ObjectId) {
        self.touch_channel(channel, Mode::Looks, Mode::Looks);
    }

    /// It drops the last end of this side, and what is unread if it `discards` that.
    pub(crate) fn leaves_channel(
        &mut self,
        channel: ObjectId,
        side: Side,
        discards: bool,
    ) {
        self.channel_mut(channel).leave(side, discards);
        match side {
            Side::Sends => self.touch(Key::Sent(channel), Mode::Changes),
            Side::Receives => {
                self.touch_channel(channel, Mode::Changes, Mode::Changes);
            }
        }
    }

    /// It sends or receives without meeting another task. If it has not `waited` until it
    /// can, it might have found that it cannot.
    pub(crate) fn claims(
        &mut self,
        channel: ObjectId,
        side: Side,
        ticket: Ticket,
        waited: bool,
    ) {
        let state = self.channel(channel);
        let (capacity, is_whole) =
            (state.capacity, state.meets() || state.is_timed());
        let Ticket::Message(number) = ticket else {
            return self.looks_at_channel(channel);
        };
        if is_whole {
            return self.touch_channel(channel, Mode::Changes, Mode::Changes);
        }
        match side {
            Side::Sends => {
                if !waited && capacity.is_some() {
                    self.touch(Key::Received(channel), Mode::Looks);
                }
                self.touch(Key::Sent(channel), Mode::Changes);
                let room = capacity.and_then(|room| number.checked_sub(room));
                if let Some(before) = room {
                    self.touch(Key::Room(channel, before), Mode::Follows);
                }
            }
            Side::Receives => {
                if !waited {
                    self.touch(Key::Sent(channel), Mode::Looks);
                }
                self.touch(Key::Received(channel), Mode::Changes);
                if capacity.is_some() {
                    self.touch(Key::Room(channel, number), Mode::Leaves);
                }
            }
        }
    }

    /// Others see that the task begins or stops to wait to be met at these channels.
    pub(crate) fn changes_waiting(&mut self, task: TaskId) {
        let Pending::Select { arms, .. } = self.tasks[task].pending else { return };
        for place in arms.range() {
            let arm = self.arms[place];
            if arm.meets {
                self.touch_channel(arm.channel, Mode::Changes, Mode::Changes);
            }
        }
    }

    /// Touches both sides; the clock is the other side of some.
    fn touch_channel(&mut self, channel: ObjectId, sent: Mode, received: Mode) {
        if self.channel(channel).is_timed() {
            self.touch(Key::Clock, Mode::Looks);
        }
        self.touch(Key::Sent(channel), sent);
        self.touch(Key::Received(channel), received);
    }
}
