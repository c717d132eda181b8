//! How an atomic is modelled: its value lies in the modelled type.

use super::access::Mode;
use super::op::Op;

impl Op {
    /// How the operation touches the atomic: what writes what was there is no look, as
    /// others may have written in between.
    #[inline]
    pub(crate) fn mode(self) -> Mode {
        match self {
            Op::Read(_) | Op::Finds { .. } | Op::FindsAnother(_) => Mode::Looks,
            _ => Mode::Changes,
        }
    }

    /// Whether the operation on an atomic left another value behind.
    #[inline]
    pub(crate) fn changes(self) -> bool {
        match self {
            Op::Read(_) | Op::Finds { .. } | Op::FindsAnother(_) => false,
            Op::Change { from, to }
            | Op::Write { from, to }
            | Op::Apply { from, to, .. } => from != to,
            _ => true,
        }
    }
}
