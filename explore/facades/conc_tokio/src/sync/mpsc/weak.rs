use explore::tasks::begins;
use tokio::sync::mpsc as real;

use super::sender::{Sender, UnboundedSender};
use crate::sync::ends::{SenderEnd, WeakEnd, says_its_name};

/// The senders that do not keep their channel open.
macro_rules! weak {
    ($($Weak:ident of $Sender:ident),*) => {$(
        #[doc = concat!("Like [`tokio::sync::mpsc::", stringify!($Weak), "`].")]
        pub struct $Weak<T> {
            end: WeakEnd,
            sender: real::$Weak<T>,
        }

        impl<T> $Sender<T> {
            /// A sender that does not keep the channel open.
            #[must_use]
            pub fn downgrade(&self) -> $Weak<T> {
                let end = WeakEnd::new(&self.end.0);
                $Weak { end, sender: self.sender.downgrade() }
            }
        }

        impl<T> $Weak<T> {
            /// A sender, if there is still another one.
            #[track_caller]
            pub fn upgrade(&self) -> Option<$Sender<T>> {
                begins();
                self.end.0.shared.changed();
                let sender = self.sender.upgrade()?;
                Some($Sender { end: SenderEnd::new(&self.end.0), sender })
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

        impl<T> Clone for $Weak<T> {
            fn clone(&self) -> Self {
                $Weak { end: self.end.clone(), sender: self.sender.clone() }
            }
        }

        says_its_name!($Weak<T>);
    )*};
}

weak!(WeakSender of Sender, WeakUnboundedSender of UnboundedSender);
