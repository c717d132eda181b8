//! A panic ends its own task: who joins is told of it.

use std::panic::Location;

use explore::panic::{catch_unwind, resume_unwind};
use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Condvar, Mutex, RwLock, mpsc};
use explore::{Cause, Report, thread};

/// The task, the message and the line of the panic that failed.
fn panicked(report: &Report) -> (&str, &str, u32) {
    match &report.found().cause {
        Cause::Panic { task, message, line, .. } => (task, message, *line),
        other => panic!("{other}"),
    }
}

#[track_caller]
fn here() -> u32 {
    Location::caller().line()
}

#[test]
fn a_join_returns_what_the_task_panicked_with() {
    explore::every(|| {
        let text = thread::spawn(|| panic!("no more work"));
        let number = thread::spawn(|| std::panic::panic_any(7));
        let panic = text.join().unwrap_err();
        assert_eq!(panic.downcast_ref(), Some(&"no more work"));
        assert_eq!(*number.join().unwrap_err().downcast::<i32>().unwrap(), 7);
    })
    .clean_in_all();
}

#[test]
fn a_panic_that_nobody_looks_at_fails() {
    let line = here() + 2;
    let dropped = explore::every(|| {
        thread::spawn(|| panic!("dropped"));
    });
    assert_eq!(panicked(&dropped), ("task 1", "dropped", line));
    let kept = explore::every(|| {
        let task = thread::spawn(|| panic!("kept"));
        while !task.is_finished() {
            thread::yield_now();
        }
    });
    assert_eq!(panicked(&kept), ("task 1", "kept", line + 4));
}

#[test]
fn a_panic_that_is_unwrapped_or_raised_again_is_that_of_the_task() {
    let line = here() + 2;
    let unwraps = explore::every(|| {
        let inner = thread::spawn(|| panic!("the cause"));
        let outer = thread::spawn(|| inner.join().unwrap());
        outer.join().expect("it works");
    });
    assert_eq!(panicked(&unwraps), ("task 1", "the cause", line));
    let resumes = explore::every(|| {
        let task = thread::spawn(|| panic!("the cause"));
        task.join().unwrap_or_else(|panic| resume_unwind(panic));
    });
    assert_eq!(panicked(&resumes), ("task 1", "the cause", line + 6));
}

#[test]
fn a_panic_after_one_that_was_joined_is_its_own() {
    let line = here() + 4;
    let report = explore::every(|| {
        let task = thread::spawn(|| panic!("expected"));
        assert!(task.join().is_err());
        panic!("not expected");
    });
    assert_eq!(panicked(&report), ("main", "not expected", line));
}

#[test]
fn what_goes_wrong_because_of_a_panic_is_told_as_the_panic() {
    let line = here() + 6;
    let deadlock = explore::every(|| {
        let (sends, receives) = mpsc::channel::<u32>();
        let keeps = sends.clone();
        let task = thread::spawn(move || {
            let _sends = sends;
            panic!("the cause");
        });
        let _ = receives.recv();
        drop((task, keeps));
    });
    assert_eq!(panicked(&deadlock), ("task 1", "the cause", line));
    let wrong = explore::every(|| {
        let count = Arc::new(AtomicU32::new(0));
        let _task = thread::spawn(|| panic!("the cause"));
        while count.load(SeqCst) == 0 && !_task.is_finished() {
            thread::yield_now();
        }
        assert_eq!(count.load(SeqCst), 1);
    });
    assert_eq!(panicked(&wrong), ("task 1", "the cause", line + 8));
}

#[test]
fn a_scope_panics_for_its_tasks() {
    explore::every(|| {
        let all = catch_unwind(|| {
            thread::scope(|scope| {
                scope.spawn(|| panic!("in a scope"));
                scope.spawn(|| ());
            });
        });
        let panic = all.unwrap_err();
        assert_eq!(panic.downcast_ref(), Some(&"a scoped thread panicked"));
        let joined = thread::scope(|scope| scope.spawn(|| panic!("joined")).join());
        assert!(joined.is_err());
    })
    .clean_in_all();
    let line = here() + 3;
    let report = explore::every(|| {
        thread::scope(|scope| {
            scope.spawn(|| panic!("in a scope"));
        });
    });
    assert_eq!(panicked(&report), ("task 1", "in a scope", line));
}

/// Tells while its task unwinds, in two steps.
struct Tells(Arc<(AtomicBool, AtomicBool)>);

impl Drop for Tells {
    fn drop(&mut self) {
        assert!(thread::panicking());
        self.0.0.store(true, SeqCst);
        self.0.1.store(true, SeqCst);
        assert!(thread::panicking());
    }
}

#[test]
fn others_go_while_a_task_unwinds() {
    let seen = explore::outcomes(|| {
        let told = Tells(Arc::default());
        let tells = Tells(told.0.clone());
        let task = thread::spawn(move || {
            let _tells = tells;
            panic!("unwinds");
        });
        let first = told.0.0.load(SeqCst);
        let second = told.0.1.load(SeqCst);
        assert!(!thread::panicking());
        assert!(task.join().is_err());
        std::mem::forget(told);
        (first, second)
    });
    let seen: Vec<_> = seen.into_keys().collect();
    let all = [(false, false), (false, true), (true, false), (true, true)];
    assert_eq!(seen, all);
}

/// Locks while its task unwinds.
struct Locks(Arc<Mutex<u32>>);

impl Drop for Locks {
    fn drop(&mut self) {
        *self.0.lock().unwrap() += 1;
    }
}

#[test]
fn a_lock_is_poisoned_by_a_panic_of_its_holder_alone() {
    explore::every(|| {
        let shared = Arc::new(Mutex::new(0));
        let other = Arc::new(RwLock::new(0));
        let locks = Locks(shared.clone());
        let task = thread::spawn(move || {
            let _locks = locks;
            panic!("before it locks");
        });
        *shared.lock().unwrap() += 1;
        *other.write().unwrap() += 1;
        assert!(task.join().is_err());
        assert_eq!(*shared.lock().unwrap(), 2);
        assert!(!other.is_poisoned());
    })
    .clean_in_all();
}

#[test]
fn a_task_that_panics_poisons_what_it_holds() {
    explore::every(|| {
        let shared = Arc::new((Mutex::new(0), RwLock::new(0), RwLock::new(0)));
        let holds = shared.clone();
        let task = thread::spawn(move || {
            let _mutex = holds.0.lock().unwrap();
            let _writes = holds.1.write().unwrap();
            let _reads = holds.2.read().unwrap();
            panic!("while it holds");
        });
        assert!(task.join().is_err());
        assert!(shared.0.is_poisoned() && shared.1.is_poisoned());
        assert!(!shared.2.is_poisoned());
        assert!(shared.0.try_lock().is_err() && shared.1.read().is_err());
    })
    .clean_in_all();
}

/// The result of a job, which its guard fills in when the job panics.
#[derive(Default)]
struct Slot {
    result: Mutex<Option<Result<u32, ()>>>,
    filled: Condvar,
}

struct Completes(Arc<Slot>);

impl Drop for Completes {
    fn drop(&mut self) {
        self.0.result.lock().unwrap().get_or_insert(Err(()));
        self.0.filled.notify_all();
    }
}

#[test]
fn a_guard_can_tell_of_a_panic_that_is_caught() {
    explore::every(|| {
        let slots = [0, 1].map(|_| Arc::new(Slot::default()));
        let jobs = slots.clone();
        let worker = thread::spawn(move || {
            for slot in jobs {
                let _ = catch_unwind(move || {
                    let _completes = Completes(slot);
                    panic!("the job");
                });
            }
        });
        for slot in slots {
            let mut result = slot.result.lock().unwrap();
            while result.is_none() {
                result = slot.filled.wait(result).unwrap();
            }
            assert_eq!(*result, Some(Err(())));
        }
        worker.join().unwrap();
    })
    .clean_in_all();
}

#[test]
fn two_tasks_can_unwind_at_once() {
    explore::every(|| {
        let told = Arc::default();
        let tasks = [0, 1].map(|_| {
            let tells = Tells(Arc::clone(&told));
            thread::spawn(move || {
                let caught = catch_unwind(|| panic!("caught"));
                assert!(caught.is_err() && !thread::panicking());
                let _tells = tells;
                panic!("unwinds");
            })
        });
        for task in tasks {
            assert!(task.join().is_err());
        }
    })
    .clean_in_all();
}
