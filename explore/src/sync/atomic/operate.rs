use std::panic::Location;

use crate::model::handle::Handle;
use crate::model::op::Op;
use crate::schedule::catch::looks_in_a_message;
use crate::schedule::engine::{does, reach_object};

/// One operation on an atomic: others may go first, then it happens and is recorded.
pub(crate) fn operate<R>(
    handle: &Handle,
    at: &'static Location<'static>,
    operate: impl FnOnce() -> (R, Op),
) -> R {
    reach_object(handle, at);
    let (result, op) = operate();
    does(|run| {
        let atomic = run.object(handle);
        run.did(atomic, (op, op.mode()), at);
        if op.changes() {
            run.change();
        }
    });
    result
}

/// The same for what is looked at to be shown, which does not tell from where.
pub(crate) fn look_to_show<R>(
    handle: &Handle,
    look: impl FnOnce() -> (R, Op),
) -> R {
    match looks_in_a_message(handle) {
        true => look().0,
        false => operate(handle, handle.made(), look),
    }
}

/// Nothing has it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "not modelled: a raw pointer to what tasks share",
    label = "what is done by a raw pointer would be seen by no schedule",
    note = "use its own operations, through a reference or an `Arc`"
)]
pub trait SeesPointers {}

/// The lifetime keeps the bound from being looked at before somebody calls what has it.
#[doc(hidden)]
#[derive(Debug)]
pub struct By<'a>(std::marker::PhantomData<&'a ()>);
