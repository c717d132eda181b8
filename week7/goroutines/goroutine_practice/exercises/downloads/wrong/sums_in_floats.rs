//! A float rounds the sum, from 2^53 on.

use std::thread::{self, JoinHandle};
use std::time::Duration;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

pub struct Downloads {
    tasks: Vec<(String, JoinHandle<Option<f64>>)>,
}

impl Downloads {
    pub fn new() -> Downloads {
        Downloads { tasks: Vec::new() }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        let task = thread::spawn(move || fetch().ok().map(|bytes| bytes as f64));
        self.tasks.push((name.to_string(), task));
    }

    pub fn wait(self) -> Summary {
        let mut bytes = 0.0;
        let mut failed = Vec::new();
        for (name, task) in self.tasks {
            match task.join().unwrap() {
                Some(more) => bytes += more,
                None => failed.push(name),
            }
        }
        failed.sort();
        Summary { bytes: bytes as u64, failed }
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
