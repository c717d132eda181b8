use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::model::ObjectId;
use crate::model::access::{Key, Mode};
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::schedule::drops::acts;
use crate::schedule::engine::{is_exploring, reach, reach_object, with_run};
use crate::schedule::run::Run;

/// Lets tasks wait until all others have dropped their clone of it.
///
/// ```
/// use explore::crossbeam_sync::WaitGroup;
/// use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
/// use explore::{sync::Arc, thread};
///
/// explore::every(|| {
///     let (group, done) = (WaitGroup::new(), Arc::new(AtomicU32::new(0)));
///     for _ in 0..2 {
///         let (group, done) = (group.clone(), done.clone());
///         thread::spawn(move || {
///             done.fetch_add(1, SeqCst);
///             drop(group);
///         });
///     }
///     group.wait();
///     assert_eq!(done.load(SeqCst), 2);
/// })
/// .clean_in_all();
/// ```
pub struct WaitGroup {
    group: Arc<Group>,
    has_left: bool,
}

struct Group {
    handle: Handle,
    members: AtomicUsize,
}

impl WaitGroup {
    /// A group with one member.
    #[track_caller]
    pub fn new() -> WaitGroup {
        let handle = Handle::new(Kind::WaitGroup);
        let group = Group { handle, members: AtomicUsize::new(1) };
        WaitGroup { group: Arc::new(group), has_left: false }
    }

    /// Leaves the group and waits until all others have.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn wait(mut self) {
        let at = Location::caller();
        assert!(
            is_exploring(),
            "WaitGroup::wait works only inside an explored program"
        );
        self.group.leave(at);
        self.has_left = true;
        reach(at, |run| Pending::Group(self.group.id(run)));
        self.group.touch(Mode::Follows);
    }
}

impl Drop for WaitGroup {
    fn drop(&mut self) {
        if !self.has_left {
            acts(self);
            self.group.leave(self.group.handle.made());
        }
    }
}

impl Clone for WaitGroup {
    fn clone(&self) -> WaitGroup {
        self.group.members.fetch_add(1, Ordering::Relaxed);
        self.group.touch(Mode::Changes);
        WaitGroup { group: self.group.clone(), has_left: false }
    }
}

impl Default for WaitGroup {
    #[track_caller]
    fn default() -> WaitGroup {
        WaitGroup::new()
    }
}

impl fmt::Debug for WaitGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.group.touch(Mode::Changes);
        let count = self.group.members.load(Ordering::Relaxed);
        f.debug_struct("WaitGroup").field("count", &count).finish()
    }
}

impl Group {
    fn leave(&self, at: &'static Location<'static>) {
        // Only the last one to leave is seen by others.
        let left = self.members.load(Ordering::Relaxed);
        with_run(|run| {
            let group = self.id(run);
            let members = run.wait_group(group).members;
            run.leaves_one(Key::Object(group), members);
            run.trace.meets();
        });
        if left == 1 {
            reach_object(&self.handle, at);
            self.touch(Mode::Changes);
        }
        let left = self.members.fetch_sub(1, Ordering::Relaxed) - 1;
        with_run(|run| {
            let group = self.id(run);
            run.record(Some(group), Op::Leave { left }, at);
            run.trace.meets();
            run.change();
        });
    }

    fn touch(&self, mode: Mode) {
        with_run(|run| {
            let group = self.id(run);
            run.touch(Key::Object(group), mode);
        });
    }

    /// The group in the schedule, as it is now.
    fn id(&self, run: &mut Run) -> ObjectId {
        let group = run.object(&self.handle);
        let members = self.members.load(Ordering::Relaxed);
        run.wait_group_mut(group).members = members;
        group
    }
}
