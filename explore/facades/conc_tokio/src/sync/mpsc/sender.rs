use explore::tasks::begins;
use std::future::Future;
use std::panic::Location;

use explore::Want;
use tokio::sync::mpsc as real;

use crate::sync::ends::{SenderEnd, says_its_name};

/// What both kinds of sender have.
macro_rules! senders {
    ($($Sender:ident),*) => {$(
        #[doc = concat!("Like [`tokio::sync::mpsc::", stringify!($Sender), "`].")]
        pub struct $Sender<T> {
            pub(super) end: SenderEnd,
            pub(super) sender: real::$Sender<T>,
        }

        impl<T> $Sender<T> {
            /// Waits until nobody receives any more.
            #[track_caller]
            pub fn closed(&self) -> impl Future<Output = ()> {
                let at = Location::caller();
                self.end.0.shared.wait(Want::End, at, self.sender.closed())
            }

            /// Whether nobody receives any more.
            pub fn is_closed(&self) -> bool {
                begins();
                self.end.0.shared.seen();
                self.sender.is_closed()
            }

            /// Whether both are of the same channel.
            pub fn same_channel(&self, other: &Self) -> bool {
                self.sender.same_channel(&other.sender)
            }

            /// How many senders there are.
            pub fn strong_count(&self) -> usize {
                self.end.0.shared.counts_senders();
                self.sender.strong_count()
            }

            /// How many there are that do not keep the channel open.
            pub fn weak_count(&self) -> usize {
                self.end.0.count_weak_senders()
            }
        }

        impl<T> Clone for $Sender<T> {
            #[track_caller]
            fn clone(&self) -> Self {
                $Sender { end: self.end.clone(), sender: self.sender.clone() }
            }
        }

        says_its_name!($Sender<T>);
    )*};
}

senders!(Sender, UnboundedSender);
