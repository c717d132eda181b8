// holds race_conditions read_twice: "But in Go, and in std on Linux, a writer that
// waits keeps new readers out"

use std::sync::RwLock;
use std::thread;

static PAGES: RwLock<u32> = RwLock::new(0);

pub fn main() {
    let first = PAGES.read().unwrap();
    println!("a second read, nobody waits: {}", PAGES.try_read().is_ok());
    let writer = thread::spawn(|| *PAGES.write().unwrap() += 1);
    while PAGES.try_read().is_ok() {
        thread::yield_now(); // until the writer waits
    }
    println!("a second read, a writer waits: {}", PAGES.try_read().is_ok());
    drop(first);
    writer.join().unwrap();
    println!("pages: {}", PAGES.read().unwrap());
}

// prints:
// a second read, nobody waits: true
// a second read, a writer waits: false
// pages: 1
