use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

fn main() {
    pool("worker", 12, |worker, job| {
        println!("{worker}: does job {job}");
        thread::sleep(PAUSE);
    });
    println!("main: the pool is empty");

    let three = Barrier::new(3);
    pool("proof", 3, |worker, job| {
        println!("{worker}: begins job {job}");
        three.wait(); // three jobs have begun, and none has ended
        println!("{worker}: ends job {job}");
    });
}

/// Stands for work. Nothing depends on how long it is.
const PAUSE: Duration = Duration::from_millis(1);

/// Runs the jobs 1 to `jobs` on three threads.
fn pool(name: &str, jobs: usize, work: impl Fn(&str, usize) + Sync) {
    let next = AtomicUsize::new(1);
    thread::scope(|scope| {
        for id in 1..=3 {
            let worker = format!("{name} {id}");
            let (next, work) = (&next, &work);
            scope.spawn(move || {
                loop {
                    let job = next.fetch_add(1, Relaxed); // no job is taken twice
                    if job > jobs {
                        break;
                    }
                    work(&worker, job);
                }
            });
        }
    });
}
