//! exit 1: it aborted
struct Loud;

impl Drop for Loud {
    fn drop(&mut self) {
        panic!("again");
    }
}

fn main() {
    let _loud = Loud;
    panic!("once");
}
