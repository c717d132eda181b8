//! exit 0: When main had ended, 1 task still waited in a loop that nothing leaves

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

fn pause() {
    thread::sleep(Duration::from_secs(1));
}

/// The thread writes down each second, for as long as the program runs.
fn main() {
    let uptime = Arc::new(Mutex::new(0));
    let own = Arc::clone(&uptime);
    thread::spawn(move || loop {
        pause();
        *own.lock().unwrap() += 1;
    });
    assert!(*uptime.lock().unwrap() < 100);
}
