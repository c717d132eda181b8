//! A program of one's own, with a mistake that tests do not find.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

use shared::Log;

/// Two workers share a batch of work, and the last one writes the report. Each
/// counts down and then looks whether the count is 0. If both count down before
/// either looks, both see 0, and there are two reports, in Go and Python too. The
/// cure is one step: `fetch_sub` returns the count before, and the worker that
/// gets 1 is the last. A test hardly ever meets the mistake: here the program runs
/// 1,000 times with real threads. [Take it home](take_home/README.md): in a
/// package with a test, `cargo explore test` finds it with std's own types.
pub fn your_own_code(log: &Log) {
    let main = log.task("main");
    let reports_of_a_run = || {
        let batch = Batch::new(2);
        thread::scope(|scope| {
            scope.spawn(|| batch.done());
            scope.spawn(|| batch.done());
        });
        batch.reports.load(SeqCst)
    };
    let mut two = 0;
    for _ in 0..1_000 {
        let reports = reports_of_a_run();
        assert!(reports == 1 || reports == 2, "the last one to look sees 0");
        two += reports - 1;
    }
    writeln!(main, "1,000 runs: {two} with two reports, none without");
}

/// Work that several threads share.
struct Batch {
    open: AtomicUsize,
    reports: AtomicUsize,
}

impl Batch {
    /// Work for so many threads.
    fn new(workers: usize) -> Batch {
        Batch { open: AtomicUsize::new(workers), reports: AtomicUsize::new(0) }
    }

    /// A worker has done its part. The last one writes the report.
    fn done(&self) {
        self.open.fetch_sub(1, SeqCst);
        if self.open.load(SeqCst) == 0 {
            self.reports.fetch_add(1, SeqCst);
        }
    }
}
