//! Holds the model to the real tokio: the same programs run on both, many of them made
//! up, and each outcome of the real one has to be one of the model's.

mod behaviours;
#[path = "../../../../tests/differential/compared.rs"]
mod compared;
mod differential;
mod generated;
mod mixed;
mod model;
mod real;
mod used;
