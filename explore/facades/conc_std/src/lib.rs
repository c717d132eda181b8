//! std, but for what two tasks can share: that is modelled by [`explore`].
//!
//! An answer is built with this crate in the place of std, by its manifest: `std = {
//! package = "conc_std" }`. Elsewhere the root of a crate says
//!
//! ```
//! #[macro_use]
//! extern crate conc_std as std;
//! extern crate conc_std as alloc;
//! extern crate conc_std as core;
//!
//! use std::sync::Mutex; // the modelled one
//! # fn main() { drop(Mutex::new(0)); }
//! ```
//!
//! and everything below it means this crate by `std::`, `::std::`, `core::` and
//! `alloc::`. What is not modelled is absent, so that it is an error of the compiler and
//! not a wrong verdict: `sync`, `thread` and `time` are those of [`explore`], nothing
//! else:
//!
//! ```compile_fail
//! use conc_std::sync::atomic::AtomicU8;
//!
//! AtomicU8::new(1).as_ptr(); // not modelled: a raw pointer to what tasks share
//! ```
//!
//! Who wants to get at the real std still can: this is a guard against accidents, no
//! sandbox.

// What is not named below is std's. A name below wins over a glob.
pub use std::*;

pub mod collections;
pub mod env;
pub mod fs;
pub mod hash;
pub mod io;
pub mod panic;
pub mod prelude;
mod printing;
pub mod process;
pub mod time;

#[doc(hidden)]
pub use printing::tell;

/// What the tests of the judge reach for, to do what no answer should.
#[doc(hidden)]
pub use ::std as real;

pub use explore::{hint, sync, thread, thread_local};
