//! The queues of a pool of tasks, each of which has its own and steals from others, with
//! the API of [`crossbeam::deque`](https://docs.rs/crossbeam-deque/0.8).

mod injector;
mod steal;
mod worker;

pub use injector::Injector;
pub use steal::Steal;
pub use worker::{Stealer, Worker};
