//! exit 1: FAILS, a task panicked
//! exit 1: task 1 received the last message of jobs in line 11, and jobs is closed.
//! exit 1: Ask: which messages of jobs are for task 2?
//! The close is right: one worker took what was for both.
use crossbeam_channel::{Receiver, unbounded};
use std::thread;

/// One job for each worker.
fn work(inbox: &Receiver<u32>) -> u32 {
    let own = inbox.recv().unwrap();
    own + inbox.try_recv().unwrap_or(0)
}

fn main() {
    let (jobs, inbox) = unbounded();
    jobs.send(1).unwrap();
    jobs.send(2).unwrap();
    drop(jobs);
    let workers = [1, 2].map(|_| {
        let inbox = inbox.clone();
        thread::spawn(move || work(&inbox))
    });
    for worker in workers {
        worker.join().unwrap();
    }
}
