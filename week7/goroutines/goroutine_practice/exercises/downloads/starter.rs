//! downloads: a group of downloads, and a caller that waits for all of them.
//!
//! - `start(name, fetch)` starts a download and returns at once. The download calls
//!   `fetch`, which may take long. `fetch` returns how many bytes came, or an error.
//! - Downloads run at the same time. No download waits for another one.
//! - `wait` returns when every download that was started has ended. If one fails,
//!   `wait` still waits for all the others.
//! - `wait` returns the sum of the bytes, which fits into a `u64`, and the names of the
//!   downloads that failed. The names are in the order of `sort`: capital letters come
//!   before small letters.
//! - If nothing was started, `wait` returns at once.
//!
//! `fetch` does not panic, and no name is used twice. Keep the names of the types,
//! their methods and the fields of `Summary`. The fields of `Downloads` are yours.
//! Inside, use what you like from std or crossbeam. Write the bodies, then run
//! `cargo week7 check downloads`.

use std::thread;
use std::time::Duration;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub bytes: u64,
    pub failed: Vec<String>,
}

pub struct Downloads {}

impl Downloads {
    pub fn new() -> Downloads {
        todo!("a group without a download")
    }

    pub fn start<F>(&mut self, name: &str, fetch: F)
    where
        F: FnOnce() -> Result<u64, String> + Send + 'static,
    {
        let _ = (name, fetch);
        todo!("start it, and do not wait")
    }

    pub fn wait(self) -> Summary {
        todo!("wait for all of them, and sum up")
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
