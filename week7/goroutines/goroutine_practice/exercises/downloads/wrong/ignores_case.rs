//! Capitals and small letters are taken for the same when the names are sorted.

use std::thread::{self, JoinHandle};
use std::time::Duration;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

pub struct Downloads {
    started: Vec<(String, JoinHandle<Result<u64, String>>)>,
}

impl Downloads {
    pub fn new() -> Downloads {
        Downloads { started: Vec::new() }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        let download = thread::spawn(fetch);
        self.started.push((name.to_string(), download));
    }

    pub fn wait(self) -> Summary {
        let mut summary = Summary::default();
        for (name, download) in self.started {
            match download.join().unwrap() {
                Ok(bytes) => summary.bytes += bytes,
                Err(_) => summary.failed.push(name),
            }
        }
        summary.failed.sort_by_key(|name| name.to_lowercase());
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
