//! exit 1: the process is ended
//! exit 1: main calls process::abort() in line 6.
use std::panic::catch_unwind;

fn main() {
    let _: std::thread::Result<()> = catch_unwind(|| std::process::abort());
}
