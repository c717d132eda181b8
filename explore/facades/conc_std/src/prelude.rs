//! What every program has without an import: std's, but for the macros that are modelled.

/// The names of an edition, which has this much in common with the others.
macro_rules! edition {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub mod $name {
            pub use crate::{dbg, eprint, eprintln, print, println, thread_local};
            pub use std::prelude::$name::*;
        }
    };
}

edition! {
    /// The names that are the same in all editions.
    v1
}
edition! {
    /// Those of the first edition.
    rust_2015
}
edition! {
    /// Those of the second edition.
    rust_2018
}
edition! {
    /// Those of the third edition.
    rust_2021
}
edition! {
    /// Those of the edition in which answers are written.
    rust_2024
}
