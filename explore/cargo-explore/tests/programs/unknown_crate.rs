//! exit 3: There is no crate rand here
fn main() {
    println!("{}", rand::random::<u8>());
}
