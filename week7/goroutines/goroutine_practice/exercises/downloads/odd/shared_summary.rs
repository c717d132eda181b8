//! Each adds to the summary itself, and who waits takes it when nobody else has it.

use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

pub struct Downloads {
    summary: Arc<Mutex<Summary>>,
    started: Vec<JoinHandle<()>>,
}

impl Downloads {
    pub fn new() -> Downloads {
        Downloads { summary: Arc::default(), started: Vec::new() }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        let summary = Arc::clone(&self.summary);
        let name = name.to_string();
        self.started.push(thread::spawn(move || {
            // Not under the lock: the others would wait for this download.
            let fetched = fetch();
            let mut summary = summary.lock().unwrap();
            match fetched {
                Ok(bytes) => summary.bytes += bytes,
                Err(_) => summary.failed.push(name),
            }
        }));
    }

    pub fn wait(self) -> Summary {
        for download in self.started {
            download.join().unwrap();
        }
        let mut summary =
            Arc::try_unwrap(self.summary).unwrap().into_inner().unwrap();
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
