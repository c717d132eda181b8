use std::sync::{Barrier, Mutex, mpsc};
use std::thread;

fn main() {
    println!("main: the guard lives as long as the loop's body");
    run_three("held", |worker, jobs, _| {
        while let Ok(job) = jobs.lock().unwrap().recv() {
            println!("{worker}: begins job {job}");
            println!("{worker}: ends job {job}");
        }
    });

    println!("main: the job gets a `let` of its own");
    run_three("bound", |worker, jobs, three| {
        loop {
            let job = jobs.lock().unwrap().recv();
            let Ok(job) = job else { break };
            println!("{worker}: begins job {job}");
            three.wait(); // the proof: three jobs have begun and none has ended
            println!("{worker}: ends job {job}");
        }
    });
    if_let(Some("2 maps"));
    if_let(None);
}

type Jobs = Mutex<mpsc::Receiver<u32>>;

/// Puts six jobs into a channel and starts three workers. A channel is a queue
/// whose two ends can be in different threads; week 8 is about channels. The
/// workers end when the queue is empty and its sender is gone.
fn run_three(way: &str, work: fn(&str, &Jobs, &Barrier)) {
    let (sender, jobs) = mpsc::channel();
    for job in 1..=6 {
        sender.send(job).unwrap();
    }
    drop(sender);
    let (jobs, three) = (Mutex::new(jobs), Barrier::new(3));
    thread::scope(|scope| {
        for id in 1..=3 {
            let worker = format!("{way} {id}");
            let (jobs, three) = (&jobs, &three);
            scope.spawn(move || work(&worker, jobs, three));
        }
    });
}

fn if_let(order: Option<&str>) {
    let order = Mutex::new(order);
    if let Some(maps) = *order.lock().unwrap() {
        let locked = order.try_lock().is_err();
        println!("main: {maps}: in the body of `if let`, locked: {locked}");
    } else {
        let locked = order.try_lock().is_err();
        println!("main: no order: in its `else`, locked: {locked}");
    }
}
