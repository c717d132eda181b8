//! Whoever ends last wakes the one that waits.

use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

#[derive(Default)]
struct State {
    running: usize,
    summary: Summary,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    all_ended: Condvar,
}

pub struct Downloads {
    shared: Arc<Shared>,
}

impl Downloads {
    pub fn new() -> Downloads {
        Downloads { shared: Arc::default() }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        self.shared.state.lock().unwrap().running += 1;
        let (shared, name) = (Arc::clone(&self.shared), name.to_string());
        thread::spawn(move || {
            let fetched = fetch();
            let mut state = shared.state.lock().unwrap();
            match fetched {
                Ok(bytes) => state.summary.bytes += bytes,
                Err(_) => state.summary.failed.push(name),
            }
            state.running -= 1;
            if state.running == 0 {
                shared.all_ended.notify_one();
            }
        });
    }

    pub fn wait(self) -> Summary {
        let state = self.shared.state.lock().unwrap();
        let mut state = self
            .shared
            .all_ended
            .wait_while(state, |state| state.running > 0)
            .unwrap();
        let mut summary = std::mem::take(&mut state.summary);
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
