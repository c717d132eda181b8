//! What a modelled type carries.

use std::fmt;
use std::panic::Location;
use std::sync::atomic::{AtomicU64, Ordering};

use super::ObjectId;
use super::object::{Kind, Object};

/// What a modelled type carries: where it was made, and which object it is in the
/// schedule that runs. Zeros are that of an atomic, made nowhere: crates get memory with
/// atomics in it that way.
pub(crate) struct Handle {
    kind: Kind,
    made: Option<&'static Location<'static>>,
    /// The schedule's number above, the object's place plus one in the lowest bits.
    stamp: AtomicU64,
}

const PLACE_BITS: u32 = 16;

/// Where something is made that nobody made.
const NOWHERE: &Location<'_> = Location::caller();

impl Handle {
    /// Of an object that the caller makes.
    #[track_caller]
    pub(crate) const fn new(kind: Kind) -> Handle {
        Handle { kind, made: Some(Location::caller()), stamp: AtomicU64::new(0) }
    }

    /// What the object is.
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// Where the object was made.
    pub(crate) fn made(&self) -> &'static Location<'static> {
        self.made.unwrap_or(NOWHERE)
    }

    /// The object in the schedule with this number, if it was used there before.
    #[inline]
    pub(crate) fn known(&self, schedule: u64) -> Option<ObjectId> {
        let stamp = self.stamp.load(Ordering::Relaxed);
        let place = (stamp & ((1 << PLACE_BITS) - 1)) as usize;
        let is_known = stamp >> PLACE_BITS == schedule;
        place.checked_sub(1).filter(|_| is_known)
    }

    /// The object in the schedule with this number, added at its first use.
    ///
    /// # Errors
    ///
    /// If an earlier schedule used it: what one schedule left behind would decide the
    /// verdict on the next.
    pub(crate) fn id(
        &self,
        schedule: u64,
        objects: &mut Vec<Object>,
    ) -> Result<ObjectId, String> {
        let stamp = self.stamp.load(Ordering::Relaxed);
        let place = stamp & ((1 << PLACE_BITS) - 1);
        if place != 0 {
            if stamp >> PLACE_BITS != schedule {
                return Err(format!(
                    "the {} made at {}:{} outlives a schedule, so each would start \
                     where the last one stopped: make it inside the program",
                    self.kind,
                    self.made().file(),
                    self.made().line()
                ));
            }
            return Ok(place as usize - 1);
        }
        let id = objects.len();
        if id + 1 >= 1 << PLACE_BITS {
            return Err("the program uses more than 65,000 objects".to_string());
        }
        // Made in its place: it is large.
        objects.resize_with(id + 1, || Object::new(self.kind, self.made()));
        let stamp = schedule << PLACE_BITS | (id as u64 + 1);
        self.stamp.store(stamp, Ordering::Relaxed);
        Ok(id)
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.kind, self.made())
    }
}

/// Whether this is a line of core, alloc or std: one that was given a function to call, or
/// that makes something for a default.
pub fn is_std(at: &Location<'_>) -> bool {
    // It is asked at each message of an iterator: without a copy of the path.
    let folders = [
        ["library/core/src/", "library/alloc/src/", "library/std/src/"],
        [r"library\core\src\", r"library\alloc\src\", r"library\std\src\"],
    ];
    folders.as_flattened().iter().any(|folder| at.file().contains(folder))
}
