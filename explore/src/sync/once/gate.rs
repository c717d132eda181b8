//! What initializes once: the turns of tasks at it.

use std::panic::Location;

use crate::model::access::Key;
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::once;
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::schedule::engine::{reach, reach_object, with_run};
use crate::schedule::run::Run;

/// Lets one task initialize while the others wait.
#[derive(Debug)]
pub(super) struct Gate {
    pub(super) handle: Handle,
}

/// Whose turn it is.
pub(super) enum Turn<'a> {
    Mine(Mine<'a>),
    Done,
}

/// The turn of the task that initializes. If it panics, the next one tries.
pub(super) struct Mine<'a> {
    gate: &'a Gate,
    at: &'static Location<'static>,
    pub(super) was_poisoned: bool,
    after_panic: once::Once,
    ended: bool,
}

impl Gate {
    #[track_caller]
    pub(super) const fn new() -> Gate {
        Gate { handle: Handle::new(Kind::Once) }
    }

    /// Waits while another task initializes. Returns `None` outside of a schedule.
    pub(super) fn enter(
        &self,
        at: &'static Location<'static>,
        after_panic: once::Once,
    ) -> Option<Turn<'_>> {
        reach(at, |run| Pending::Initialize(run.object(&self.handle)));
        with_run(|run| {
            let once = run.object(&self.handle);
            let (task, before) = (run.current, *run.once(once));
            let (done, mode) = run.once_mut(once).enter(task);
            run.touch(Key::Object(once), mode);
            if let Some(op) = done {
                run.record(Some(once), op, at);
                return Turn::Done;
            }
            run.change();
            Turn::Mine(Mine {
                gate: self,
                at,
                was_poisoned: before == once::Once::Poisoned,
                after_panic,
                ended: false,
            })
        })
    }

    /// Waits until it is initialized, or found poisoned if that ends the wait too. Returns
    /// whether it is poisoned.
    pub(super) fn wait(
        &self,
        at: &'static Location<'static>,
        or_poisoned: bool,
    ) -> bool {
        let pending = |run: &mut Run| {
            let once = run.object(&self.handle);
            Pending::Initialized { once, or_poisoned }
        };
        if !reach(at, pending) {
            return false;
        }
        let looked = with_run(|run| {
            run.looks(&self.handle);
            let once = run.object(&self.handle);
            let poisoned = *run.once(once) == once::Once::Poisoned;
            run.record(Some(once), Op::FindsInitialized(!poisoned), at);
            poisoned
        });
        looked.unwrap_or(false)
    }

    pub(super) fn record(&self, op: Op, at: &'static Location<'static>) {
        with_run(|run| {
            let once = run.object(&self.handle);
            run.record(Some(once), op, at);
        });
    }
}

impl Mine<'_> {
    pub(super) fn end(mut self, publish: impl FnOnce()) {
        reach_object(&self.gate.handle, self.at);
        publish();
        self.ended = true;
        self.leave(once::Once::Done);
        self.gate.record(Op::Initialize, self.at);
    }

    fn leave(&self, state: once::Once) {
        with_run(|run| {
            let once = run.object(&self.gate.handle);
            let mode = run.once_mut(once).become_this(state);
            run.touch(Key::Object(once), mode);
            run.change();
        });
    }
}

impl Drop for Mine<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.leave(self.after_panic);
        }
    }
}
