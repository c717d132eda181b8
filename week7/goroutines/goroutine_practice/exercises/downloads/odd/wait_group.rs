//! A wait group, and a summary under a lock.

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
    summary: Arc<Mutex<Summary>>,
}

impl Downloads {
    pub fn new() -> Downloads {
        Downloads { group: WaitGroup::new(), summary: Arc::default() }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        let (member, summary) = (self.group.clone(), Arc::clone(&self.summary));
        let name = name.to_string();
        thread::spawn(move || {
            match fetch() {
                Ok(bytes) => summary.lock().unwrap().bytes += bytes,
                Err(_) => summary.lock().unwrap().failed.push(name),
            }
            drop(member);
        });
    }

    pub fn wait(self) -> Summary {
        self.group.wait();
        let mut summary = std::mem::take(&mut *self.summary.lock().unwrap());
        summary.failed.sort();
        summary
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
