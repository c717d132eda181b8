//! Channels with many senders and one receiver, with the API of [`std::sync::mpsc`].

use std::cell::Cell;
use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::engine::{is_exploring, reach, with_run};
use crate::object::{self, Handle, Kind, Model, ObjectId};
use crate::op::Op;
use crate::run::{Pending, Run};

pub use std::sync::mpsc::{
    RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError,
};

/// A channel that has room for everything.
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let shared = Shared::new(None);
    (Sender(End(shared.clone())), Receiver::new(shared))
}

/// A channel with room for so many messages; with none, a sender waits until its message
/// is received.
#[track_caller]
pub fn sync_channel<T>(room: usize) -> (SyncSender<T>, Receiver<T>) {
    let shared = Shared::new(Some(room));
    (SyncSender(End(shared.clone())), Receiver::new(shared))
}

/// Like [`std::sync::mpsc::Sender`].
pub struct Sender<T>(End<T>);

impl<T> Sender<T> {
    /// Sends the message.
    ///
    /// # Errors
    ///
    /// If the receiver is gone. The error holds the message.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        let at = Location::caller();
        reach(at, |_| Pending::Ready);
        self.0.0.push(message, at).map(drop).map_err(SendError)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        Sender(self.0.clone())
    }
}

/// Like [`std::sync::mpsc::SyncSender`].
pub struct SyncSender<T>(End<T>);

impl<T> SyncSender<T> {
    /// Waits for room and sends the message.
    ///
    /// # Errors
    ///
    /// If the receiver is gone. The error holds the message.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        let at = Location::caller();
        let shared = &self.0.0;
        reach(at, |run| Pending::Send(shared.id(run)));
        let message = shared.push(message, at).map_err(SendError)?;
        if shared.room != Some(0) {
            return Ok(());
        }
        reach(at, |run| Pending::Taken { channel: shared.id(run), message });
        let mut state = shared.state();
        match state.taken > message {
            true => Ok(()),
            // Only one sender at a time gets this far, so the message is alone.
            false => state.queue.pop_back().map_or(Ok(()), |m| Err(SendError(m))),
        }
    }

    /// Sends the message if there is room; in a channel without room, if the receiver
    /// waits.
    ///
    /// # Errors
    ///
    /// If there is no room or the receiver is gone. The error holds the message.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        let at = Location::caller();
        let shared = &self.0.0;
        reach(at, |_| Pending::Ready);
        let full = with_run(|run| {
            let channel = shared.id(run);
            let full = shared.is_full(channel, run);
            if full {
                run.record(Some(channel), Op::FindsFull, at);
            }
            full
        });
        if full.unwrap_or(false) {
            return Err(TrySendError::Full(message));
        }
        let pushed = shared.push(message, at);
        pushed.map(drop).map_err(TrySendError::Disconnected)
    }
}

impl<T> Clone for SyncSender<T> {
    fn clone(&self) -> SyncSender<T> {
        SyncSender(self.0.clone())
    }
}

/// Like [`std::sync::mpsc::Receiver`].
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
    /// std's cannot be shared either.
    not_sync: PhantomData<Cell<()>>,
}

impl<T> Receiver<T> {
    /// Waits for a message.
    ///
    /// # Errors
    ///
    /// If there is none and all senders are gone.
    ///
    /// # Panics
    ///
    /// Outside of an explored program, if it would have to wait.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        let received = self.receive(None, Location::caller());
        received.map_err(|_| RecvError)
    }

    /// Waits for a message for a while on the clock of the schedule.
    ///
    /// # Errors
    ///
    /// If none came, or there is none and all senders are gone.
    ///
    /// # Panics
    ///
    /// Outside of an explored program, if it would have to wait.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        self.receive(Some(timeout), Location::caller())
    }

    /// A message, if there is one.
    ///
    /// # Errors
    ///
    /// If there is none.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        let at = Location::caller();
        reach(at, |_| Pending::Ready);
        let message = self.shared.pop(at);
        message.ok_or_else(|| {
            if self.shared.state().senders == 0 {
                self.shared.record(Op::FindsDisconnected, at);
                TryRecvError::Disconnected
            } else {
                self.shared.record(Op::FindsEmpty, at);
                TryRecvError::Empty
            }
        })
    }

    /// The messages until all senders are gone.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self)
    }

    /// The messages that there are.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter(self)
    }

    fn new(shared: Arc<Shared<T>>) -> Receiver<T> {
        Receiver { shared, not_sync: PhantomData }
    }

    fn receive(
        &self,
        timeout: Option<Duration>,
        at: &'static Location<'static>,
    ) -> Result<T, RecvTimeoutError> {
        reach(at, |run| Pending::Receive {
            channel: self.shared.id(run),
            until: timeout.map(|timeout| run.now + timeout),
        });
        let message = self.shared.pop(at);
        message.ok_or_else(|| {
            if self.shared.state().senders == 0 {
                self.shared.record(Op::FindsDisconnected, at);
                RecvTimeoutError::Disconnected
            } else {
                assert!(
                    is_exploring(),
                    "recv waits only inside an explored program"
                );
                self.shared.record(Op::FindsEmpty, at);
                RecvTimeoutError::Timeout
            }
        })
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        reach(self.shared.handle.made(), |_| Pending::Ready);
        // A sender that waits for its message to be taken gets it back.
        let unread = {
            let mut state = self.shared.state();
            state.has_receiver = false;
            match self.shared.room {
                Some(0) => VecDeque::new(),
                _ => std::mem::take(&mut state.queue),
            }
        };
        self.shared.changed();
        drop(unread);
    }
}

/// The messages of [`Receiver::iter`].
#[derive(Debug)]
pub struct Iter<'a, T>(&'a Receiver<T>);

impl<T> Iterator for Iter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}

/// The messages of [`Receiver::try_iter`].
#[derive(Debug)]
pub struct TryIter<'a, T>(&'a Receiver<T>);

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.try_recv().ok()
    }
}

/// The messages of a receiver, which it owns.
#[derive(Debug)]
pub struct IntoIter<T>(Receiver<T>);

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self)
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for SyncSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncSender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}

/// The sending end, counted.
struct End<T>(Arc<Shared<T>>);

impl<T> Clone for End<T> {
    fn clone(&self) -> End<T> {
        self.0.state().senders += 1;
        End(self.0.clone())
    }
}

impl<T> Drop for End<T> {
    fn drop(&mut self) {
        // Only the last one to go is seen by others.
        if self.0.state().senders == 1 {
            reach(self.0.handle.made(), |_| Pending::Ready);
        }
        self.0.state().senders -= 1;
        self.0.changed();
    }
}

struct Shared<T> {
    handle: Handle,
    room: Option<usize>,
    state: Mutex<State<T>>,
}

struct State<T> {
    queue: VecDeque<T>,
    /// How many messages were taken out so far.
    taken: usize,
    senders: usize,
    has_receiver: bool,
}

impl<T> Shared<T> {
    #[track_caller]
    fn new(room: Option<usize>) -> Arc<Shared<T>> {
        Arc::new(Shared {
            handle: Handle::new(Kind::Channel),
            room,
            state: Mutex::new(State {
                queue: VecDeque::new(),
                taken: 0,
                senders: 1,
                has_receiver: true,
            }),
        })
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of the message; the message itself if nobody receives it.
    fn push(&self, message: T, at: &'static Location<'static>) -> Result<usize, T> {
        let pushed = {
            let mut state = self.state();
            if state.has_receiver {
                state.queue.push_back(message);
                Ok(state.taken + state.queue.len() - 1)
            } else {
                Err(message)
            }
        };
        self.record(
            match pushed {
                Ok(_) => Op::Send,
                Err(_) => Op::SendsInVain,
            },
            at,
        );
        self.changed();
        pushed
    }

    fn pop(&self, at: &'static Location<'static>) -> Option<T> {
        let message = {
            let mut state = self.state();
            let message = state.queue.pop_front();
            state.taken += usize::from(message.is_some());
            message
        };
        if message.is_some() {
            self.record(Op::Receive, at);
            self.changed();
        }
        message
    }

    fn is_full(&self, channel: ObjectId, run: &Run) -> bool {
        let state = self.state();
        let waits = |pending: Pending| matches!(pending, Pending::Receive { channel: other, .. } if other == channel);
        match self.room {
            _ if !state.has_receiver => false,
            None => false,
            Some(0) => {
                let receiver_waits =
                    run.tasks.iter().any(|task| waits(task.pending));
                !receiver_waits || !state.queue.is_empty()
            }
            Some(room) => state.queue.len() >= room,
        }
    }

    fn record(&self, op: Op, at: &'static Location<'static>) {
        with_run(|run| {
            let channel = self.id(run);
            run.record(Some(channel), op, at);
        });
    }

    /// Tells the schedule what has changed.
    fn changed(&self) {
        with_run(|run| {
            self.id(run);
            run.change();
        });
    }

    /// The channel in the schedule, as it is now.
    fn id(&self, run: &mut Run) -> ObjectId {
        let channel = run.object(&self.handle);
        let state = self.state();
        run.objects[channel].model = Model::Channel(object::Channel {
            queued: state.queue.len(),
            taken: state.taken,
            capacity: self.room,
            has_senders: state.senders > 0,
            has_receiver: state.has_receiver,
        });
        channel
    }
}
