//! exit 3: task 1 calls process::exit(0) in line 5.
use std::thread;

fn main() {
    let task = thread::spawn(|| std::process::exit(0));
    let _: thread::Result<()> = task.join();
}
