//! Who waits at which channels, as the schedule sees it.

use super::run::Run;
use crate::model::access::{Key, Mode};
use crate::model::arms::{Arm, Arms};
use crate::model::channel::{Channel, Ticket};
use crate::model::pending::Pending;
use crate::model::{ObjectId, TaskId};

impl Run {
    /// From now on this is what is known of the channel.
    pub(crate) fn sees_channel(&mut self, channel: ObjectId, now: Channel) {
        self.has_timers |= now.is_timed();
        self.may_save &= !now.is_timed();
        *self.channel_mut(channel) = now;
    }

    /// The places of those arms by which the task can go on now.
    pub(crate) fn ready(
        &self,
        task: TaskId,
        arms: Arms,
    ) -> impl Iterator<Item = usize> {
        let arms = self.arms[arms.range()].iter().enumerate();
        arms.filter(move |&(_, &arm)| self.is_ready(task, arm))
            .map(|(place, _)| place)
    }

    fn is_ready(&self, task: TaskId, arm: Arm) -> bool {
        self.channel(arm.channel).is_ready(arm.side, self.now)
            || arm.meets && self.partner(task, arm).is_some()
    }

    /// The task that has waited longest to be met at this arm, and at which of its own.
    /// It is met even if it could go on by itself meanwhile: crossbeam begins to wait at
    /// one arm after the other.
    fn partner(&self, task: TaskId, arm: Arm) -> Option<(TaskId, usize)> {
        let waits = |other: TaskId| match self.tasks[other].pending {
            Pending::Select { arms, turn: Some(turn), .. } if other != task => {
                let arms = &self.arms[arms.range()];
                let place = arms.iter().position(|own| own.faces(arm))?;
                Some((turn, (other, place)))
            }
            _ => None,
        };
        let partners = (0..self.tasks.len()).filter_map(waits);
        partners.min_by_key(|&(turn, _)| turn).map(|(_, partner)| partner)
    }

    /// The current task meets the one that has waited longest: the two have a message
    /// with this number in common.
    pub(crate) fn meet(&mut self, met: Arm, message: usize) -> Option<()> {
        let (task, arm) = self.partner(self.current, met)?;
        self.changes_waiting(task);
        if self.tasks[task].pending.until().is_some() {
            self.touch(Key::Clock, Mode::Looks);
        }
        let channel = met.channel;
        self.tasks[task].pending = Pending::Met { arm, message, channel };
        self.trace.meets();
        Some(())
    }

    /// If the current task was met, at which arm.
    pub(crate) fn met(&mut self) -> Option<(usize, Ticket)> {
        let Pending::Met { arm, message, channel } = self.task().pending else {
            return None;
        };
        self.touch(Key::Sent(channel), Mode::Follows);
        Some((arm, Ticket::Message(message)))
    }

    /// The message with this number is delivered.
    pub(crate) fn arrives(&mut self, channel: ObjectId, message: usize) {
        for task in &mut self.tasks {
            if let Pending::Take { channel: its, message: waited_for, arrived } =
                &mut task.pending
                && (*its, *waited_for) == (channel, message)
            {
                *arrived = true;
                self.trace.meets();
            }
        }
    }
}
