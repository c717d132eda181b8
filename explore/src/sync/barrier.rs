use std::panic::Location;

use crate::model::access::{Key, Mode};
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::schedule::engine::{is_exploring, reach, reach_object, with_run};

/// Like [`std::sync::Barrier`].
#[derive(Debug)]
pub struct Barrier {
    handle: Handle,
    tasks: usize,
}

impl Barrier {
    /// A barrier that lets go when so many tasks wait.
    #[track_caller]
    pub const fn new(tasks: usize) -> Barrier {
        Barrier { handle: Handle::new(Kind::Barrier), tasks }
    }

    /// Waits until enough tasks do. The last one to arrive is the leader.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let at = Location::caller();
        assert!(
            is_exploring(),
            "Barrier::wait works only inside an explored program"
        );
        reach_object(&self.handle, at);
        let waits = with_run(|run| {
            let barrier = run.object(&self.handle);
            run.record(Some(barrier), Op::Arrive, at);
            run.change();
            run.trace.meets();
            let (waits, mode) = run.barrier_mut(barrier).arrive(self.tasks);
            run.touch(Key::Object(barrier), mode);
            Some((barrier, waits?))
        });
        let waits = waits.flatten();
        if let Some((barrier, generation)) = waits {
            reach(at, |_| Pending::Barrier { barrier, generation });
            with_run(|run| run.touch(Key::Object(barrier), Mode::Follows));
        }
        BarrierWaitResult(waits.is_none())
    }
}

/// Like [`std::sync::BarrierWaitResult`].
#[derive(Debug)]
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// Whether this task arrived last.
    pub fn is_leader(&self) -> bool {
        self.0
    }
}
