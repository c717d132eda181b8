//! Atomics for the sum and the count, and the one that waits is unparked each time.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

#[derive(Default)]
struct Shared {
    running: AtomicUsize,
    bytes: AtomicU64,
    failed: Mutex<Vec<String>>,
}

pub struct Downloads {
    shared: Arc<Shared>,
}

impl Downloads {
    pub fn new() -> Downloads {
        Downloads { shared: Arc::default() }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        self.shared.running.fetch_add(1, SeqCst);
        let (shared, name) = (Arc::clone(&self.shared), name.to_string());
        // The group stays with the task that made it: it is not shared.
        let waits = thread::current();
        thread::spawn(move || {
            match fetch() {
                Ok(bytes) => {
                    shared.bytes.fetch_add(bytes, SeqCst);
                }
                Err(_) => shared.failed.lock().unwrap().push(name),
            }
            shared.running.fetch_sub(1, SeqCst);
            waits.unpark();
        });
    }

    pub fn wait(self) -> Summary {
        while self.shared.running.load(SeqCst) > 0 {
            thread::park();
        }
        let mut failed = std::mem::take(&mut *self.shared.failed.lock().unwrap());
        failed.sort();
        Summary { bytes: self.shared.bytes.load(SeqCst), failed }
    }
}

fn main() {
    let mut downloads = Downloads::new();
    for (name, bytes) in [("photos", 800), ("notes", 20), ("music", 0)] {
        downloads.start(name, move || {
            thread::sleep(Duration::from_millis(30));
            if bytes > 0 { Ok(bytes) } else { Err("not found".to_string()) }
        });
    }
    println!("{:?}", downloads.wait());
}
