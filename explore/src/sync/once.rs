use std::fmt;
use std::ops::Deref;
use std::panic::Location;
use std::sync::{self, PoisonError};

use crate::model::access::{Key, Mode};
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::once;
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::schedule::engine::{is_exploring, reach, with_run};

/// Like [`std::sync::OnceLock`].
pub struct OnceLock<T> {
    gate: Gate,
    value: sync::OnceLock<T>,
}

impl<T> OnceLock<T> {
    /// An empty cell. The record calls it by this line.
    #[track_caller]
    pub const fn new() -> OnceLock<T> {
        OnceLock { gate: Gate::new(), value: sync::OnceLock::new() }
    }

    /// The value, if there is one already.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        let at = Location::caller();
        reach(at, |run| run.ready_for(&self.gate.handle));
        with_run(|run| run.looks(&self.gate.handle));
        let value = self.value.get();
        self.gate.record(Op::FindsInitialized(value.is_some()), at);
        value
    }

    /// Sets the value, unless there is one.
    ///
    /// # Errors
    ///
    /// If there is one; returns `value`.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.init_at(Location::caller(), || value.take().expect("called once"));
        match value {
            None => Ok(()),
            Some(value) => Err(value),
        }
    }

    /// The value, made by `init` if there is none. Other tasks wait meanwhile.
    #[track_caller]
    pub fn get_or_init(&self, init: impl FnOnce() -> T) -> &T {
        self.init_at(Location::caller(), init)
    }

    /// Waits until somebody has made the value.
    #[track_caller]
    pub fn wait(&self) -> &T {
        self.gate.wait(Location::caller());
        self.value.wait()
    }

    /// The value, which nobody else can reach.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut()
    }

    /// Returns the value.
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    /// Takes the value out and leaves an empty cell.
    pub fn take(&mut self) -> Option<T> {
        std::mem::take(self).into_inner()
    }

    fn init_at(
        &self,
        at: &'static Location<'static>,
        init: impl FnOnce() -> T,
    ) -> &T {
        match self.gate.enter(at, once::Once::New) {
            Some(Turn::Mine(turn)) => {
                // There is one already if the cell was made from it.
                let value = self.value.get().is_none().then(init);
                turn.end(|| drop(value.map(|value| self.value.set(value))));
                self.value.get().expect("set on the line above")
            }
            Some(Turn::Done) => self.value.get().expect("set by another task"),
            None => self.value.get_or_init(init),
        }
    }
}

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> OnceLock<T> {
        OnceLock::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        with_run(|run| run.looks(&self.gate.handle));
        self.value.fmt(f)
    }
}

impl<T> From<T> for OnceLock<T> {
    #[track_caller]
    fn from(value: T) -> OnceLock<T> {
        let mut cell = OnceLock::new();
        cell.value = sync::OnceLock::from(value);
        cell
    }
}

/// Like [`std::sync::LazyLock`].
pub struct LazyLock<T, F = fn() -> T> {
    gate: Gate,
    value: sync::OnceLock<T>,
    init: sync::Mutex<Option<F>>,
}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// A value that is made at its first use. The record calls it by this line.
    #[track_caller]
    pub const fn new(init: F) -> LazyLock<T, F> {
        LazyLock {
            gate: Gate::new(),
            value: sync::OnceLock::new(),
            init: sync::Mutex::new(Some(init)),
        }
    }

    /// Makes the value if it is not there, and returns it.
    ///
    /// # Panics
    ///
    /// If making it does, or did.
    #[track_caller]
    pub fn force(this: &LazyLock<T, F>) -> &T {
        this.force_at(Location::caller())
    }

    fn force_at(&self, at: &'static Location<'static>) -> &T {
        let make = || {
            let mut init = self.init.lock().unwrap_or_else(PoisonError::into_inner);
            let init = init.take();
            init.expect("LazyLock instance has previously been poisoned")
        };
        match self.gate.enter(at, once::Once::Poisoned) {
            Some(Turn::Mine(turn)) => {
                let init = make();
                let value = init();
                turn.end(|| drop(self.value.set(value)));
            }
            Some(Turn::Done) => {}
            None => drop(self.value.get_or_init(|| make()())),
        }
        self.value.get().expect("made above")
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        self.force_at(Location::caller())
    }
}

impl<T: Default> Default for LazyLock<T> {
    #[track_caller]
    fn default() -> LazyLock<T> {
        LazyLock::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        with_run(|run| run.looks(&self.gate.handle));
        self.value.fmt(f)
    }
}

/// Like [`std::sync::Once`].
#[derive(Debug)]
pub struct Once {
    gate: Gate,
}

impl Once {
    /// Nothing was called yet. The record calls it by this line.
    #[allow(clippy::new_without_default)] // std has none either
    #[track_caller]
    pub const fn new() -> Once {
        Once { gate: Gate::new() }
    }

    /// Calls `init` if no call came to its end before. Other tasks wait meanwhile.
    ///
    /// # Panics
    ///
    /// If an earlier call did, and outside of an explored program.
    #[track_caller]
    pub fn call_once(&self, init: impl FnOnce()) {
        self.call_at(Location::caller(), |state| {
            let poisoned = state.is_poisoned();
            assert!(!poisoned, "Once instance has previously been poisoned");
            init();
        });
    }

    /// Like [`call_once`](Once::call_once), but an earlier panic does not matter.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn call_once_force(&self, init: impl FnOnce(&OnceState)) {
        self.call_at(Location::caller(), init);
    }

    /// Whether a call came to its end.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        let at = Location::caller();
        reach(at, |run| run.ready_for(&self.gate.handle));
        let done = with_run(|run| {
            let once = run.object(&self.gate.handle);
            run.touch(Key::Object(once), Mode::Looks);
            run.once(once).is_done()
        });
        done.unwrap_or(false)
    }

    fn call_at(
        &self,
        at: &'static Location<'static>,
        init: impl FnOnce(&OnceState),
    ) {
        match self.gate.enter(at, once::Once::Poisoned) {
            Some(Turn::Mine(turn)) => {
                init(&OnceState(turn.was_poisoned));
                turn.end(|| {});
            }
            Some(Turn::Done) => {}
            None if is_exploring() => {}
            None => panic!("Once works only inside an explored program"),
        }
    }
}

/// Like [`std::sync::OnceState`].
#[derive(Debug)]
pub struct OnceState(bool);

impl OnceState {
    /// Whether an earlier call panicked.
    pub fn is_poisoned(&self) -> bool {
        self.0
    }
}

/// Lets one task initialize while the others wait.
#[derive(Debug)]
struct Gate {
    handle: Handle,
}

/// Whose turn it is.
enum Turn<'a> {
    Mine(Mine<'a>),
    Done,
}

/// The turn of the task that initializes. If it panics, the next one tries.
struct Mine<'a> {
    gate: &'a Gate,
    at: &'static Location<'static>,
    was_poisoned: bool,
    after_panic: once::Once,
    ended: bool,
}

impl Gate {
    #[track_caller]
    const fn new() -> Gate {
        Gate { handle: Handle::new(Kind::Once) }
    }

    /// Waits while another task initializes. Returns `None` outside of a schedule.
    fn enter(
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

    /// Waits until it is initialized.
    fn wait(&self, at: &'static Location<'static>) {
        if reach(at, |run| Pending::Initialized(run.object(&self.handle))) {
            with_run(|run| run.looks(&self.handle));
            self.record(Op::FindsInitialized(true), at);
        }
    }

    fn record(&self, op: Op, at: &'static Location<'static>) {
        with_run(|run| {
            let once = run.object(&self.handle);
            run.record(Some(once), op, at);
        });
    }
}

impl Mine<'_> {
    fn end(mut self, publish: impl FnOnce()) {
        reach(self.at, |run| run.ready_for(&self.gate.handle));
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
