//! Each download counts itself in when it begins to run, and may be waited for before.

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

pub struct Downloads {
    state: Arc<Mutex<State>>,
    ended: Arc<Condvar>,
}

impl Downloads {
    pub fn new() -> Downloads {
        Downloads { state: Arc::default(), ended: Arc::default() }
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        let (state, ended) = (Arc::clone(&self.state), Arc::clone(&self.ended));
        let name = name.to_string();
        thread::spawn(move || {
            state.lock().unwrap().running += 1;
            let fetched = fetch();
            let mut state = state.lock().unwrap();
            match fetched {
                Ok(bytes) => state.summary.bytes += bytes,
                Err(_) => state.summary.failed.push(name),
            }
            state.running -= 1;
            ended.notify_all();
        });
    }

    pub fn wait(self) -> Summary {
        let mut state = self.state.lock().unwrap();
        while state.running > 0 {
            state = self.ended.wait(state).unwrap();
        }
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
