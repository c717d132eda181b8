//! exit 1: task 2 reads 1 from len in line 9, and went on to stock in line 12.
//! exit 1: main found stock poisoned by that in line 27, and so it panics
//! Why the lock was poisoned is known.
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

fn take(len: &AtomicUsize, stock: &Mutex<Vec<u32>>) {
    if len.load(SeqCst) == 0 {
        return;
    }
    let mut stock = stock.lock().unwrap();
    stock.pop().expect("there is one");
    len.fetch_sub(1, SeqCst);
}

fn main() {
    let len = Arc::new(AtomicUsize::new(1));
    let stock = Arc::new(Mutex::new(vec![7]));
    let takers = [1, 2].map(|_| {
        let (len, stock) = (Arc::clone(&len), Arc::clone(&stock));
        thread::spawn(move || take(&len, &stock))
    });
    for taker in takers {
        let _ = taker.join();
    }
    println!("{} left", stock.lock().unwrap().len());
}
