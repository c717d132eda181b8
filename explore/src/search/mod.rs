//! The search: which schedule is next.

mod bounded;
mod estimate;
mod every;
pub(crate) mod explore;
pub(crate) mod name;
mod pct;
mod races;
mod random;
mod reduced;
mod replay;
