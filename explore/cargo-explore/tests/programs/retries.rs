//! exit 3: NOT EXPLORED, no schedule came to its end
//! exit 3: task 1 reads false from shutdown in line 20 each time.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

#[derive(Default)]
struct Connection {
    cancelled: AtomicBool,
    shutdown: AtomicBool,
    attempts: AtomicU32,
}

fn main() {
    let connection = Arc::new(Connection::default());
    let dials = Arc::clone(&connection);
    let task = thread::spawn(move || {
        // Who closes it sets the other flag.
        while !dials.shutdown.load(SeqCst) {
            dials.attempts.fetch_add(1, SeqCst);
            thread::sleep(Duration::from_millis(1));
        }
    });
    connection.cancelled.store(true, SeqCst);
    task.join().unwrap();
}
