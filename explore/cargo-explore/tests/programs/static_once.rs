//! exit 0: Every behaviour of up to 3 tasks was tried
use std::cell::Cell;
use std::sync::{Mutex, OnceLock};
use std::thread;

static FIRST: OnceLock<usize> = OnceLock::new();
static ALL: Mutex<Vec<usize>> = Mutex::new(Vec::new());
thread_local!(static OWN: Cell<usize> = const { Cell::new(0) });

fn registers(number: usize) -> usize {
    OWN.set(OWN.get() + number);
    ALL.lock().unwrap().push(OWN.get());
    *FIRST.get_or_init(|| number)
}

fn main() {
    assert_eq!(FIRST.get(), None);
    let tasks = [1, 2].map(|number| thread::spawn(move || registers(number)));
    let [one, two] = tasks.map(|task| task.join().unwrap());
    assert_eq!(one, two);
    let mut all = ALL.lock().unwrap();
    all.sort();
    assert_eq!(*all, [1, 2]);
}
