//! exit 1: FAILS, a livelock
//! exit 1: The last change of running was in line 19: task 1 writes true.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

#[derive(Default)]
struct Control {
    running: AtomicBool,
}

impl Control {
    fn is_running(&self) -> bool {
        self.running.load(SeqCst)
    }

    fn beats(&self) -> u64 {
        let mut beats = 0;
        self.running.store(true, SeqCst);
        while self.is_running() {
            beats += 1;
            thread::yield_now();
        }
        beats
    }
}

fn main() {
    let control = Arc::new(Control::default());
    let own = Arc::clone(&control);
    let heart = thread::spawn(move || own.beats());
    control.running.store(false, SeqCst);
    heart.join().unwrap();
}
