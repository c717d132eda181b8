//! It looks again every millisecond, until all downloads have ended.

use std::thread::{self, JoinHandle};
use std::time::Duration;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}


pub struct Downloads { tasks: Vec<(String, JoinHandle<Result<u64, String>>)> }

impl Downloads {
    pub fn new() -> Downloads { Downloads { tasks: Vec::new() } }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        self.tasks.push((name.to_owned(), thread::spawn(fetch)));
    }

    pub fn wait(self) -> Summary {
        while self.tasks.iter().any(|(_, task)| !task.is_finished()) {
            thread::sleep(Duration::from_millis(1));
        }
        let mut summary = Summary::default();
        for (name, task) in self.tasks {
            match task.join().unwrap() {
                Ok(bytes) => summary.bytes += bytes,
                Err(_) => summary.failed.push(name),
            }
        }
        summary.failed.sort_unstable();
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
