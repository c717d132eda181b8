//! exit 0: Every behaviour of up to 2 tasks was tried
//! exit 0: in 2 schedules

use std::sync::Mutex;
use std::thread;

/// A destructor makes no proof impossible: nothing that has one is shared here.
struct Adds<'a>(&'a Mutex<u32>);

impl Drop for Adds<'_> {
    fn drop(&mut self) {
        *self.0.lock().unwrap() += 1;
    }
}

fn main() {
    let sum = Mutex::new(0);
    thread::scope(|scope| {
        scope.spawn(|| drop(Adds(&sum)));
        drop(Adds(&sum));
    });
    assert_eq!(*sum.lock().unwrap(), 2);
}
