use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread::{self, ThreadId};

use crate::pool::{Job, runs};
use crate::tasks::{add_boxed, switch};

/// Where [`scope`] adds its tasks.
pub struct Scope<'scope, 'env: 'scope> {
    /// How many of its tasks have not ended.
    open: Arc<AtomicUsize>,
    /// The only OS thread that may add to it.
    thread: ThreadId,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

impl<'scope> Scope<'scope, '_> {
    /// Adds a task that ends before the scope does.
    ///
    /// # Panics
    ///
    /// On another OS thread than that of the scope.
    pub fn add(&'scope self, job: impl FnOnce() + 'scope) {
        let here = thread::current().id();
        assert_eq!(here, self.thread, "all tasks run on one OS thread");
        let ends = Ends(self.open.clone());
        self.open.fetch_add(1, Relaxed);
        let job: Box<dyn FnOnce() + 'scope> = Box::new(move || {
            let _ends = ends;
            job();
        });
        // SAFETY: only the lifetime changes. The job is consumed when it has run, and the
        // scope, which its borrows outlive, is left only when all its jobs have run, as
        // each counts itself out at its very end. A job that is given up before is never
        // run, dropped or reached again.
        #[expect(unsafe_code)]
        let job =
            unsafe { std::mem::transmute::<Box<dyn FnOnce() + 'scope>, Job>(job) };
        add_boxed(job);
    }
}

impl std::fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scope").field("open", &self.open).finish()
    }
}

/// Counts a task out when all that it owned is gone.
struct Ends(Arc<AtomicUsize>);

impl Drop for Ends {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

/// Waits for the tasks of a scope, after a panic too.
struct Waits(Arc<AtomicUsize>);

impl Drop for Waits {
    fn drop(&mut self) {
        while self.0.load(Relaxed) > 0 {
            switch();
        }
    }
}

/// Runs `body`, which may add tasks that borrow from its stack, and returns when all of
/// them have ended: until then the task that runs this switches whenever it is resumed.
///
/// # Panics
///
/// Outside of a task, and if `body` does.
pub fn scope<'env, F, T>(body: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    assert!(runs(), "only a task can wait for others");
    let open = Arc::new(AtomicUsize::new(0));
    let scope = Scope {
        open: open.clone(),
        thread: thread::current().id(),
        scope: PhantomData,
        env: PhantomData,
    };
    let _waits = Waits(open);
    body(&scope)
}
