//! Atomics, with the API of [`std::sync::atomic`]. All orderings are explored as
//! [`Ordering::SeqCst`].

mod common;
mod flag;
mod numbers;
mod old;
mod pointer;

use std::panic::Location;

use crate::access::{Key, Mode};
use crate::engine::{reach, with_run};
use crate::object::Handle;
use crate::op::Op;

pub use flag::AtomicBool;
pub use numbers::{
    AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16,
    AtomicU32, AtomicU64, AtomicUsize,
};
#[allow(deprecated)] // std has them too
pub use old::{
    ATOMIC_BOOL_INIT, ATOMIC_ISIZE_INIT, ATOMIC_USIZE_INIT, spin_loop_hint,
};
pub use pointer::AtomicPtr;
pub use std::sync::atomic::{Ordering, compiler_fence, fence};

/// One operation on an atomic: others may go first, then it happens and is recorded.
pub(crate) fn operate<R>(
    handle: &Handle,
    at: &'static Location<'static>,
    operate: impl FnOnce() -> (R, Op),
) -> R {
    reach(at, |run| run.ready_for(handle));
    let (result, op) = operate();
    with_run(|run| {
        let atomic = run.object(handle);
        run.touch(Key::Object(atomic), op.mode());
        run.record(Some(atomic), op, at);
        if op.changes() {
            run.change();
        }
    });
    result
}

impl Op {
    /// How the operation touches the atomic: what writes what was there is no look, as
    /// others may have written in between.
    fn mode(self) -> Mode {
        match self {
            Op::Read(_) | Op::Finds { .. } | Op::FindsAnother(_) => Mode::Looks,
            _ => Mode::Changes,
        }
    }

    /// Whether the operation on an atomic left another value behind.
    fn changes(self) -> bool {
        match self {
            Op::Read(_) | Op::Finds { .. } | Op::FindsAnother(_) => false,
            Op::Change { from, to } | Op::Write { from, to } => from != to,
            _ => true,
        }
    }
}

/// Nothing has it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "not modelled: a raw pointer to an atomic",
    label = "what is done by a raw pointer would be seen by no schedule",
    note = "use the operations of the atomic itself, through a reference or an `Arc`"
)]
pub trait SeesPointers {}

/// The lifetime keeps the bound from being looked at before somebody calls what has it.
#[doc(hidden)]
#[derive(Debug)]
pub struct By<'a>(std::marker::PhantomData<&'a ()>);
