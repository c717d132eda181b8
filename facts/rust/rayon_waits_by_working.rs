// holds race_conditions lock_around_rayon: "A thread of the pool that waits in
// `rayon::join` does not only wait: it runs other jobs of the pool, if there are any.
// If it holds a lock, such a job may need the same lock"
// with rayon

use std::sync::Mutex;
use std::thread;

use rayon::ThreadPoolBuilder;

static PAGES: Mutex<u32> = Mutex::new(0);

/// One thread: it holds a lock, waits in `join`, and runs the other half itself.
pub fn main() {
    let pool = ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    pool.install(|| {
        let pages = PAGES.lock().unwrap();
        let me = thread::current().id();
        let (_, (same, locked)) = rayon::join(
            || (),
            || (thread::current().id() == me, PAGES.try_lock().is_err()),
        );
        println!("the same thread: {same}, locked by itself: {locked}");
        drop(pages);
    });
}

// prints:
// the same thread: true, locked by itself: true
