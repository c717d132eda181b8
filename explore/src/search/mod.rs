//! The search: which schedule is next.

mod bounded;
mod clocks;
mod estimate;
mod every;
pub(crate) mod explore;
mod looked;
pub(crate) mod name;
mod node;
mod parting;
mod past;
mod pct;
mod places;
mod race;
mod races;
mod random;
mod reduced;
mod replay;
