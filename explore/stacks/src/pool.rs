//! Stacks that are used again: to get one from the system takes longer than most tasks.

use std::cell::Cell;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, CoroutineResult, Yielder};

/// What a task does.
pub(crate) type Job = Box<dyn FnOnce()>;

/// The room of a stack in bytes; the guard page comes on top.
static SIZE: AtomicUsize = AtomicUsize::new(USUAL);

/// The room of a stack in bytes, if nobody sets another one.
pub const USUAL: usize = 256 * 1024;

/// From here on a new stack has room for so many bytes, in place of 256 KiB. Those that are
/// kept to be used again stay as they are.
pub fn set_size(bytes: usize) {
    SIZE.store(bytes, Relaxed);
}

enum Input {
    Run(Job),
    GoOn,
}

/// Why what runs on a stack has come back.
pub(crate) enum Output {
    /// To go on later; before that this task goes, if one is named.
    Switched(Option<usize>),
    Ended,
}

/// A stack on which jobs run one after the other.
pub(crate) struct Stack {
    coroutine: Coroutine<Input, Output, ()>,
    /// Who suspends what runs on it. Set once it has run.
    yielder: *const Yielder<Input, Output>,
}

thread_local! {
    /// That of the stack which runs.
    static YIELDER: Cell<*const Yielder<Input, Output>> =
        const { Cell::new(ptr::null()) };
}

impl Stack {
    /// # Panics
    ///
    /// If the system has no memory left.
    pub(crate) fn new() -> Stack {
        let memory = DefaultStack::new(SIZE.load(Relaxed))
            .expect("memory for another stack");
        let coroutine = Coroutine::with_stack(memory, |yielder, mut input| {
            loop {
                if let Input::Run(job) = input {
                    YIELDER.set(yielder);
                    job();
                }
                input = yielder.suspend(Output::Ended);
            }
        });
        Stack { coroutine, yielder: ptr::null() }
    }

    /// Runs the job until it ends or switches.
    #[inline]
    pub(crate) fn run(&mut self, job: Job) -> Output {
        self.resume(Input::Run(job))
    }

    /// Runs the job on from where it switched.
    #[inline]
    pub(crate) fn go_on(&mut self) -> Output {
        YIELDER.set(self.yielder);
        self.resume(Input::GoOn)
    }

    #[inline]
    fn resume(&mut self, input: Input) -> Output {
        let output = self.coroutine.resume(input);
        self.yielder = YIELDER.replace(ptr::null());
        match output {
            CoroutineResult::Yield(output) => output,
            CoroutineResult::Return(()) => unreachable!("the loop has no end"),
        }
    }
}

impl Drop for Stack {
    /// Drops nothing that lies on the stack: its job has ended or was given up.
    fn drop(&mut self) {
        // SAFETY: no job runs on it again, as it cannot be resumed any more. What a job
        // that was given up has left on it is reached from other jobs alone that were
        // given up with it; see the crate's page for the exception.
        #[expect(unsafe_code)]
        unsafe {
            self.coroutine.force_reset();
        }
    }
}

/// Whether a job runs.
#[inline]
pub(crate) fn runs() -> bool {
    !YIELDER.get().is_null()
}

/// Whether the address lies on the stack of the job that runs, in use by it.
pub(crate) fn has(address: usize) -> bool {
    // The yielder lies where the stack begins, and stacks grow down.
    here() <= address && address < YIELDER.get().addr()
}

/// How many bytes are left of the stack of the job that runs.
///
/// # Panics
///
/// Outside of a job.
pub(crate) fn room() -> usize {
    assert!(runs(), "only a task has a stack");
    // This one may have been made before the size was set.
    let size = SIZE.load(Relaxed).min(USUAL);
    size.saturating_sub(YIELDER.get().addr().saturating_sub(here()))
}

/// Where the stack of the job that runs has come to.
#[inline(never)] // its own frame lies below that of the caller
fn here() -> usize {
    let here = 0_u8;
    ptr::from_ref(&here).addr()
}

/// From the job that runs back to who has resumed its stack; `to` is the task that goes
/// next, if it is known.
///
/// # Panics
///
/// Outside of a job.
#[inline]
pub(crate) fn switch(to: Option<usize>) {
    assert!(runs(), "only a task can switch");
    let yielder = YIELDER.get();
    // SAFETY: the yielder lives on the stack that runs, which is the one of this call: it
    // is set on each way into a stack and unset on each way out.
    #[expect(unsafe_code)]
    let yielder = unsafe { &*yielder };
    yielder.suspend(Output::Switched(to));
}
