//! Work that several threads share: the last one to end writes the report.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// Work that several threads share.
pub struct Batch {
    open: AtomicUsize,
    reports: AtomicUsize,
}

impl Batch {
    /// Work for so many threads.
    pub fn new(workers: usize) -> Batch {
        Batch { open: AtomicUsize::new(workers), reports: AtomicUsize::new(0) }
    }

    /// A worker has done its part. The last one writes the report.
    pub fn done(&self) {
        self.open.fetch_sub(1, SeqCst);
        if self.open.load(SeqCst) == 0 {
            self.reports.fetch_add(1, SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    #[test]
    fn there_is_one_report() {
        let batch = Batch::new(2);
        thread::scope(|scope| {
            scope.spawn(|| batch.done());
            scope.spawn(|| batch.done());
        });
        assert_eq!(batch.reports.load(SeqCst), 1);
    }
}
