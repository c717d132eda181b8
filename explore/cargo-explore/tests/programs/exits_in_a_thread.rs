//! exit 1: the process is ended
//! exit 1: task 1 calls process::exit(3) in line 6.
use std::thread;

fn main() {
    let task = thread::spawn(|| std::process::exit(3));
    // No panic is passed on to who joins.
    let _: thread::Result<()> = task.join();
}
