//! What a test leaves behind.

#[cfg(test)]
mod tests {
    use std::hint::spin_loop;
    use std::mem::forget;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
    use std::sync::mpsc::{Sender, channel};
    use std::thread;

    /// says: 1 thread left
    #[test]
    fn a_worker_waits() {
        let (jobs, todo): (Sender<u8>, _) = channel();
        thread::spawn(move || for _ in todo {});
        forget(jobs);
    }

    /// says: the one behaviour of 2 threads
    #[test]
    fn nobody_hears_a_panic() {
        thread::spawn(|| panic!("where nobody looks"));
    }

    /// says: FAILS, a task panicked
    #[test]
    fn who_joins_hears_it() {
        thread::spawn(|| panic!("where somebody looks")).join().unwrap();
    }

    /// says: clean in 200 schedules, ... of them in their first steps only
    #[test]
    fn it_waits_without_a_hint() {
        let ready = Arc::new(AtomicBool::new(false));
        let sets = ready.clone();
        let task = thread::spawn(move || sets.store(true, SeqCst));
        // Nobody knows that it waits: it ends when the other one gets its turn.
        while !ready.load(SeqCst) {}
        task.join().unwrap();
    }

    /// says: FAILS, a livelock
    #[test]
    fn it_may_not_end() {
        let ready = Arc::new(AtomicBool::new(false));
        let sets = ready.clone();
        let task = thread::spawn(move || sets.store(true, SeqCst));
        if !ready.load(SeqCst) {
            // Nobody sets this one.
            let never = AtomicBool::new(false);
            while !never.load(SeqCst) {}
        }
        task.join().unwrap();
    }

    /// says: all 3 behaviours
    #[test]
    fn it_waits_with_a_hint() {
        let ready = Arc::new(AtomicBool::new(false));
        let sets = ready.clone();
        let task = thread::spawn(move || sets.store(true, SeqCst));
        while !ready.load(SeqCst) {
            spin_loop();
        }
        task.join().unwrap();
    }
}
