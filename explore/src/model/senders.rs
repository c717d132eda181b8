//! Where the senders of the channels were made, for the record: who still has one is asked
//! when a task waits in vain for a message.

use std::panic::Location;

use super::ObjectId;

/// Which of the senders of its channel it is.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub enum Sender {
    /// The one that was made with the channel.
    First,
    /// A clone: the number of the schedule that has made it, and its place there.
    #[doc(hidden)]
    Clone(u64, usize),
    /// One that no schedule has made.
    #[default]
    Unknown,
}

/// The senders of a schedule.
#[derive(Default)]
pub(crate) struct Senders {
    /// The number of the schedule.
    schedule: u64,
    /// The channel of each clone that there is, and where it was made.
    clones: Vec<Option<(ObjectId, &'static Location<'static>)>>,
    /// The channels whose first sender is gone.
    without_first: Vec<ObjectId>,
}

impl Senders {
    /// Forgets them but keeps the memory for the schedule with this number.
    pub(crate) fn reset(&mut self, schedule: u64) {
        self.schedule = schedule;
        self.clones.clear();
        self.without_first.clear();
    }

    /// They are as the other ones, in this schedule.
    pub(crate) fn copy_from(&mut self, other: &Senders) {
        self.clones.clone_from(&other.clones);
        self.without_first.clone_from(&other.without_first);
    }

    /// One more of the channel.
    pub(crate) fn clones(
        &mut self,
        channel: ObjectId,
        at: &'static Location<'static>,
    ) -> Sender {
        self.clones.push(Some((channel, at)));
        Sender::Clone(self.schedule, self.clones.len() - 1)
    }

    /// This one of the channel is dropped.
    pub(crate) fn drops(&mut self, channel: ObjectId, sender: Sender) {
        match sender {
            Sender::First => self.without_first.push(channel),
            Sender::Clone(schedule, place) if schedule == self.schedule => {
                self.clones[place] = None;
            }
            Sender::Clone(..) | Sender::Unknown => {}
        }
    }

    /// Where those were made that the channel still has, which was made there itself.
    pub(crate) fn of(
        &self,
        channel: ObjectId,
        made: &'static Location<'static>,
    ) -> Vec<&'static Location<'static>> {
        let has_first = !self.without_first.contains(&channel);
        let clones = self.clones.iter().flatten();
        let clones = clones.filter(|(of, _)| *of == channel).map(|(_, at)| *at);
        has_first.then_some(made).into_iter().chain(clones).collect()
    }
}
