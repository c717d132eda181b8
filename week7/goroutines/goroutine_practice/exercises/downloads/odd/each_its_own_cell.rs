//! Each download has a cell of its own, which is full when it has ended.

use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use crossbeam::sync::WaitGroup;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

type Cell = Arc<OnceLock<Result<u64, String>>>;

pub struct Downloads {
    group: WaitGroup,
    cells: Vec<(String, Cell)>,
}

impl Downloads {
    pub fn new() -> Downloads {
        Downloads { group: WaitGroup::new(), cells: Vec::new() }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        let cell = Cell::default();
        self.cells.push((name.to_string(), Arc::clone(&cell)));
        let member = self.group.clone();
        thread::spawn(move || {
            let _ = cell.set(fetch());
            drop(member);
        });
    }

    pub fn wait(self) -> Summary {
        self.group.wait();
        let results = self.cells.iter().filter_map(|(name, cell)| {
            cell.get().map(|result| (name.clone(), result))
        });
        let mut summary = Summary::default();
        for (name, result) in results {
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
