//! What every crate has without an import: that of [`conc_std`], and `#[test]`.

/// The names of an edition.
macro_rules! edition {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub mod $name {
            pub use conc_std::prelude::$name::*;
            pub use conc_test::test;
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
    /// Those of the fourth edition.
    rust_2024
}
