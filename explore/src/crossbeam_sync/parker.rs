use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use crate::model::Moment;
use crate::model::access::Key;
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::pending::Pending;
use crate::schedule::engine::{is_exploring, reach, reach_object, with_run};
use crate::sync::atomic::{By, SeesPointers};
use crate::time::{Instant, in_a_while};

/// Lets its owner wait until an [`Unparker`] of it says so.
pub struct Parker {
    unparker: Unparker,
    /// crossbeam's cannot be shared either.
    not_sync: PhantomData<Cell<()>>,
}

impl Parker {
    /// A parker that nobody has unparked.
    #[track_caller]
    pub fn new() -> Parker {
        let handle = Handle::new(Kind::Parker);
        Parker { unparker: Unparker(Arc::new(handle)), not_sync: PhantomData }
    }

    /// Waits until it is unparked, or has been since the last time.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn park(&self) {
        self.park_until(None);
    }

    /// Like [`park`](Parker::park), but waits for so long at most on the clock of the
    /// schedule.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn park_timeout(&self, timeout: Duration) {
        self.park_until(in_a_while(timeout));
    }

    /// Like [`park`](Parker::park), but waits until this moment at most.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn park_deadline(&self, deadline: Instant) {
        self.park_until(Some(deadline.moment()));
    }

    /// What unparks it.
    pub fn unparker(&self) -> &Unparker {
        &self.unparker
    }

    #[track_caller]
    fn park_until(&self, until: Option<Moment>) {
        let at = Location::caller();
        assert!(
            is_exploring(),
            "Parker::park works only inside an explored program"
        );
        let handle = &self.unparker.0;
        reach(at, |run| Pending::Parker { parker: run.object(handle), until });
        with_run(|run| {
            let parker = run.object(handle);
            let (unparked, mode) = run.parker_mut(parker).park();
            run.touch(Key::Object(parker), mode);
            if let Some(op) = unparked {
                run.record(Some(parker), op, at);
            }
        });
    }
}

/// What goes by a raw pointer.
macro_rules! absent {
    ($($Type:ident)*) => {$(
        impl $Type {
            /// Not modelled: what is done by a raw pointer would be seen by no schedule.
            pub fn into_raw(_this: $Type) -> *const ()
            where
                for<'a> By<'a>: SeesPointers,
            {
                panic!("nobody can call this")
            }

            /// Not modelled.
            pub fn from_raw(_pointer: *const ()) -> $Type
            where
                for<'a> By<'a>: SeesPointers,
            {
                panic!("nobody can call this")
            }
        }
    )*};
}

absent!(Parker Unparker);

impl Default for Parker {
    #[track_caller]
    fn default() -> Parker {
        Parker::new()
    }
}

impl fmt::Debug for Parker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Parker { .. }")
    }
}

/// Unparks a [`Parker`].
#[derive(Clone)]
pub struct Unparker(Arc<Handle>);

impl Unparker {
    /// Lets the current or the next park end.
    #[track_caller]
    pub fn unpark(&self) {
        let at = Location::caller();
        if reach_object(&self.0, at) {
            with_run(|run| {
                let parker = run.object(&self.0);
                let did = run.parker_mut(parker).unpark();
                run.did(parker, did, at);
                run.change();
            });
        }
    }
}

impl fmt::Debug for Unparker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Unparker { .. }")
    }
}
