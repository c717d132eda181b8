//! exit 0: main ... the one behaviour of 2 threads, 1 thread left
use std::thread;

fn main() {
    thread::spawn(|| {
        loop {
            thread::park();
        }
    });
}
