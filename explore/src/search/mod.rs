//! The search: which schedule is next.

mod bounded;
mod every;
pub(crate) mod explore;
mod numbers;
mod pct;
mod races;
mod random;
mod reduced;
