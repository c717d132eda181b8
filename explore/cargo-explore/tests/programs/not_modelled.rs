//! exit 3: What tasks share is modelled here
fn main() {
    let _ = std::sync::Exclusive::new(1);
}
