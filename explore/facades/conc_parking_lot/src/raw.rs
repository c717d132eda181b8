//! What lock_api asks of a lock, by the modelled ones.
//!
//! A lock of [`explore::raw`] has no value and knows its holders: who wants to write holds
//! it alone, who reads beside nobody who writes, in an explored program or not. That is
//! what lock_api's traits ask for, and is the reason for each `unsafe impl` here. Who lets
//! go holds it: that is what their unsafe functions ask of the caller.
#![allow(unsafe_code)]

use std::time::Duration;

use explore::raw::{Hold, Lock};
use explore::time::Instant;

use crate::GuardMarker;

/// Of both mutexes.
macro_rules! raw_mutex {
    ($(#[$doc:meta])* $Raw:ident) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $Raw(pub(crate) Lock);

        impl $Raw {
            /// One that nobody holds. The record calls it by this line.
            #[track_caller]
            pub(crate) const fn made() -> $Raw {
                $Raw(Lock::mutex())
            }
        }

        // SAFETY: see the head of this file.
        unsafe impl lock_api::RawMutex for $Raw {
            #[allow(clippy::declare_interior_mutable_const)] // as lock_api has it
            const INIT: $Raw = $Raw::made();

            type GuardMarker = GuardMarker;

            #[track_caller]
            fn lock(&self) {
                self.0.lock(Hold::Write);
            }

            #[track_caller]
            fn try_lock(&self) -> bool {
                self.0.try_lock(Hold::Write)
            }

            unsafe fn unlock(&self) {
                self.0.unlock(Hold::Write);
            }

            #[track_caller]
            fn is_locked(&self) -> bool {
                self.0.keeps_out(Hold::Write)
            }
        }

        // SAFETY: see the head of this file. Whose turn comes next is open either way.
        unsafe impl lock_api::RawMutexFair for $Raw {
            unsafe fn unlock_fair(&self) {
                self.0.unlock(Hold::Write);
            }

            #[track_caller]
            unsafe fn bump(&self) {
                self.0.unlock(Hold::Write);
                self.0.lock(Hold::Write);
            }
        }

        // SAFETY: see the head of this file.
        unsafe impl lock_api::RawMutexTimed for $Raw {
            type Duration = Duration;
            type Instant = Instant;

            #[track_caller]
            fn try_lock_for(&self, timeout: Duration) -> bool {
                self.0.try_lock_for(Hold::Write, timeout)
            }

            #[track_caller]
            fn try_lock_until(&self, timeout: Instant) -> bool {
                self.0.try_lock_until(Hold::Write, timeout)
            }
        }
    };
}

raw_mutex! {
    /// What a [`Mutex`](crate::Mutex) is made of.
    RawMutex
}
raw_mutex! {
    /// What a [`FairMutex`](crate::FairMutex) is made of: whose turn comes next is open, as
    /// with the other one.
    RawFairMutex
}

/// What a [`RwLock`](crate::RwLock) is made of.
#[derive(Debug)]
pub struct RawRwLock(Lock);

impl RawRwLock {
    /// One that nobody holds. The record calls it by this line.
    #[track_caller]
    pub(crate) const fn made() -> RawRwLock {
        RawRwLock(Lock::rwlock())
    }
}

// SAFETY: see the head of this file.
unsafe impl lock_api::RawRwLock for RawRwLock {
    #[allow(clippy::declare_interior_mutable_const)] // as lock_api has it
    const INIT: RawRwLock = RawRwLock::made();

    type GuardMarker = GuardMarker;

    #[track_caller]
    fn lock_shared(&self) {
        self.0.lock(Hold::Read);
    }

    #[track_caller]
    fn try_lock_shared(&self) -> bool {
        self.0.try_lock(Hold::Read)
    }

    unsafe fn unlock_shared(&self) {
        self.0.unlock(Hold::Read);
    }

    #[track_caller]
    fn lock_exclusive(&self) {
        self.0.lock(Hold::Write);
    }

    #[track_caller]
    fn try_lock_exclusive(&self) -> bool {
        self.0.try_lock(Hold::Write)
    }

    unsafe fn unlock_exclusive(&self) {
        self.0.unlock(Hold::Write);
    }

    #[track_caller]
    fn is_locked(&self) -> bool {
        self.0.keeps_out(Hold::Write)
    }

    #[track_caller]
    fn is_locked_exclusive(&self) -> bool {
        self.0.keeps_out(Hold::Read)
    }
}

// SAFETY: see the head of this file. Whose turn comes next is open either way.
unsafe impl lock_api::RawRwLockFair for RawRwLock {
    unsafe fn unlock_shared_fair(&self) {
        self.0.unlock(Hold::Read);
    }

    unsafe fn unlock_exclusive_fair(&self) {
        self.0.unlock(Hold::Write);
    }

    #[track_caller]
    unsafe fn bump_shared(&self) {
        self.0.unlock(Hold::Read);
        self.0.lock(Hold::Read);
    }

    #[track_caller]
    unsafe fn bump_exclusive(&self) {
        self.0.unlock(Hold::Write);
        self.0.lock(Hold::Write);
    }
}

// SAFETY: see the head of this file.
unsafe impl lock_api::RawRwLockDowngrade for RawRwLock {
    #[track_caller]
    unsafe fn downgrade(&self) {
        self.0.downgrade(Hold::Write, Hold::Read);
    }
}

// SAFETY: see the head of this file.
unsafe impl lock_api::RawRwLockTimed for RawRwLock {
    type Duration = Duration;
    type Instant = Instant;

    #[track_caller]
    fn try_lock_shared_for(&self, timeout: Duration) -> bool {
        self.0.try_lock_for(Hold::Read, timeout)
    }

    #[track_caller]
    fn try_lock_shared_until(&self, timeout: Instant) -> bool {
        self.0.try_lock_until(Hold::Read, timeout)
    }

    #[track_caller]
    fn try_lock_exclusive_for(&self, timeout: Duration) -> bool {
        self.0.try_lock_for(Hold::Write, timeout)
    }

    #[track_caller]
    fn try_lock_exclusive_until(&self, timeout: Instant) -> bool {
        self.0.try_lock_until(Hold::Write, timeout)
    }
}

// SAFETY: see the head of this file.
unsafe impl lock_api::RawRwLockRecursive for RawRwLock {
    #[track_caller]
    fn lock_shared_recursive(&self) {
        self.0.lock(Hold::ReadAgain);
    }

    #[track_caller]
    fn try_lock_shared_recursive(&self) -> bool {
        self.0.try_lock(Hold::ReadAgain)
    }
}

// SAFETY: see the head of this file.
unsafe impl lock_api::RawRwLockRecursiveTimed for RawRwLock {
    #[track_caller]
    fn try_lock_shared_recursive_for(&self, timeout: Duration) -> bool {
        self.0.try_lock_for(Hold::ReadAgain, timeout)
    }

    #[track_caller]
    fn try_lock_shared_recursive_until(&self, timeout: Instant) -> bool {
        self.0.try_lock_until(Hold::ReadAgain, timeout)
    }
}

// SAFETY: see the head of this file.
unsafe impl lock_api::RawRwLockUpgrade for RawRwLock {
    #[track_caller]
    fn lock_upgradable(&self) {
        self.0.lock(Hold::Upgradable);
    }

    #[track_caller]
    fn try_lock_upgradable(&self) -> bool {
        self.0.try_lock(Hold::Upgradable)
    }

    unsafe fn unlock_upgradable(&self) {
        self.0.unlock(Hold::Upgradable);
    }

    #[track_caller]
    unsafe fn upgrade(&self) {
        self.0.lock(Hold::Upgraded);
    }

    #[track_caller]
    unsafe fn try_upgrade(&self) -> bool {
        self.0.try_lock(Hold::Upgraded)
    }
}

// SAFETY: see the head of this file. Whose turn comes next is open either way.
unsafe impl lock_api::RawRwLockUpgradeFair for RawRwLock {
    unsafe fn unlock_upgradable_fair(&self) {
        self.0.unlock(Hold::Upgradable);
    }

    #[track_caller]
    unsafe fn bump_upgradable(&self) {
        self.0.unlock(Hold::Upgradable);
        self.0.lock(Hold::Upgradable);
    }
}

// SAFETY: see the head of this file.
unsafe impl lock_api::RawRwLockUpgradeDowngrade for RawRwLock {
    #[track_caller]
    unsafe fn downgrade_upgradable(&self) {
        self.0.downgrade(Hold::Upgradable, Hold::Read);
    }

    #[track_caller]
    unsafe fn downgrade_to_upgradable(&self) {
        self.0.downgrade(Hold::Write, Hold::Upgradable);
    }
}

// SAFETY: see the head of this file.
unsafe impl lock_api::RawRwLockUpgradeTimed for RawRwLock {
    #[track_caller]
    fn try_lock_upgradable_for(&self, timeout: Duration) -> bool {
        self.0.try_lock_for(Hold::Upgradable, timeout)
    }

    #[track_caller]
    fn try_lock_upgradable_until(&self, timeout: Instant) -> bool {
        self.0.try_lock_until(Hold::Upgradable, timeout)
    }

    #[track_caller]
    unsafe fn try_upgrade_for(&self, timeout: Duration) -> bool {
        self.0.try_lock_for(Hold::Upgraded, timeout)
    }

    #[track_caller]
    unsafe fn try_upgrade_until(&self, timeout: Instant) -> bool {
        self.0.try_lock_until(Hold::Upgraded, timeout)
    }
}
