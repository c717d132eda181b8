// cargo add crossbeam@0.8.5

use std::thread;
use std::time::Duration;

use crossbeam::sync::WaitGroup;

fn main() {
    let group = WaitGroup::new();
    let kept = group.clone();

    let workers = ["worker A", "worker B"].map(|name| {
        let counted = group.clone();
        thread::spawn(move || leave(name, counted))
    });
    let waiter = thread::spawn(move || {
        group.wait();
        println!("waiter: has waited");
    });

    let ended = workers.map(|worker| worker.join().is_ok());
    println!("main: the workers have ended, without a panic: {ended:?}");
    // time for the waiter to end, if it could
    thread::sleep(Duration::from_millis(20));
    println!("main: the waiter has ended: {}", waiter.is_finished());
    println!("main: drops the clone that it kept");
    drop(kept);
    waiter.join().unwrap();
}

/// Both ways out drop `_counted`, and nobody had to think of it.
fn leave(worker: &str, _counted: WaitGroup) {
    if worker == "worker A" {
        println!("{worker}: returns early");
        return;
    }
    println!("{worker}: panics");
    panic!("out of paper");
}
