//! exit 1: the second one leads
//! Who leads keeps the lock for as long as the program runs, and the other one waits for it.
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

fn main() {
    let lock = Arc::new(Mutex::new(()));
    let (tells, told) = mpsc::channel();
    for number in 1..=2 {
        let (lock, tells) = (Arc::clone(&lock), tells.clone());
        thread::spawn(move || {
            loop {
                let _leads = lock.lock().unwrap();
                tells.send(number).unwrap();
                loop {
                    thread::park();
                }
            }
        });
    }
    assert_eq!(told.recv(), Ok(1), "the second one leads");
}
