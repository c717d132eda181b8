//! What a program leaves behind when it has ended, where that is no failure.

use std::mem::forget;
use std::time::Duration;

use explore::sync::mpsc::{Sender, channel};
use explore::{Cause, Explore, thread};

/// A task that waits for jobs for good, as one of a pool does.
fn starts_a_worker() {
    let (jobs, todo): (Sender<u8>, _) = channel();
    thread::spawn(move || for _ in todo {});
    forget(jobs);
}

#[test]
fn who_waits_for_good_is_left_behind() {
    let report = Explore::every().leaves_tasks().run(starts_a_worker);
    assert_eq!(report.clean_in_all().left, 1);
    assert_eq!(explore::every(starts_a_worker).found().cause, Cause::Deadlock);
}

#[test]
fn no_time_passes_for_who_is_left() {
    let report = Explore::every().leaves_tasks().run(|| {
        thread::spawn(|| {
            loop {
                thread::sleep(Duration::from_secs(1));
            }
        });
    });
    assert_eq!(report.clean_in_all().left, 1);
}

#[test]
fn who_can_go_on_ends_first() {
    let report = Explore::every().leaves_tasks().run(|| {
        thread::spawn(thread::yield_now);
    });
    assert_eq!(report.clean_in_all().left, 0);
}

#[test]
fn a_program_that_waits_itself_is_not_left() {
    let report = Explore::every().leaves_tasks().run(|| {
        let (jobs, todo): (Sender<u8>, _) = channel();
        forget(jobs);
        let _ = todo.recv();
    });
    assert_eq!(report.found().cause, Cause::Deadlock);
}

#[test]
fn a_panic_that_nobody_joins_can_be_forgiven() {
    let program = || {
        thread::spawn(|| panic!("nobody hears"));
    };
    assert!(explore::every(program).failure.is_some());
    Explore::every().forgives_panics().run(program).clean_in_all();
}

#[test]
fn that_of_the_program_itself_is_not_forgiven() {
    let lets = || Explore::every().leaves_tasks().forgives_panics();
    let report = lets().run(|| {
        starts_a_worker();
        thread::spawn(|| panic!("nobody hears"));
        panic!("everybody hears");
    });
    let Cause::Panic { message, .. } = &report.found().cause else {
        panic!("it panics: {report}");
    };
    assert_eq!(message, "everybody hears");
    let report = lets().run(|| {
        let task = thread::spawn(|| panic!("who joins hears"));
        task.join().unwrap();
    });
    assert!(report.failure.is_some());
}
