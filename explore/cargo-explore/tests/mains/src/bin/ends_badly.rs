//! exit 1: FAILS, the process is ended
//! exit 1: main calls process::exit(7) in line 5 of src/bin/ends_badly.rs.

fn main() {
    std::process::exit(7);
}
