//! exit 0: Every behaviour of up to 2 tasks was tried
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
        let mut left = LEFT.lock().unwrap();
        let right = RIGHT.lock().unwrap();
        *left += *right;
    }
    other.join().unwrap();
    let sum = *LEFT.lock().unwrap() + *RIGHT.lock().unwrap();
    assert!([7, 8].contains(&sum), "{sum}");
}
