use std::future::Future;
use std::panic::Location;
use std::task::{Context, Poll, ready};

use explore::Want;
use explore::tasks::{Did, begins};
use tokio::sync::mpsc as real;

use super::error::TryRecvError;
use crate::blocking;
use crate::support::{At, turn_if};
use crate::sync::ends::{ReceiverEnd, says_its_name};

/// What both kinds of receiver have.
macro_rules! receivers {
    ($($Receiver:ident),*) => {$(
        #[doc = concat!("Like [`tokio::sync::mpsc::", stringify!($Receiver), "`].")]
        pub struct $Receiver<T> {
            pub(super) end: ReceiverEnd,
            pub(super) receiver: real::$Receiver<T>,
        }

        impl<T> $Receiver<T> {
            /// Waits for a message; `None` when there will be none any more.
            #[track_caller]
            pub fn recv(&mut self) -> impl Future<Output = Option<T>> {
                let at = Location::caller();
                async move {
                    let recv = self.receiver.recv();
                    let recv = self.end.0.shared.wait(Want::Message, at, recv);
                    let message = recv.await;
                    self.end.0.received(message.is_some(), at);
                    message
                }
            }

            /// Waits for messages and takes so many of them at most.
            #[track_caller]
            pub fn recv_many(
                &mut self,
                buffer: &mut Vec<T>,
                limit: usize,
            ) -> impl Future<Output = usize> {
                let at = Location::caller();
                async move {
                    let recv = self.receiver.recv_many(buffer, limit);
                    let recv = self.end.0.shared.wait(Want::Message, at, recv);
                    let count = recv.await;
                    self.received_many(count, limit, at);
                    count
                }
            }

            fn received_many(&self, count: usize, limit: usize, at: At) {
                if count == 0 && limit > 0 {
                    self.end.0.received(false, at);
                }
                (0..count).for_each(|_| self.end.0.received(true, at));
            }

            /// Takes a message if there is one.
            ///
            /// # Errors
            ///
            /// If there is none, or there will be none any more.
            #[track_caller]
            pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
                self.end.0.shared.begins();
                let at = Location::caller();
                let message = self.receiver.try_recv();
                match &message {
                    Err(TryRecvError::Empty) => self.end.0.did(Did::FindEmpty, at),
                    message => self.end.0.received(message.is_ok(), at),
                }
                message
            }

            /// Like [`recv`](Self::recv), where nothing can be awaited.
            ///
            /// # Panics
            ///
            /// In an async task.
            #[track_caller]
            pub fn blocking_recv(&mut self) -> Option<T> {
                blocking::wait(self.recv())
            }

            /// Like [`recv_many`](Self::recv_many), where nothing can be awaited.
            ///
            /// # Panics
            ///
            /// In an async task.
            #[track_caller]
            pub fn blocking_recv_many(
                &mut self,
                buffer: &mut Vec<T>,
                limit: usize,
            ) -> usize {
                blocking::wait(self.recv_many(buffer, limit))
            }

            /// Waits for a message, by hand.
            pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
                ready!(self.turn(cx));
                let at = self.end.0.at;
                self.end.0.shared.wakes();
                let polled = self.receiver.poll_recv(cx);
                match &polled {
                    Poll::Ready(message) => {
                        self.end.0.received(message.is_some(), at)
                    }
                    Poll::Pending => self.end.0.shared.waits(Want::Message, at),
                }
                polled
            }

            /// Waits for messages and takes so many of them at most, by hand.
            pub fn poll_recv_many(
                &mut self,
                cx: &mut Context<'_>,
                buffer: &mut Vec<T>,
                limit: usize,
            ) -> Poll<usize> {
                ready!(self.turn(cx));
                let at = self.end.0.at;
                self.end.0.shared.wakes();
                let polled = self.receiver.poll_recv_many(cx, buffer, limit);
                match polled {
                    Poll::Ready(count) => self.received_many(count, limit, at),
                    Poll::Pending => self.end.0.shared.waits(Want::Message, at),
                }
                polled
            }

            /// Others go first, if the next poll is ready.
            fn turn(&self, cx: &mut Context<'_>) -> Poll<()> {
                let waits = self.receiver.is_empty() && !self.receiver.is_closed();
                turn_if(!waits, cx)
            }

            /// Nobody can send any more; what was sent can be received.
            #[track_caller]
            pub fn close(&mut self) {
                self.end.0.shared.begins();
                self.receiver.close();
                self.end.0.did(Did::Close, Location::caller());
            }

            /// Whether nobody can send any more.
            pub fn is_closed(&self) -> bool {
                begins();
                self.end.0.shared.seen();
                self.receiver.is_closed()
            }

            /// How many messages are in it.
            pub fn len(&self) -> usize {
                begins();
                self.end.0.shared.seen();
                self.receiver.len()
            }

            /// Whether it is empty.
            pub fn is_empty(&self) -> bool {
                begins();
                self.end.0.shared.seen();
                self.receiver.is_empty()
            }

            /// How many senders there are.
            pub fn sender_strong_count(&self) -> usize {
                self.end.0.shared.counts_senders();
                self.receiver.sender_strong_count()
            }

            /// How many there are that do not keep the channel open.
            pub fn sender_weak_count(&self) -> usize {
                self.end.0.count_weak_senders()
            }
        }

        says_its_name!($Receiver<T>);
    )*};
}

receivers!(Receiver, UnboundedReceiver);

impl<T> Receiver<T> {
    /// For how many messages there is room.
    #[track_caller]
    pub fn capacity(&self) -> usize {
        begins();
        self.end.0.shared.seen();
        self.receiver.capacity()
    }

    /// For how many messages there is room when it is empty.
    pub fn max_capacity(&self) -> usize {
        self.receiver.max_capacity()
    }
}
