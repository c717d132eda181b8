//! exit 1: task 1 finds 1 in jobs in line 8. Then task 2 takes value 1 from jobs in line 11
//! To look and to take are two steps.
use crossbeam_queue::SegQueue;
use std::sync::Arc;
use std::thread;

fn work(jobs: &SegQueue<u32>) -> u32 {
    if jobs.is_empty() {
        return 0;
    }
    jobs.pop().expect("it was not empty")
}

fn main() {
    let jobs = Arc::new(SegQueue::new());
    jobs.push(7);
    let workers = [1, 2].map(|_| {
        let jobs = Arc::clone(&jobs);
        thread::spawn(move || work(&jobs))
    });
    for worker in workers {
        worker.join().unwrap();
    }
}
