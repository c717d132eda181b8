//! A call that blocks its thread until main lets it go on.

use std::sync::{Arc, Barrier};

use shared::Task;

/// Where main and the callers meet: when they are inside, and when they may leave.
pub struct Doors {
    pub inside: Barrier,
    pub out: Barrier,
}

impl Doors {
    pub fn for_main_and(callers: usize) -> Arc<Self> {
        let door = || Barrier::new(callers + 1);
        Arc::new(Self { inside: door(), out: door() })
    }
}

/// Stands for any call that blocks: a read, a lock, a query.
pub fn blocking_call(caller: Task, doors: &Arc<Doors>) -> impl FnOnce() + use<> {
    let doors = Arc::clone(doors);
    move || {
        caller.waits_for("main");
        doors.inside.wait();
        doors.out.wait();
        writeln!(caller, "goes on");
    }
}
