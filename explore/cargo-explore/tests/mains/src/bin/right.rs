//! exit 0: main ... all 4 behaviours
//! exit 0: The memory was sequentially consistent, and time stood still
use std::num::ParseIntError;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Mutex};
use std::thread;

fn main() -> Result<(), ParseIntError> {
    let all = Arc::new(Mutex::new("0".parse()?));
    let other = Arc::clone(&all);
    let task = thread::spawn(move || mains::add(&other));
    let sum = mains::add(&all) + task.join().unwrap();
    assert_eq!(sum, 3);
    // Another schedule has left nothing in it.
    assert_eq!(mains::COUNT.load(SeqCst), 2);
    Ok(())
}
