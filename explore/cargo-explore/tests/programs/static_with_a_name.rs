//! exit 3: It is the atomic made at static_with_a_name.rs:7.
//! exit 3: A static is shared by all schedules
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

#[unsafe(no_mangle)]
static COUNTED_BY_NAME: AtomicUsize = AtomicUsize::new(0);

fn main() {
    let other = thread::spawn(|| COUNTED_BY_NAME.fetch_add(1, SeqCst));
    COUNTED_BY_NAME.fetch_add(1, SeqCst);
    other.join().unwrap();
}
