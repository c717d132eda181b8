//! exit 0: schedules of up to 2 tasks were tried, and none failed. That is no proof.
//! exit 0: The program asks how many own an Arc. That is no step here

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
