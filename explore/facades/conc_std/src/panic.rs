//! [`std::panic`], whose panics are each of a task.

pub use explore::panic::{catch_unwind, resume_unwind, set_hook, take_hook};
pub use std::panic::*;
