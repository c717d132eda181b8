//! exit 0: Only one task ran: there was nothing to interleave.
use std::sync::Mutex;

fn main() {
    let sum = Mutex::new(1);
    *sum.lock().unwrap() += 1;
    assert_eq!(*sum.lock().unwrap(), 2);
}
