use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::sync::{Barrier, LazyLock, OnceLock};
use std::thread;

fn main() {
    let ready = AtomicBool::new(false);
    // how often each was made
    let (racy, once) = (AtomicU32::new(0), AtomicU32::new(0));
    let both = Barrier::new(2);
    let settings = OnceLock::new();

    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let absent = !ready.load(Relaxed);
                both.wait(); // both have looked, and neither has set
                if absent {
                    racy.fetch_add(1, Relaxed);
                    ready.store(true, Relaxed);
                }
                settings.get_or_init(|| once.fetch_add(1, Relaxed));
                LazyLock::force(&TABLE);
            });
        }
    });
    println!("look, then set: made {} times", racy.into_inner());
    println!("OnceLock: made {} time", once.into_inner());
    println!("LazyLock: made {} time", TABLES.load(Relaxed));
}

static TABLES: AtomicU32 = AtomicU32::new(0);

static TABLE: LazyLock<Vec<u32>> = LazyLock::new(|| {
    TABLES.fetch_add(1, Relaxed);
    (0..10).collect()
});
