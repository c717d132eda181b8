//! exit 1: a task waits for itself
use std::sync::Mutex;
use std::thread;

static TOTAL: Mutex<u32> = Mutex::new(0);

fn add(more: u32) {
    let mut total = TOTAL.lock().unwrap();
    *total += more;
    report();
}

fn report() {
    println!("{}", TOTAL.lock().unwrap());
}

fn main() {
    thread::spawn(|| add(1)).join().unwrap();
}
