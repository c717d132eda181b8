//! Holds the models to the real crossbeam and the real std: the same programs run on
//! both.

mod deadlocks;
mod differential;
mod model;
mod real;
mod scripts;
mod told;
