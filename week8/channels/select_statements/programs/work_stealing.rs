// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel;
use crossbeam::deque::{Steal, Stealer, Worker};

fn main() {
    let own = Worker::new_lifo();
    for job in 1..=8 {
        own.push(job);
    }
    let (word, thief_has_run_one) = channel::bounded(8); // room for every job

    thread::scope(|scope| {
        println!("owner: takes job {}", own.pop().unwrap());
        for id in 1..=2 {
            let thief = format!("thief {id}");
            let (stealer, word) = (own.stealer(), word.clone());
            scope.spawn(move || {
                while let Some(job) = steal(&stealer) {
                    println!("{thief}: runs job {job}");
                    word.send(()).unwrap();
                }
            });
        }
        thief_has_run_one.recv().unwrap();
        println!("owner: runs job 8");
        while let Some(job) = own.pop() {
            println!("owner: runs job {job}");
        }
    });
    println!("owner: nothing is left");
}

/// `Retry` means that somebody else was quicker. There may be more jobs, so try
/// again.
fn steal(from: &Stealer<u32>) -> Option<u32> {
    loop {
        match from.steal() {
            Steal::Success(job) => return Some(job),
            Steal::Empty => return None, // no job starts another: the end
            Steal::Retry => {}
        }
    }
}
