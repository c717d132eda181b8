//! Atomics, with the API of [`crossbeam::atomic`](https://docs.rs/crossbeam-utils/0.8).

mod cell;
mod consume;
mod numbers;

pub use cell::AtomicCell;
pub use consume::AtomicConsume;
