// cargo add crossbeam@0.8.5

use std::thread;
use std::time::Duration;

use crossbeam::sync::WaitGroup;

fn main() {
    let group = WaitGroup::new();

    for name in ["worker A", "worker B"] {
        let counted = group.clone(); // Go's wg.Add(1)
        thread::spawn(move || {
            for step in 0..5 {
                println!("{name}: step {step}");
                thread::sleep(PAUSE);
            }
            drop(counted); // Go's wg.Done(), and a panic does the same
        });
    }
    group.wait();

    println!("main: both are done");
}

/// Stands for work. Nothing depends on how long it is.
const PAUSE: Duration = Duration::from_millis(1);
