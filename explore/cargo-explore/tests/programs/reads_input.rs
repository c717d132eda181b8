//! exit 3: standard input is read
fn main() {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
}
