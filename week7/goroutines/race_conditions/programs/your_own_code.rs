use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;

fn main() {
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
    println!("1,000 runs: {two} with two reports, none without");
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
