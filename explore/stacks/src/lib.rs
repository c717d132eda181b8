//! A stack for each task of one OS thread, and switches between them.
//!
//! Tasks are added with [`add`] and get numbers from 0 on. [`resume`] runs one until it
//! calls [`switch`] or ends, and [`run`] one after the other; who is next is for the caller
//! to say. [`scope`] adds tasks that borrow from the stack of another. When all have ended,
//! or when those that are left are given up, [`clear`] makes room for the next ones; their
//! stacks are kept for them.
//!
//! ```
//! use std::cell::RefCell;
//! use std::rc::Rc;
//!
//! let order = Rc::new(RefCell::new(Vec::new()));
//! for task in ["a", "b"] {
//!     let order = order.clone();
//!     stacks::add(move || {
//!         order.borrow_mut().push(task);
//!         stacks::switch();
//!         order.borrow_mut().push(task);
//!     });
//! }
//! for task in [0, 1, 1, 0] {
//!     stacks::resume(task);
//! }
//! assert_eq!(*order.borrow(), ["a", "b", "b", "a"]);
//! assert_eq!(stacks::live(), 0);
//! stacks::clear();
//! ```
//!
//! # Soundness
//!
//! Two things here are `unsafe`, and are tested below; Miri cannot run them, as the switch
//! is written in assembler.
//!
//! - A task of a [`scope`] has a lifetime that the compiler does not see the end of. The
//!   scope is left only when all its tasks have ended, by a panic too; if one of them never
//!   ends, neither does the scope.
//! - The stack of a task that was given up is reused without its destructors. Nothing runs
//!   on it or on what it borrowed again. A list outside of the tasks that a pinned value
//!   puts itself into, to take itself out when it is dropped, would be left with a dangling
//!   link: tasks share only what one of them has made.

mod pool;
mod scope;
mod tasks;

pub use pool::{USUAL, set_size};
pub use scope::{Scope, scope};
pub use tasks::{add, clear, has, live, resume, room, run, switch, switch_to};
