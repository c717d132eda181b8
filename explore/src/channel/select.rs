use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::time::Duration;

use super::ends::{Receiver, Sender};
use super::errors::{
    ReadyTimeoutError, SelectTimeoutError, TryReadyError, TrySelectError,
};
use super::selected::{SelectedOperation, address};
use crate::model::op::Op;
use crate::pipe::{self, Order, Patience, Port, PortRef};
use crate::schedule::engine::with_run;
use crate::time::Instant;

/// Several operations of which one is to happen, when they are known only at run time;
/// else `select!` is simpler.
///
/// ```
/// use explore::channel::{Select, unbounded};
///
/// explore::every(|| {
///     let (sender, receiver) = unbounded();
///     let other = unbounded::<u32>();
///     sender.send(7).unwrap();
///     let mut select = Select::new();
///     let first = select.recv(&receiver);
///     select.recv(&other.1);
///     let selected = select.select();
///     assert_eq!(selected.index(), first);
///     assert_eq!(selected.recv(&receiver), Ok(7));
/// })
/// .clean_in_all();
/// ```
#[derive(Clone)]
pub struct Select<'a> {
    operations: Vec<Operation>,
    next_index: usize,
    order: Order,
    ends: PhantomData<&'a ()>,
}

#[derive(Clone)]
struct Operation {
    port: Port,
    index: usize,
    address: usize,
}

impl<'a> Select<'a> {
    /// No operations yet. Of those that are ready any may happen.
    pub fn new() -> Select<'a> {
        Select {
            operations: Vec::new(),
            next_index: 0,
            order: Order::Any,
            ends: PhantomData,
        }
    }

    /// No operations yet. Of those that are ready the first one happens.
    pub fn new_biased() -> Select<'a> {
        Select { order: Order::First, ..Select::new() }
    }

    /// Adds to send, and returns its index.
    pub fn send<T>(&mut self, sender: &'a Sender<T>) -> usize {
        self.send_by(sender)
    }

    /// Adds to receive, and returns its index.
    pub fn recv<T>(&mut self, receiver: &'a Receiver<T>) -> usize {
        self.recv_by(receiver)
    }

    /// For `select!`, whose arms may drop or replace what it was given.
    #[doc(hidden)]
    pub fn send_by<T>(&mut self, sender: &Sender<T>) -> usize {
        self.add(sender.0.port(), address(sender))
    }

    /// For `select!`, whose arms may drop or replace what it was given.
    #[doc(hidden)]
    pub fn recv_by<T>(&mut self, receiver: &Receiver<T>) -> usize {
        self.add(receiver.0.port(), address(receiver))
    }

    /// Takes the operation with this index out. The others keep theirs.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[track_caller]
    pub fn remove(&mut self, index: usize) {
        let end = self.next_index;
        assert!(index < end, "index out of bounds; {index} >= {end}");
        let mut operations = self.operations.iter();
        let place = operations.position(|operation| operation.index == index);
        self.operations.swap_remove(place.expect("no operation with this index"));
    }

    /// An operation that is ready.
    ///
    /// # Errors
    ///
    /// If none is.
    #[track_caller]
    pub fn try_select(&mut self) -> Result<SelectedOperation<'a>, TrySelectError> {
        self.taken(Patience::None).ok_or(TrySelectError)
    }

    /// Waits until an operation is ready.
    ///
    /// # Panics
    ///
    /// If there are no operations; outside of an explored program, if it would have to
    /// wait.
    #[track_caller]
    pub fn select(&mut self) -> SelectedOperation<'a> {
        self.assert_any();
        self.taken(Patience::Endless).expect("it waits until there is one")
    }

    /// Waits until an operation is ready, for so long at most on the clock of the
    /// schedule.
    ///
    /// # Errors
    ///
    /// If the time runs out.
    ///
    /// # Panics
    ///
    /// Outside of an explored program, if it would have to wait.
    #[track_caller]
    pub fn select_timeout(
        &mut self,
        timeout: Duration,
    ) -> Result<SelectedOperation<'a>, SelectTimeoutError> {
        self.taken(Patience::lasting(timeout)).ok_or(SelectTimeoutError)
    }

    /// Waits until an operation is ready, until this moment at most.
    ///
    /// # Errors
    ///
    /// If the time runs out.
    ///
    /// # Panics
    ///
    /// Outside of an explored program, if it would have to wait.
    #[track_caller]
    pub fn select_deadline(
        &mut self,
        deadline: Instant,
    ) -> Result<SelectedOperation<'a>, SelectTimeoutError> {
        self.taken(Patience::Until(deadline.moment())).ok_or(SelectTimeoutError)
    }

    /// The index of an operation that is ready.
    ///
    /// # Errors
    ///
    /// If none is.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn try_ready(&mut self) -> Result<usize, TryReadyError> {
        self.ready_one(Patience::None).ok_or(TryReadyError)
    }

    /// Waits until an operation is ready and returns its index. Another task may be
    /// faster to use that.
    ///
    /// # Panics
    ///
    /// If there are no operations, and outside of an explored program.
    #[track_caller]
    pub fn ready(&mut self) -> usize {
        self.assert_any();
        self.ready_one(Patience::Endless).expect("it waits until there is one")
    }

    /// Like [`ready`](Select::ready), but waits for so long at most on the clock of the
    /// schedule.
    ///
    /// # Errors
    ///
    /// If the time runs out.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn ready_timeout(
        &mut self,
        timeout: Duration,
    ) -> Result<usize, ReadyTimeoutError> {
        self.ready_one(Patience::lasting(timeout)).ok_or(ReadyTimeoutError)
    }

    /// Like [`ready`](Select::ready), but waits until this moment at most.
    ///
    /// # Errors
    ///
    /// If the time runs out.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn ready_deadline(
        &mut self,
        deadline: Instant,
    ) -> Result<usize, ReadyTimeoutError> {
        self.ready_one(Patience::Until(deadline.moment())).ok_or(ReadyTimeoutError)
    }

    fn add(&mut self, port: Port, address: usize) -> usize {
        let index = self.next_index;
        self.operations.push(Operation { port, index, address });
        self.next_index += 1;
        index
    }

    #[track_caller]
    fn assert_any(&self) {
        let any = !self.operations.is_empty();
        assert!(any, "no operations have been added to `Select`");
    }

    #[track_caller]
    fn taken(&self, patience: Patience) -> Option<SelectedOperation<'a>> {
        let at = Location::caller();
        let taken = pipe::select(&self.ports(), patience, self.order, at);
        let Some((place, ticket)) = taken else {
            with_run(|run| {
                let arms = run.add_arms(&self.ports());
                run.record(None, Op::FindsNoneReady(arms), at);
            });
            return None;
        };
        let Operation { index, address, .. } = &self.operations[place];
        Some(SelectedOperation {
            ticket: Some(ticket),
            index: *index,
            address: *address,
            operations: PhantomData,
        })
    }

    #[track_caller]
    fn ready_one(&self, patience: Patience) -> Option<usize> {
        let at = Location::caller();
        let place = pipe::ready(&self.ports(), patience, self.order, at)?;
        Some(self.operations[place].index)
    }

    fn ports(&self) -> Vec<PortRef<'_>> {
        self.operations.iter().map(|operation| operation.port.by_ref()).collect()
    }
}

impl Default for Select<'_> {
    fn default() -> Self {
        Select::new()
    }
}

impl fmt::Debug for Select<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Select { .. }")
    }
}
