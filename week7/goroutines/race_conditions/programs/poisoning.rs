use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

fn main() {
    let pair = Arc::new(Mutex::new((7, 7)));

    let shared = Arc::clone(&pair);
    let panicked = thread::spawn(move || {
        let mut pair = shared.lock().unwrap();
        pair.0 = 8;
        println!("worker: panics between two writes");
        panic!("the second write never comes");
    });
    assert!(panicked.join().is_err());

    println!("main: poisoned: {}", pair.is_poisoned());
    let mut repaired = pair.lock().unwrap_or_else(PoisonError::into_inner);
    println!("main: finds {repaired:?}");
    repaired.1 = repaired.0;
    pair.clear_poison();
    drop(repaired);
    println!("main: leaves {:?}", pair.lock().unwrap());
}
