//! Memory that is used after somebody has told that it is freed.

use explore::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use explore::sync::mpsc::{Sender, channel};
use explore::sync::{Arc, Mutex};
use explore::{Act, Cause, Explore, Failure, thread};

type Shared = (AtomicUsize, Mutex<usize>);

/// Tells that it is freed, though it is not.
fn frees<T>(it: &T) -> bool {
    explore::frees(std::ptr::from_ref(it).addr(), size_of::<T>())
}

fn gives_back<T>(it: &T) {
    explore::gives_back(std::ptr::from_ref(it).addr());
}

/// What is found where this is freed as soon as a message has come: but for the free nobody
/// can tell when the other task does what it does.
fn freed_after(does: fn(&Shared, Sender<()>)) -> Option<Failure> {
    explore::keeps_what_is_freed();
    let report = Explore::reduced().run(move || {
        let (says, heard) = channel();
        let shared = Arc::new(Shared::default());
        let other = shared.clone();
        let task = thread::spawn(move || does(&other, says));
        heard.recv().unwrap();
        assert!(frees(&*shared));
        task.join().unwrap();
    });
    assert!(report.failure.is_some() || report.exhaustive, "{report}");
    report.failure
}

#[test]
fn a_free_that_others_may_come_after_is_found_by_the_reduced_search() {
    let late: [fn(&Shared, Sender<()>); 3] = [
        |shared, says| {
            shared.0.load(SeqCst);
            says.send(()).unwrap();
            shared.0.load(SeqCst);
        },
        |shared, says| {
            says.send(()).unwrap();
            shared.0.load(SeqCst);
        },
        |shared, says| {
            says.send(()).unwrap();
            *shared.1.lock().unwrap() += 1;
        },
    ];
    for does in late {
        let failure = freed_after(does).expect("it is used after that");
        let (task, by) = ("task 1".to_string(), "main".to_string());
        assert_eq!(failure.cause, Cause::Freed { task, by });
        let mut acts = failure.steps.iter().map(|step| &step.act);
        assert!(acts.any(|act| *act == Act::Frees), "{failure}");
        assert_eq!(acts.next_back(), Some(&Act::UsesFreed), "{failure}");
    }
    let in_time = |shared: &Shared, says: Sender<()>| {
        *shared.1.lock().unwrap() += 1;
        shared.0.fetch_add(1, SeqCst);
        says.send(()).unwrap();
    };
    assert!(freed_after(in_time).is_none());
}

#[test]
fn memory_that_is_kept_is_freed_once() {
    explore::keeps_what_is_freed();
    let report = explore::every(|| {
        let shared = Shared::default();
        frees(&shared);
        let other = thread::spawn(|| ());
        other.join().unwrap();
        frees(&shared);
    });
    let (task, by) = ("main".to_string(), "main".to_string());
    let failure = report.found();
    assert_eq!(failure.cause, Cause::Freed { task, by });
    let last = failure.steps.last().expect("a step");
    assert_eq!(last.act, Act::FreesAgain, "{failure}");
}

#[test]
fn what_is_given_back_or_has_moved_may_be_used() {
    explore::keeps_what_is_freed();
    let report = explore::every(|| {
        let shared = Box::new(Shared::default());
        shared.0.store(1, SeqCst);
        frees(&*shared);
        gives_back(&*shared);
        shared.0.store(2, SeqCst);
        frees(&*shared);
        let moved = *shared;
        assert_eq!(moved.0.load(SeqCst), 2);
    });
    report.clean_in_all();
}

#[test]
fn nobody_keeps_what_is_freed_where_nothing_is_explored() {
    assert!(!frees(&1));
    gives_back(&1);
}
