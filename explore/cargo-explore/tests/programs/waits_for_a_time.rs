//! exit 0: Up to 2 times in a schedule, time could pass while a task could go on.
use std::thread;
use std::time::Duration;

fn main() {
    let task = thread::spawn(|| thread::sleep(Duration::from_millis(5)));
    task.join().unwrap();
}
