//! The sum is read and then written, and another download may come in between.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crossbeam::sync::WaitGroup;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

pub struct Downloads {
    group: WaitGroup,
    bytes: Arc<AtomicU64>,
    failed: Arc<Mutex<Vec<String>>>,
}

impl Downloads {
    pub fn new() -> Downloads {
        Downloads {
            group: WaitGroup::new(),
            bytes: Arc::default(),
            failed: Arc::default(),
        }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        let (bytes, failed) = (Arc::clone(&self.bytes), Arc::clone(&self.failed));
        let (member, name) = (self.group.clone(), name.to_string());
        thread::spawn(move || {
            match fetch() {
                Ok(more) => bytes.store(bytes.load(SeqCst) + more, SeqCst),
                Err(_) => failed.lock().unwrap().push(name),
            }
            drop(member);
        });
    }

    pub fn wait(self) -> Summary {
        self.group.wait();
        let mut failed = std::mem::take(&mut *self.failed.lock().unwrap());
        failed.sort();
        Summary { bytes: self.bytes.load(SeqCst), failed }
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
