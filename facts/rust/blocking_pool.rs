// holds goroutine_patterns blocking_pool: "The threads of `spawn_blocking` are
// limited: to 512, if you do not set another number. Each call beyond the limit
// waits in a queue, and the queue has no limit."
// with tokio

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

use tokio::runtime::Builder;

/// 600 calls that wait for a lock: how many of them have begun?
pub fn main() {
    let runtime = Builder::new_current_thread().build().unwrap();
    let begun = Arc::new(AtomicUsize::new(0));
    let door = Arc::new(Mutex::new(()));
    let closed = door.lock().unwrap();
    for _ in 0..600 {
        let (begun, door) = (Arc::clone(&begun), Arc::clone(&door));
        runtime.spawn_blocking(move || {
            begun.fetch_add(1, SeqCst);
            drop(door.lock());
        });
    }
    while begun.load(SeqCst) < 512 {
        std::thread::yield_now();
    }
    println!("begun: {}", begun.load(SeqCst));
    drop(closed);
}

// prints:
// begun: 512
