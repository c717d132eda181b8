//! exit 1: the process is ended
//! exit 1: main calls process::exit(4) in line 4.
fn main() {
    std::process::exit(4);
}
