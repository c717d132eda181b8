//! exit 0: clean
use crossbeam::channel::{bounded, unbounded};
use crossbeam::select;
use std::thread;

fn main() {
    let (jobs, todo) = bounded(1);
    let (send, results) = unbounded();
    let (stop, stopped) = bounded::<()>(0);
    let worker = thread::spawn(move || {
        loop {
            select! {
                recv(todo) -> job => match job {
                    Ok(job) => send.send(job * 2).unwrap(),
                    Err(_) => return,
                },
                recv(stopped) -> _ => return,
            }
        }
    });
    for job in [1, 2] {
        jobs.send(job).unwrap();
    }
    drop(jobs);
    let mut doubled: Vec<i32> = results.iter().collect();
    doubled.sort_unstable();
    drop(stop);
    worker.join().unwrap();
    assert_eq!(doubled, [2, 4]);
}
