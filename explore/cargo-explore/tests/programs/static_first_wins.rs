//! exit 1: a claim does not hold
use std::sync::OnceLock;
use std::thread;

static FIRST: OnceLock<usize> = OnceLock::new();

fn main() {
    let tasks =
        [1, 2].map(|number| thread::spawn(move || *FIRST.get_or_init(|| number)));
    for task in tasks {
        task.join().unwrap();
    }
    assert_eq!(FIRST.get(), Some(&1), "the other one was first");
}
