//! exit 1: FAILS, a claim does not hold
//! exit 1: task 1 receives message 2 from jobs in line 14, before task 2
//! The channel is closed when all is received, as it should be.
use crossbeam_channel::unbounded;
use std::thread;

fn main() {
    let (jobs, inbox) = unbounded::<u32>();
    let mut workers = Vec::new();
    for _ in 0..2 {
        let inbox = inbox.clone();
        workers.push(thread::spawn(move || {
            let mut sum = 0;
            while let Ok(job) = inbox.recv() {
                sum += job;
            }
            assert_eq!(sum, 1);
        }));
    }
    jobs.send(1).unwrap();
    jobs.send(1).unwrap();
    drop(jobs);
    for worker in workers {
        worker.join().unwrap();
    }
}
