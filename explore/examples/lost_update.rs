//! Two tasks each add one to a counter in two steps. Prints the schedule in which one of
//! the updates is lost.

use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::thread;

fn main() {
    let report = explore::every(|| {
        let counter = AtomicU32::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let seen = counter.load(SeqCst);
                    counter.store(seen + 1, SeqCst);
                });
            }
        });
        assert_eq!(counter.into_inner(), 2, "an update was lost");
    });
    print!("{report}");
}
