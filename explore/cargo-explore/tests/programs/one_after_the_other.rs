//! exit 0: 2 tasks ran, and at each step only one of them could go on
use std::sync::Mutex;

fn main() {
    let sum = Mutex::new(1);
    std::thread::scope(|scope| {
        let task = scope.spawn(|| *sum.lock().unwrap() += 1);
        task.join().unwrap();
    });
    assert_eq!(*sum.lock().unwrap(), 2);
}
