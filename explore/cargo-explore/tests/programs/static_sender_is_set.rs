//! exit 0: When main had ended, 1 task still waited in a loop that nothing leaves
use std::sync::OnceLock;
use std::sync::mpsc::{self, Sender};
use std::thread;

static LOG: OnceLock<Sender<u32>> = OnceLock::new();

fn main() {
    let (log, lines) = mpsc::channel();
    LOG.set(log).unwrap();
    thread::spawn(move || {
        while let Ok(line) = lines.recv() {
            println!("{line}");
        }
    });
    let other = thread::spawn(|| LOG.get().unwrap().send(1).unwrap());
    LOG.get().unwrap().send(2).unwrap();
    other.join().unwrap();
}
