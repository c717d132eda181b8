//! exit 1: nobody was the last owner
//! exit 1: main asked in line 13 whether others own what is in an Arc, and task 1 in line 12.

use std::sync::Arc;
use std::thread;

/// The last of two to be done takes the value out. Nobody may be the last: both look before
/// either lets go.
fn main() {
    let value = Arc::new(1);
    let other = Arc::clone(&value);
    let task = thread::spawn(move || Arc::try_unwrap(other).is_ok());
    let is_last = Arc::try_unwrap(value).is_ok();
    assert!(is_last | task.join().unwrap());
}
