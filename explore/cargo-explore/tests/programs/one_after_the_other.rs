//! exit 0: 2 tasks ran, but only one of them could run at any time
use std::sync::Mutex;

fn main() {
    let sum = Mutex::new(1);
    std::thread::scope(|scope| {
        let task = scope.spawn(|| *sum.lock().unwrap() += 1);
        task.join().unwrap();
    });
    assert_eq!(*sum.lock().unwrap(), 2);
}
