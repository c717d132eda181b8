use std::collections::VecDeque;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};

use super::state::State;
use crate::model::access::{Key, Mode};
use crate::model::arms::{Arm, Side};
use crate::model::channel::{Channel, Ticket};
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::model::senders::Sender;
use crate::model::{Moment, ObjectId};
use crate::schedule::engine::{
    announce, does, does_to, reach, with_run, with_tasks,
};
use crate::schedule::run::Run;

/// A channel without its messages.
pub(crate) struct Core {
    handle: Handle,
    pub(super) state: State,
    /// For which moments the timer's messages were due that nobody has taken yet.
    due: Mutex<VecDeque<(usize, Moment)>>,
}

impl Core {
    #[track_caller]
    pub(super) fn new(channel: Channel) -> Core {
        Core {
            handle: Handle::new(Kind::Channel),
            state: State::new(channel),
            due: Mutex::new(VecDeque::new()),
        }
    }

    /// How many messages there are: an operation, as others can change it.
    pub(super) fn len(&self, at: &'static Location<'static>) -> usize {
        reach(at, |run| {
            self.id(run);
            Pending::Ready
        });
        let look = |run: &mut Run| {
            let channel = self.id(run);
            run.looks_at_channel(channel);
            run.now
        };
        let now = with_run(look).unwrap_or_default();
        let length = self.state.now().len(now);
        self.record(Op::FindsLength(length), at);
        length
    }

    pub(super) fn record(&self, op: Op, at: &'static Location<'static>) {
        self.does(|run, channel| run.record(Some(channel), op, at));
    }

    /// The current task does this to the channel, which it has come to.
    #[inline]
    fn does(&self, act: impl FnOnce(&mut Run, ObjectId)) {
        does(|run| {
            let channel = self.id(run);
            act(run, channel);
        });
    }

    /// The same if it may be the first that is done to it.
    #[inline]
    fn does_first(&self, act: impl FnOnce(&mut Run, ObjectId)) {
        does_to(|run| self.id(run), act);
    }

    /// The message with this number is delivered.
    pub(super) fn delivers(&self, number: usize, at: &'static Location<'static>) {
        self.does(|run, channel| {
            run.record(Some(channel), Op::Send { message: number }, at);
            run.touch(Key::Message(channel, number), Mode::Leaves);
            // Whether somebody is there to receive it.
            run.touch(Key::Sent(channel), Mode::Looks);
            run.arrives(channel, number);
        });
    }

    /// Waits until the message with this number is delivered.
    pub(super) fn waits_for(&self, number: usize, at: &'static Location<'static>) {
        let take = |_: &mut Run, channel| Pending::Take {
            channel,
            message: number,
            arrived: false,
        };
        let live = announce(at, |run| self.id(run), take);
        assert!(live, "the schedule was stopped before the message came");
    }

    /// The message with this number is taken.
    pub(super) fn takes(&self, number: usize, at: &'static Location<'static>) {
        self.does(|run, channel| {
            run.touch(Key::Message(channel, number), Mode::Follows);
            run.record(Some(channel), Op::Receive { message: number }, at);
        });
    }

    /// The channel in the schedule. It is there as it is here, but for ends that are not
    /// the last ones: their number decides nothing.
    #[inline]
    pub(super) fn id(&self, run: &mut Run) -> ObjectId {
        match run.known(&self.handle) {
            Some(channel) => channel,
            None => self.new_id(run),
        }
    }

    #[cold]
    fn new_id(&self, run: &mut Run) -> ObjectId {
        let channel = run.object(&self.handle);
        self.show(run, channel);
        channel
    }

    /// The schedule sees the channel as it is now.
    fn show(&self, run: &mut Run, channel: ObjectId) {
        run.sees_channel(channel, self.state.now());
    }

    /// For which moment the timer's message with this number was due.
    pub(super) fn due(&self, number: usize) -> Moment {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let place = due.iter().position(|&(which, _)| which == number);
        let due = place.and_then(|place| due.remove(place));
        due.expect("it was claimed and not taken").1
    }

    /// One more end of this side.
    pub(super) fn join(&self, side: Side) {
        self.state.join(side);
        let key = |channel| ends(channel, side);
        self.does_first(|run, channel| run.touch(key(channel), Mode::Changes));
    }

    /// A sender is cloned there.
    pub(super) fn clones_sender(&self, at: &'static Location<'static>) -> Sender {
        let cloned = with_tasks(|run| {
            let channel = self.id(run);
            run.senders.clones(channel, at)
        });
        cloned.unwrap_or_default()
    }

    /// One end of this side is dropped, perhaps this `sender`; returns whether it is the last
    /// one, and forgets what is unread if it `discards` that. Only the last one to go is seen
    /// by others.
    pub(super) fn leave(
        &self,
        side: Side,
        sender: Option<Sender>,
        discards: bool,
    ) -> bool {
        let at = self.handle.made();
        let left = self.state.ends(side);
        let is_last = left == 1;
        self.does_first(|run, channel| {
            if let Some(sender) = sender {
                run.senders.drops(channel, sender);
            }
            run.leaves_one(ends(channel, side), left);
        });
        if is_last {
            announce(at, |run| self.id(run), |_, _| Pending::Ready);
        }
        self.state.leave(side, is_last && discards);
        if is_last {
            self.does(|run, channel| {
                run.touch(ends(channel, side), Mode::Changes);
                run.leaves_channel(channel, side, discards);
                run.record(Some(channel), Op::DropsLast(side), at);
                run.change();
            });
        }
        is_last
    }

    /// Keeps the moment for which the message of a timer was due.
    #[inline]
    fn keep_due(&self, (ticket, moment): (Ticket, Moment)) -> Ticket {
        if let (true, Ticket::Message(number)) = (self.state.is_timed(), ticket) {
            self.message_due(number, moment);
        }
        ticket
    }

    #[cold]
    fn message_due(&self, number: usize, moment: Moment) {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        due.push_back((number, moment));
    }
}

/// Who holds the ends of this side.
fn ends(channel: ObjectId, side: Side) -> Key {
    match side {
        Side::Sends => Key::Senders(channel),
        Side::Receives => Key::Receivers(channel),
    }
}

/// An end of a channel as an arm of a select, whatever its messages are.
#[derive(Clone)]
pub(crate) struct Port {
    core: Arc<Core>,
    side: Side,
}

impl Port {
    pub(super) fn new(core: Arc<Core>, side: Side) -> Port {
        Port { core, side }
    }

    pub(crate) fn by_ref(&self) -> PortRef<'_> {
        PortRef { core: &self.core, side: self.side }
    }
}

/// The same for one operation, which owns nothing of it.
#[derive(Clone, Copy)]
pub(crate) struct PortRef<'a> {
    core: &'a Core,
    side: Side,
}

impl<'a> PortRef<'a> {
    pub(super) fn new(core: &'a Core, side: Side) -> PortRef<'a> {
        PortRef { core, side }
    }

    /// The channel in the schedule, as it is now.
    #[inline]
    pub(super) fn channel(self, run: &mut Run) -> ObjectId {
        self.core.id(run)
    }

    /// The arm in the schedule, with the channel as it is now.
    pub(super) fn arm(self, run: &mut Run) -> Arm {
        Arm { channel: self.channel(run), side: self.side, meets: self.meets() }
    }

    /// Whether it takes another task that waits on the other side.
    #[inline]
    pub(super) fn meets(self) -> bool {
        self.core.state.meets()
    }

    /// Sends or receives if that is possible now; `waited` says whether who asks has waited
    /// until it is.
    pub(super) fn claim(self, waited: bool, run: &mut Run) -> Option<Ticket> {
        let PortRef { core, side } = self;
        let channel = self.channel(run);
        let now = run.now;
        // No other task changes it meanwhile.
        let ticket = match run.channel_mut(channel).claim(side, now) {
            Some(claimed) => {
                run.claims(channel, side, claimed.0, waited);
                core.keep_due(claimed)
            }
            None if self.meets() => {
                let number = run.channel_mut(channel).meet();
                run.meet(Arm { channel, side, meets: true }, number)?;
                Ticket::Message(number)
            }
            None => return None,
        };
        core.state.follows(run.channel(channel));
        run.change();
        Some(ticket)
    }

    /// The same where it is known already what this does to the schedule: it is possible then
    /// as the ends tell.
    pub(super) fn claim_again(self) -> Option<Ticket> {
        let state = &self.core.state;
        let mut channel = state.now();
        let (ticket, _) = channel.claim(self.side, Moment::ZERO)?;
        state.follows(&channel);
        Some(ticket)
    }

    /// The same without a schedule, where nobody is met.
    pub(super) fn claim_alone(self) -> Option<Ticket> {
        let PortRef { core, side } = self;
        let claim = |channel: &mut Channel| channel.claim(side, Moment::ZERO);
        core.state.change(claim).map(|claimed| core.keep_due(claimed))
    }
}
