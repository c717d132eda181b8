//! exit 0: main ... the one behaviour of one thread
mod beside;

fn main() {
    assert_eq!(beside::place(), "src/bin/folder/beside.rs");
    assert_eq!(env!("CARGO_BIN_NAME"), "folder");
}
