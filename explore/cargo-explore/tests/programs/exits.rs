//! exit 3: main calls process::exit(0) in line 3.
fn main() {
    std::process::exit(0);
}
