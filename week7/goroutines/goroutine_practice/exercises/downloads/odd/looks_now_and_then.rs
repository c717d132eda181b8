//! Looks every second whether a download still runs.

use std::thread;
use std::time::Duration;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

pub struct Downloads {
    started: Vec<(String, thread::JoinHandle<Result<u64, String>>)>,
}

impl Downloads {
    pub fn new() -> Downloads {
        Downloads { started: Vec::new() }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        self.started.push((name.to_string(), thread::spawn(fetch)));
    }

    pub fn wait(self) -> Summary {
        while self.started.iter().any(|(_, download)| !download.is_finished()) {
            thread::sleep(Duration::from_secs(1));
        }
        let mut summary = Summary::default();
        for (name, download) in self.started {
            match download.join().unwrap() {
                Ok(bytes) => summary.bytes += bytes,
                Err(_) => summary.failed.push(name),
            }
        }
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
