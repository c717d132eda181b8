//! exit 3: error[E0583]: file not found for module `parts`
//! exit 3: One file is explored, and what lies beside it is not there.
mod parts;

fn main() {}
