// cargo add rayon@1.12

use std::sync::{Barrier, Mutex};
use std::thread;

use rayon::ThreadPoolBuilder;

fn main() {
    let pool = ThreadPoolBuilder::new().num_threads(2).build().unwrap();
    for hold in [true, false] {
        let job = if hold { "lock held" } else { "lock dropped" };
        pool.scope(|scope| scope.spawn(move |_| join_beside_a_job(job, hold)));
    }
}

fn join_beside_a_job(job: &str, hold: bool) {
    let total = Mutex::new(0);
    let waiting_thread = thread::current().id();
    let (begins, ends) = (Barrier::new(2), Barrier::new(2));
    rayon::scope(|scope| {
        let guard = total.lock().unwrap();
        let guard = hold.then_some(guard); // else it is dropped here
        rayon::join(
            || {
                begins.wait(); // the other half is on the other thread
                scope.spawn(|_| {
                    let same = thread::current().id() == waiting_thread;
                    println!(
                        "{job}: runs on the thread that waits in join: {same}"
                    );
                    println!("{job}: can lock: {}", total.try_lock().is_ok());
                    ends.wait();
                });
            }, // now this thread waits for the other half, and runs the job
            || {
                begins.wait();
                ends.wait(); // its thread is busy until the job has run
            },
        );
        drop(guard);
    });
}
