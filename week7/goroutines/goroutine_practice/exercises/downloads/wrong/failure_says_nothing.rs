//! A download that fails does not report, and is waited for to no end.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

pub struct Downloads {
    started: Vec<String>,
    report: Sender<(String, u64)>,
    reports: Receiver<(String, u64)>,
}

impl Downloads {
    pub fn new() -> Downloads {
        let (report, reports) = mpsc::channel();
        Downloads { started: Vec::new(), report, reports }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        self.started.push(name.to_string());
        let (report, name) = (self.report.clone(), name.to_string());
        thread::spawn(move || {
            if let Ok(bytes) = fetch() {
                report.send((name, bytes)).unwrap();
            }
        });
    }

    pub fn wait(self) -> Summary {
        let mut summary = Summary { bytes: 0, failed: self.started };
        for _ in 0..summary.failed.len() {
            let (name, bytes) = self.reports.recv().unwrap();
            summary.bytes += bytes;
            summary.failed.retain(|failed| *failed != name);
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
