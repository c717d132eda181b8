//! How crossbeam's parker is modelled.

use super::access::Mode;
use super::op::Op;

/// Whether it was unparked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parker {
    unparked: bool,
}

impl Parker {
    /// Who is parked goes on when it was unparked.
    pub(crate) fn is_unparked(&self) -> bool {
        self.unparked
    }

    /// The owner goes on, and takes what unparked it. Nothing has if its time ran out.
    pub(crate) fn park(&mut self) -> (Option<Op>, Mode) {
        let unparked = std::mem::take(&mut self.unparked);
        (unparked.then_some(Op::IsUnparked), Mode::Changes)
    }

    /// Lets the current or the next park end.
    pub(crate) fn unpark(&mut self) -> (Op, Mode) {
        self.unparked = true;
        (Op::UnparkOwner, Mode::Changes)
    }
}
