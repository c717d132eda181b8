use std::panic::{AssertUnwindSafe, catch_unwind};

use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex, OnceLock, mpsc};
use explore::{Cause, Explore, panic, thread};

use crate::operations;

#[test]
fn a_panic_in_a_task_has_its_message_and_line() {
    let report = explore::every(|| {
        let task = thread::Builder::new()
            .name("worker".to_string())
            .spawn(|| panic!("no more {}", "work"))
            .unwrap();
        task.join().unwrap();
    });
    match &report.found().cause {
        Cause::Panic { task, message, file, line } => {
            assert_eq!(task, "worker");
            assert_eq!(message, "no more work");
            assert!(file.ends_with("panics.rs"), "{file}");
            assert_eq!(*line, crate::line(include_str!("panics.rs"), "no more {}"));
        }
        other => panic!("{other}"),
    }
    let last = report.found().lines().last();
    assert_eq!(last, Some(("worker", "panics: no more work")));
}

#[test]
fn the_record_ends_with_the_panic() {
    let report = explore::every(|| {
        let mutex = Mutex::new(());
        let _guard = mutex.lock().unwrap();
        panic!("while it is locked");
    });
    let lines = ["locks the mutex", "panics: while it is locked"];
    assert_eq!(operations(&report), lines);
}

#[test]
fn a_caught_panic_is_no_failure() {
    explore::every(|| {
        let task = thread::spawn(|| catch_unwind(|| panic!("caught")).is_err());
        assert!(task.join().unwrap());
    })
    .clean_in_all();
}

/// A task ends the process.
fn ends() {
    explore::panic::ends_the_process("no more of it");
}

#[test]
fn nobody_makes_up_for_the_end_of_the_process() {
    let programs: [fn(); 4] = [
        || drop(explore::panic::catch_unwind(ends)),
        || drop(thread::spawn(ends).join()),
        || drop(thread::spawn(ends)),
        || {
            thread::spawn(|| panic!("heard by nobody"));
            ends();
        },
    ];
    for program in programs {
        let explore = Explore::every().leaves_tasks().forgives_panics();
        let report = explore.run(program);
        let failure = report.found();
        let Cause::Panic { message, file, line, .. } = &failure.cause else {
            panic!("{failure}")
        };
        assert_eq!(message, "no more of it");
        assert!(file.ends_with("panics.rs"), "{file}");
        assert_eq!(*line, crate::line(include_str!("panics.rs"), "no more of it"));
    }
}

#[test]
fn a_caught_panic_poisons_what_was_locked() {
    explore::every(|| {
        let mutex = Arc::new(Mutex::new(0));
        let locks = mutex.clone();
        let task = thread::spawn(move || {
            let fails = || {
                let _guard = locks.lock().unwrap();
                panic!("caught");
            };
            drop(catch_unwind(AssertUnwindSafe(fails)));
        });
        task.join().unwrap();
        assert!(mutex.is_poisoned());
        let poisoned = mutex.lock().unwrap_err();
        assert_eq!(*poisoned.into_inner(), 0);
        mutex.clear_poison();
        assert!(mutex.lock().is_ok());
    })
    .clean_in_all();
}

#[test]
fn after_a_panic_the_next_one_initializes() {
    explore::every(|| {
        let cell = OnceLock::new();
        let fails = || {
            let _: &i32 = cell.get_or_init(|| panic!("caught"));
        };
        assert!(catch_unwind(AssertUnwindSafe(fails)).is_err());
        assert_eq!(cell.get_or_init(|| 1), &1);
    })
    .clean_in_all();
}

/// A pool whose destructor waits for its worker, which waits for the end of the jobs.
struct Pool {
    jobs: Option<mpsc::Sender<u32>>,
    worker: Option<thread::JoinHandle<()>>,
}

impl Pool {
    fn new() -> Pool {
        let (jobs, received) = mpsc::channel();
        let worker = thread::spawn(move || while received.recv().is_ok() {});
        Pool { jobs: Some(jobs), worker: Some(worker) }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        drop(self.jobs.take());
        self.worker.take().unwrap().join().unwrap();
    }
}

#[test]
fn a_destructor_may_wait_because_of_a_panic() {
    let report = explore::every(|| {
        let pool = Pool::new();
        pool.jobs.as_ref().unwrap().send(1).unwrap();
        panic!("the cause");
    });
    assert_eq!(operations(&report).last(), Some(&"panics: the cause"));
}

#[test]
fn a_destructor_that_waits_in_vain_does_not_hide_the_panic() {
    let report = explore::every(|| {
        let mut pool = Pool::new();
        std::mem::forget(pool.jobs.take());
        panic!("the cause");
    });
    assert_eq!(operations(&report).last(), Some(&"panics: the cause"));
    // And the next exploration is none the worse for it.
    explore::every(Pool::new_and_drop).clean_in_all();
}

impl Pool {
    fn new_and_drop() {
        drop(Pool::new());
    }
}

#[test]
fn what_a_stopped_schedule_leaves_behind_is_harmless() {
    struct Locks(Arc<Mutex<()>>);
    impl Drop for Locks {
        fn drop(&mut self) {
            drop(self.0.lock());
        }
    }
    let report = explore::every(|| {
        let mutex = Arc::new(Mutex::new(()));
        let other = Locks(mutex.clone());
        let _guard = mutex.lock().unwrap();
        thread::spawn(move || drop(other));
        panic!("while the other waits");
    });
    let last = operations(&report).pop();
    assert_eq!(last, Some("panics: while the other waits"));
}

/// It is called once for each panic, whatever the schedules before have set.
#[test]
fn a_program_sets_its_own_panic_hook_in_each_schedule() {
    let calls = |program: fn() -> u32| {
        let (calls, report) = Explore::every().outcomes(program);
        report.clean_in_all();
        assert!(report.schedules > 1, "{report}");
        calls.into_keys().collect::<Vec<_>>()
    };
    let seen = calls(|| {
        let seen = Arc::new(AtomicU32::new(0));
        let sees = seen.clone();
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            assert!(info.location().unwrap().file().ends_with("panics.rs"));
            sees.fetch_add(1, SeqCst);
            usual(info);
        }));
        let tasks = [(); 2].map(|()| {
            let seen = seen.clone();
            thread::spawn(move || {
                seen.fetch_add(10, SeqCst);
                panic!("expected")
            })
        });
        for task in tasks {
            assert!(task.join().is_err());
        }
        let hook = panic::take_hook();
        assert!(thread::spawn(|| panic!("expected")).join().is_err());
        panic::set_hook(hook);
        seen.load(SeqCst)
    });
    assert_eq!(seen, [22]);
}

/// It takes nothing away from the report.
#[test]
fn a_panic_is_told_with_its_place_whatever_hook_is_set() {
    let report = explore::every(|| {
        panic::set_hook(Box::new(|_| {}));
        assert!(thread::spawn(|| panic!("expected")).join().is_err());
        panic!("the end");
    });
    let Cause::Panic { message, line, .. } = &report.found().cause else {
        panic!("{report}");
    };
    assert_eq!(message, "the end");
    assert_eq!(
        *line,
        crate::line(include_str!("panics.rs"), "panic!(\"the end\")")
    );
}

#[test]
fn who_panics_before_a_hook_is_set_is_not_told_to_it() {
    let program = || {
        let seen = Arc::new(AtomicU32::new(0));
        let sees = seen.clone();
        let task = thread::spawn(|| {
            Mutex::new(0).lock().map(drop).unwrap();
            panic!("expected")
        });
        Mutex::new(0).lock().map(drop).unwrap();
        panic::set_hook(Box::new(move |_| {
            sees.fetch_add(1, SeqCst);
        }));
        assert!(task.join().is_err());
        seen.load(SeqCst)
    };
    for search in [Explore::every(), Explore::reduced()] {
        let (calls, report) = search.outcomes(program);
        report.clean_in_all();
        assert_eq!(calls.into_keys().collect::<Vec<_>>(), [0, 1]);
    }
}

#[test]
fn a_hook_that_has_to_wait_lets_others_go() {
    explore::every(|| {
        let mutex = Arc::new(Mutex::new(0));
        let locks = mutex.clone();
        panic::set_hook(Box::new(move |_| *locks.lock().unwrap() += 1));
        let held = mutex.lock().unwrap();
        let task = thread::spawn(|| panic!("expected"));
        drop(held);
        assert!(task.join().is_err());
        assert_eq!(*mutex.lock().unwrap(), 1);
    })
    .clean_in_all();
}

#[test]
fn a_thread_with_a_null_byte_in_its_name_is_not_started() {
    explore::every(|| {
        let start = || {
            let thread = thread::Builder::new().name("a\0b".to_string());
            thread.spawn(|| ()).map(drop)
        };
        let panic = catch_unwind(start).unwrap_err();
        let message = panic.downcast_ref::<&str>().unwrap();
        assert_eq!(*message, "thread name may not contain interior null bytes");
    })
    .clean_in_all();
}
