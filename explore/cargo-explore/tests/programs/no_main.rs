//! exit 3: There is no `main` in the file, or none at its root.
pub fn run() {}
