//! exit 1: locks are taken in different orders
use std::sync::Mutex;
use std::thread;

static LEFT: Mutex<u32> = Mutex::new(1);
static RIGHT: Mutex<u32> = Mutex::new(2);

fn main() {
    let other = thread::spawn(|| {
        let left = LEFT.lock().unwrap();
        let mut right = RIGHT.lock().unwrap();
        *right += *left;
    });
    {
        let right = RIGHT.lock().unwrap();
        let mut left = LEFT.lock().unwrap();
        *left += *right;
    }
    other.join().unwrap();
}
