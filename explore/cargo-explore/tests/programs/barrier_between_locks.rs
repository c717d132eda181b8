//! exit 1: FAILS, a claim does not hold
//! exit 1: Before it has come to line 16, where it locks stats, main locks stats in line 29.
//! Two locks with a barrier between them can be no one step.
use std::sync::{Arc, Barrier, Mutex};
use std::thread;

#[derive(Default)]
struct Stats {
    begun: u32,
    done: u32,
}

fn work(stats: &Mutex<Stats>, start: &Barrier) {
    stats.lock().unwrap().begun += 1;
    start.wait();
    stats.lock().unwrap().done += 1;
}

fn main() {
    let stats = Arc::new(Mutex::new(Stats::default()));
    let start = Arc::new(Barrier::new(3));
    let [one, two, three] = [1, 2, 3].map(|_| {
        let (stats, start) = (Arc::clone(&stats), Arc::clone(&start));
        thread::spawn(move || work(&stats, &start))
    });
    one.join().unwrap();
    two.join().unwrap();
    assert_eq!(stats.lock().unwrap().begun, 3);
    assert_eq!(stats.lock().unwrap().done, 3);
    three.join().unwrap();
}
