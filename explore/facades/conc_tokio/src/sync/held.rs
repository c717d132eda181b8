//! What the guards have in common.

use std::panic::Location;

use explore::acts_when_dropped;
use explore::tasks::{Did, Shared, begins_at};

use crate::support::At;

/// Where the record finds the lock of a guard.
pub(super) trait Locked {
    fn shared(&self) -> &Shared;
}

impl Locked for &Shared {
    fn shared(&self) -> &Shared {
        self
    }
}

/// A part of a guard, the first one: says that the lock is let go before it is.
pub(super) struct Held<L: Locked> {
    pub(super) lock: L,
    pub(super) at: At,
}

impl<L: Locked> Held<L> {
    /// A writer begins to go on as a reader.
    #[track_caller]
    pub(super) fn begins(&self) {
        self.lock.shared().begins();
    }

    /// Of a writer that goes on as a reader.
    #[track_caller]
    pub(super) fn downgraded(self) -> Held<L> {
        let shared = self.lock.shared();
        shared.unlock_now();
        shared.did(Did::LockToRead, Location::caller());
        self
    }
}

impl<L: Locked> Drop for Held<L> {
    fn drop(&mut self) {
        acts_when_dropped(self);
        begins_at(self.at);
        self.lock.shared().did(Did::Unlock, self.at);
    }
}

/// What a guard shows of its value.
macro_rules! shows {
    ([$($generics:tt)*] $Guard:ty, $Target:ty) => {
        impl<$($generics)*> std::ops::Deref for $Guard {
            type Target = $Target;

            fn deref(&self) -> &$Target {
                &self.value
            }
        }

        impl<$($generics)*> std::fmt::Debug for $Guard
        where
            $Target: std::fmt::Debug,
        {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<$($generics)*> std::fmt::Display for $Guard
        where
            $Target: std::fmt::Display,
        {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                (**self).fmt(f)
            }
        }
    };
}

/// The same of one that can change it.
macro_rules! changes {
    ([$($generics:tt)*] $Guard:ty, $Target:ty) => {
        crate::sync::held::shows!([$($generics)*] $Guard, $Target);

        impl<$($generics)*> std::ops::DerefMut for $Guard {
            fn deref_mut(&mut self) -> &mut $Target {
                &mut self.value
            }
        }
    };
}

/// How a guard becomes one for a part of its value, by the real guard's function of the
/// same name. `bound` is what that asks of the part besides, and `extra` are the fields
/// that only the first of the two has.
macro_rules! maps {
    (
        [$($generics:tt)*] $Guard:ty, $Target:ty, $real:ident,
        $map:ident, $try_map:ident <$P:ident, $Q:ident> => $Mapped:ident<$($kept:tt),*>,
        [$($reference:tt)*] [$($bound:tt)*] $(, $extra:ident)*
    ) => {
        impl<$($generics)*> $Guard {
            /// A guard for a part of the value.
            #[allow(unused_variables, reason = "what only this guard has")]
            pub fn $map<$P, $Q>(this: Self, f: F) -> $Mapped<$($kept,)* U>
            where
                $($bound)*
                F: FnOnce($($reference)* $Target) -> $($reference)* U,
            {
                let Self { held, value $(, $extra)* } = this;
                $Mapped { held, value: sync::$real::$map(value, f) }
            }

            /// A guard for a part of the value, if there is such a part.
            ///
            /// # Errors
            ///
            /// This guard, if there is none.
            pub fn $try_map<$P, $Q>(
                this: Self,
                f: F,
            ) -> Result<$Mapped<$($kept,)* U>, Self>
            where
                $($bound)*
                F: FnOnce($($reference)* $Target) -> Option<$($reference)* U>,
            {
                let Self { held, value $(, $extra)* } = this;
                match sync::$real::$try_map(value, f) {
                    Ok(value) => Ok($Mapped { held, value }),
                    Err(value) => Err(Self { held, value $(, $extra)* }),
                }
            }
        }
    };
}

pub(super) use {changes, maps, shows};
