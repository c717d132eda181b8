//! exit 3: error[E0308]: mismatched types
//! exit 3: mistyped.rs:5:18
fn main() {
    // The next line.
    let _: u32 = "one";
}
