//! Who waits at which channels, as the schedule sees it.

use std::ops::Range;

use super::{Channel, Port, Ticket};
use crate::access::{Key, Mode};
use crate::object::{Model, ObjectId};
use crate::op::Wait;
use crate::run::{Pending, Run, TaskId};

/// The two sides of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Sends,
    Receives,
}

/// One operation of those that a task waits for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arm {
    pub(crate) channel: ObjectId,
    pub(crate) side: Side,
    /// Whether it takes another task that waits on the other side.
    pub(crate) meets: bool,
}

impl Arm {
    pub(crate) fn wait(&self) -> Wait {
        match self.side {
            Side::Receives => Wait::Message,
            Side::Sends if self.meets => Wait::Receiver,
            Side::Sends => Wait::Room,
        }
    }

    /// Whether it is the other side of the same channel.
    fn faces(&self, other: Arm) -> bool {
        self.channel == other.channel && self.side != other.side
    }
}

/// The arms of one select among those of the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arms {
    first: usize,
    end: usize,
}

impl Arms {
    pub(crate) fn range(self) -> Range<usize> {
        self.first..self.end
    }
}

impl Run {
    pub(crate) fn add_arms(&mut self, ports: &[Port]) -> Arms {
        let first = self.arms.len();
        for port in ports {
            let arm = port.arm(self);
            self.arms.push(arm);
        }
        Arms { first, end: self.arms.len() }
    }

    pub(crate) fn channel(&self, channel: ObjectId) -> Channel {
        match self.objects[channel].model {
            Model::Channel(channel) => channel,
            _ => Channel::new(None),
        }
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
            }
        }
    }
}
