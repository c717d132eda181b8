//! exit 3: NOT EXPLORED, it does not compile
//! exit 3: There is no `main` in src/bin/no_main.rs, or none at its root.
#![no_main]
