//! The channel has a capacity of 8, and nobody reads from it until all downloads have ended:
//! the ninth cannot.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

type Report = (String, Result<u64, String>);

pub struct Downloads {
    report: SyncSender<Report>,
    reports: Receiver<Report>,
    started: Vec<JoinHandle<()>>,
}

impl Downloads {
    pub fn new() -> Downloads {
        let (report, reports) = mpsc::sync_channel(8);
        Downloads { report, reports, started: Vec::new() }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        let (report, name) = (self.report.clone(), name.to_string());
        let reports = move || report.send((name, fetch())).unwrap();
        self.started.push(thread::spawn(reports));
    }

    pub fn wait(self) -> Summary {
        drop(self.report);
        for download in self.started {
            download.join().unwrap();
        }
        let mut summary = Summary::default();
        for (name, result) in self.reports {
            match result {
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
