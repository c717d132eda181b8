//! `start` only takes a note, and `wait` starts all downloads.

use std::thread;
use std::time::Duration;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

type Fetch = Box<dyn FnOnce() -> Result<u64, String> + Send>;

pub struct Downloads {
    noted: Vec<(String, Fetch)>,
}

impl Downloads {
    pub fn new() -> Downloads {
        Downloads { noted: Vec::new() }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        self.noted.push((name.to_string(), Box::new(fetch)));
    }

    pub fn wait(self) -> Summary {
        let mut summary = Summary::default();
        let start = |(name, fetch)| (name, thread::spawn::<Fetch, _>(fetch));
        let started: Vec<_> = self.noted.into_iter().map(start).collect();
        for (name, download) in started {
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
