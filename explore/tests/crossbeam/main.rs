//! Holds [`explore::channel`] to the real crossbeam: the same programs run on both.

mod deadlocks;
mod differential;
mod model;
mod real;
mod scripts;
mod told;
