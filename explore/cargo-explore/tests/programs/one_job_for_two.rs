//! exit 1: FAILS, the last sender was never dropped
//! exit 1: Ask: who still owns a sender, and when is it dropped?
//! A worker has no sender, and is to send nothing.
use crossbeam_channel::unbounded;
use std::thread;

fn main() {
    let (jobs, inbox) = unbounded::<u32>();
    let workers = [1, 2].map(|_| {
        let inbox = inbox.clone();
        thread::spawn(move || inbox.recv().unwrap_or(0))
    });
    jobs.send(7).unwrap();
    let done = workers.map(|worker| worker.join().unwrap());
    assert_eq!(done.iter().sum::<u32>(), 7);
    drop(jobs);
}
