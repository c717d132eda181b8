use std::thread;
use std::time::Duration;

fn main() {
    thread::scope(|scope| {
        for name in ["worker A", "worker B"] {
            scope.spawn(move || {
                for step in 0..5 {
                    println!("{name}: step {step}");
                    thread::sleep(PAUSE);
                }
            });
        }
    }); // waits here for both

    println!("main: both are done");
}

/// Stands for work. Nothing depends on how long it is.
const PAUSE: Duration = Duration::from_millis(1);
