//! Nobody joins the thread that panics. Built with `-C panic=abort`, the process ends.

use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, receiver) = mpsc::channel::<()>();

    thread::spawn(move || {
        let _ends = sender; // dropped by the panic
        panic!("out of paper");
    });
    assert!(receiver.recv().is_err()); // the thread has panicked

    println!("main: goes on");
}
