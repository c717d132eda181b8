//! Starting is fetching: one after another.

use std::thread;
use std::time::Duration;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

pub struct Downloads {
    summary: Summary,
}

impl Downloads {
    pub fn new() -> Downloads {
        Downloads { summary: Summary::default() }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        match fetch() {
            Ok(bytes) => self.summary.bytes += bytes,
            Err(_) => self.summary.failed.push(name.to_string()),
        }
    }

    pub fn wait(self) -> Summary {
        let mut summary = self.summary;
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
