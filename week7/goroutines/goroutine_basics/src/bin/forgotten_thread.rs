//! The end of `main` is the end of the process, and of every thread in it.

use std::sync::{Arc, Barrier};
use std::thread;

fn main() {
    let desk = Arc::new(Barrier::new(2));
    let printers_side = Arc::clone(&desk);

    thread::spawn(move || {
        println!("printer: starts to print");
        printers_side.wait(); // both are here
        printers_side.wait(); // waits for the paper, which main never brings
        println!("printer: has printed");
    });
    desk.wait();

    println!("main: goes home");
}
