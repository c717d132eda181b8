//! Everyone reports over a channel, which ends with the last of them.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

type Report = (String, Result<u64, String>);

pub struct Downloads {
    report: Sender<Report>,
    reports: Receiver<Report>,
}

impl Downloads {
    pub fn new() -> Downloads {
        let (report, reports) = mpsc::channel();
        Downloads { report, reports }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        let (report, name) = (self.report.clone(), name.to_string());
        thread::spawn(move || report.send((name, fetch())));
    }

    pub fn wait(self) -> Summary {
        drop(self.report);
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
