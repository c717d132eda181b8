//! exit 3: NOT EXPLORED, no schedule came to its end
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

struct Control {
    running: AtomicBool,
}

impl Control {
    fn is_running(&self) -> bool {
        self.running.load(SeqCst)
    }
}

fn main() {
    let control = Arc::new(Control { running: AtomicBool::new(true) });
    let own = Arc::clone(&control);
    let watcher = thread::spawn(move || {
        let mut looks = 0;
        while own.is_running() {
            looks += 1;
            if looks > 100_000 {
                return false;
            }
            thread::yield_now();
        }
        true
    });
    assert!(!watcher.join().unwrap());
}
