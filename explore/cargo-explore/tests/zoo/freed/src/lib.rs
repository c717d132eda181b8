//! Two threads share memory that one of them frees.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

pub mod again;

/// Two threads have it, and one of them frees it.
#[derive(Debug, Default)]
pub struct Shared {
    is_done: AtomicBool,
    count: AtomicUsize,
    names: Mutex<Vec<String>>,
}

/// A pointer for another thread.
#[derive(Clone, Copy)]
pub struct Pointer(*const Shared);

// SAFETY: what it points to may be shared.
unsafe impl Send for Pointer {}

impl Pointer {
    /// # Safety
    ///
    /// Nobody has freed it.
    pub unsafe fn get<'a>(self) -> &'a Shared {
        // SAFETY: the caller says so.
        unsafe { &*self.0 }
    }
}

/// Who waits may have freed it before it is counted.
pub fn says_and_counts(shared: &Shared) {
    shared.is_done.store(true, SeqCst);
    shared.count.fetch_add(1, SeqCst);
}

/// What is said comes last.
pub fn counts_and_says(shared: &Shared) {
    shared.count.fetch_add(1, SeqCst);
    shared.is_done.store(true, SeqCst);
}

/// Who waits may have freed the lock before it is taken.
pub fn says_and_locks(shared: &Shared) {
    shared.is_done.store(true, SeqCst);
    shared.names.lock().unwrap().push("late".to_string());
}

/// Uses what nobody else may have used yet.
pub fn counts(shared: &Shared) {
    shared.count.fetch_add(1, SeqCst);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hint::spin_loop;
    use std::sync::Arc;
    use std::sync::mpsc::channel;
    use std::thread;

    fn waits_for(done: fn(&Shared)) {
        let shared = Box::into_raw(Box::<Shared>::default());
        let pointer = Pointer(shared);
        // SAFETY: that is the question.
        let task = thread::spawn(move || done(unsafe { pointer.get() }));
        // SAFETY: it is freed below.
        while !unsafe { &*shared }.is_done.load(SeqCst) {
            spin_loop();
        }
        // SAFETY: it was a box.
        drop(unsafe { Box::from_raw(shared) });
        task.join().unwrap();
    }

    /// says: FAILS, freed memory is used
    #[test]
    fn it_is_freed_too_early() {
        waits_for(says_and_counts);
    }

    /// But for the free nobody can tell when the other thread looks.
    ///
    /// says: FAILS, freed memory is used
    #[test]
    fn it_is_freed_after_a_message() {
        let (tell, told) = channel();
        let shared = Box::into_raw(Box::<Shared>::default());
        let pointer = Pointer(shared);
        let task = thread::spawn(move || {
            // SAFETY: nobody has freed it yet.
            let shared = unsafe { pointer.get() };
            tell.send(shared.count.load(SeqCst)).unwrap();
            shared.count.load(SeqCst)
        });
        told.recv().unwrap();
        // SAFETY: it was a box.
        drop(unsafe { Box::from_raw(shared) });
        task.join().unwrap();
    }

    /// says: all 10 behaviours
    #[test]
    fn it_is_freed_in_time() {
        waits_for(counts_and_says);
    }

    /// says: FAILS, freed memory is used
    #[test]
    fn a_lock_is_freed_too_early() {
        waits_for(says_and_locks);
    }

    /// Nothing but the free tells the two threads apart.
    ///
    /// says: FAILS, freed memory is used
    #[test]
    fn it_is_freed_without_a_step() {
        let shared = Box::into_raw(Box::<Shared>::default());
        let pointer = Pointer(shared);
        // SAFETY: that is the question.
        let task = thread::spawn(move || counts(unsafe { pointer.get() }));
        let other = AtomicBool::new(true);
        other.store(false, SeqCst);
        // SAFETY: it was a box.
        drop(unsafe { Box::from_raw(shared) });
        task.join().unwrap();
    }

    /// A thread that owns nothing uses what two others own: whoever is the last one frees
    /// it.
    ///
    /// says: FAILS, freed memory is used
    #[test]
    fn the_last_owner_frees_it() {
        let shared = Arc::new(Shared::default());
        let pointer = Pointer(&raw const *shared);
        let other = shared.clone();
        let owner = thread::spawn(move || counts(&other));
        // SAFETY: that is the question.
        let task =
            thread::spawn(move || unsafe { pointer.get() }.count.load(SeqCst));
        counts(&shared);
        drop(shared);
        owner.join().unwrap();
        assert!(task.join().unwrap() < 3);
    }

    /// says: all 2 behaviours
    #[test]
    fn each_owner_may_be_the_last_one() {
        let shared = Arc::new(Shared::default());
        let tasks: Vec<_> = (0..2)
            .map(|_| {
                let shared = shared.clone();
                thread::spawn(move || shared.count.load(SeqCst))
            })
            .collect();
        drop(shared);
        assert!(tasks.into_iter().all(|task| task.join().unwrap() == 0));
    }

    /// What has moved lies elsewhere than where it was used first.
    ///
    /// says: the one behaviour of 2 threads
    #[test]
    fn what_has_moved_is_not_freed() {
        let made = thread::spawn(|| {
            let shared = Box::<Shared>::default();
            counts(&shared);
            *shared
        });
        let mut all = vec![made.join().unwrap()];
        counts(&all[0]);
        for _ in 0..10 {
            // The vector grows, and what is in it moves.
            all.push(Shared::default());
            all.iter().for_each(counts);
        }
        assert_eq!(all[0].count.load(SeqCst), 12);
    }

    /// The same memory is given out again and again.
    ///
    /// says: the one behaviour of one thread
    #[test]
    fn memory_is_used_again() {
        let mut places = std::collections::BTreeSet::new();
        for round in 0..3_000 {
            let shared = Box::<Shared>::default();
            places.insert(&raw const *shared as usize);
            counts_and_says(&shared);
            assert!(shared.is_done.load(SeqCst), "{round}");
        }
        assert!(places.len() < 3_000);
    }

    thread_local! {
        static OWN: Shared = Shared::default();
    }

    static ALL: Mutex<Vec<Box<Shared>>> = Mutex::new(Vec::new());

    /// says: all 2 behaviours
    #[test]
    fn what_a_thread_or_a_static_owns_is_its_own() {
        let tasks: Vec<_> = (0..2)
            .map(|_| {
                thread::spawn(|| {
                    OWN.with(counts);
                    let mut all = ALL.lock().unwrap();
                    all.push(Box::default());
                    all.iter().for_each(|one| counts(one));
                })
            })
            .collect();
        for task in tasks {
            task.join().unwrap();
        }
        assert_eq!(ALL.lock().unwrap().len(), 2);
    }
}
