//! exit 3: main ... refused
//! exit 3: standard input is read at src/bin/reads.rs:6,
use std::io;

fn main() {
    let mut lines = io::stdin().lines();
    lines.next().unwrap().unwrap();
}
