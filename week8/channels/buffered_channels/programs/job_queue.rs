// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel;

fn main() {
    let (sender, jobs) = channel::bounded(2);

    thread::scope(|scope| {
        for id in 1..=3 {
            let worker = format!("worker {id}");
            let jobs = jobs.clone();
            scope.spawn(move || {
                for job in jobs {
                    println!("{worker}: does job {job}");
                }
                println!("{worker}: goes home");
            });
        }
        // If main kept this receiver, its send would wait for ever after a
        // panic of all workers.
        drop(jobs);
        for job in 1..=9 {
            sender.send(job).unwrap();
        }
        drop(sender);
    });
    println!("boss: all have gone home");
}
