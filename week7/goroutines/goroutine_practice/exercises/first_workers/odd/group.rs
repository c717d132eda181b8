//! A wait group, and a map that sorts by number.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crossbeam::sync::WaitGroup;

pub fn run_workers<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Send + Sync + 'static,
{
    let work = Arc::new(work);
    let results = Arc::new(Mutex::new(BTreeMap::new()));
    let group = WaitGroup::new();
    for number in 1..=workers {
        let member = group.clone();
        let (work, results) = (Arc::clone(&work), Arc::clone(&results));
        thread::spawn(move || {
            let result = work(number);
            results.lock().unwrap().insert(number, result);
            drop(member);
        });
    }
    group.wait();
    let results = std::mem::take(&mut *results.lock().unwrap());
    results.into_values().collect()
}

fn main() {
    let lines = run_workers(5, |number| {
        thread::sleep(Duration::from_millis(60 - 10 * number as u64));
        println!("worker {number} is done");
        format!("from worker {number}")
    });
    println!("all are done: {}", lines.join(", "));
}
