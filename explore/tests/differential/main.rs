//! Holds the models to the real crossbeam and the real std: the same programs run on
//! both.

mod after_waits;
mod behaviours;
mod branching;
mod compared;
mod deadlocks;
mod differential;
mod generated;
mod held;
mod last_owners;
mod made;
mod model;
mod other_steps;
mod owned;
mod real;
mod repeated;
mod scripts;
mod told;
mod used;
