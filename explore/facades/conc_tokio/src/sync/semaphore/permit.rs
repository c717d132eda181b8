use std::panic::Location;
use std::sync::Arc;

use explore::acts_when_dropped;
use explore::tasks::Did;

use super::permits::Semaphore;
use crate::support::At;

/// The two kinds of permit, which differ in how they know the semaphore.
macro_rules! permits {
    ($Permit:ident [$($life:lifetime)?], $Semaphore:ty, $same:path) => {
        #[doc = concat!("Like [`tokio::sync::", stringify!($Permit), "`].")]
        #[must_use = "if unused the permit is given back at once"]
        #[derive(Debug)]
        pub struct $Permit$(<$life>)? {
            semaphore: $Semaphore,
            permits: usize,
            at: At,
        }

        impl$(<$life>)? $Permit$(<$life>)? {
            pub(super) fn new(semaphore: $Semaphore, permits: usize, at: At) -> Self {
                $Permit { semaphore, permits, at }
            }

            /// The permit is never given back.
            #[track_caller]
            pub fn forget(mut self) {
                let permits = std::mem::take(&mut self.permits);
                let did = Did::Forget { permits };
                self.semaphore.shared.did_unseen(did, Location::caller());
            }

            /// Takes over the permits of the other one.
            ///
            /// # Panics
            ///
            /// If the other one is of another semaphore.
            #[track_caller]
            pub fn merge(&mut self, mut other: Self) {
                assert!(
                    $same(&self.semaphore, &other.semaphore),
                    "merging permits from different semaphore instances"
                );
                self.permits += std::mem::take(&mut other.permits);
            }

            /// Gives so many of its permits to a new one; `None` if it has fewer.
            pub fn split(&mut self, n: usize) -> Option<Self> {
                self.permits = self.permits.checked_sub(n)?;
                Some($Permit::new(self.semaphore.clone(), n, self.at))
            }

            /// How many permits it is.
            pub fn num_permits(&self) -> usize {
                self.permits
            }
        }

        impl$(<$life>)? Drop for $Permit$(<$life>)? {
            fn drop(&mut self) {
                if self.permits > 0 {
                    acts_when_dropped(self);
                    self.semaphore.shared.begins_at(self.at);
                    self.semaphore.give(self.permits, self.at);
                }
            }
        }
    };
}

permits!(SemaphorePermit ['a], &'a Semaphore, is_same);
permits!(OwnedSemaphorePermit [], Arc<Semaphore>, Arc::ptr_eq);

fn is_same(one: &&Semaphore, other: &&Semaphore) -> bool {
    std::ptr::eq(*one, *other)
}

impl SemaphorePermit<'_> {
    /// The semaphore.
    pub fn semaphore(&self) -> &Semaphore {
        self.semaphore
    }
}

impl OwnedSemaphorePermit {
    /// The semaphore.
    pub fn semaphore(&self) -> &Arc<Semaphore> {
        &self.semaphore
    }
}
