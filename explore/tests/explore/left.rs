//! What a program leaves behind when it has ended, where that is no failure.

use std::mem::forget;
use std::panic::Location;
use std::time::Duration;

use explore::sync::Arc;
use explore::sync::atomic::{AtomicBool, Ordering::SeqCst};
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

/// Two tasks wait for good, the second in some schedules only. Returns the program, and
/// where the first one waits.
fn starts_another() -> (fn(), &'static [&'static Location<'static>]) {
    let program = || {
        starts_a_worker();
        let (is_late, end) = (Arc::new(AtomicBool::new(false)), channel::<u8>());
        let late = Arc::clone(&is_late);
        thread::spawn(move || {
            if late.load(SeqCst) {
                let _ = end.1.recv();
            }
        });
        is_late.store(true, SeqCst);
        forget(end.0);
    };
    let report = explore::every(starts_a_worker);
    (program, vec![report.found().waiting[0].location].leak())
}

#[test]
fn who_waits_elsewhere_is_not_left() {
    let (program, places) = starts_another();
    let report = Explore::every().leaves_tasks_at(places).run(program);
    let failure = report.found();
    assert_eq!(failure.cause, Cause::Deadlock);
    // Nothing is told of who may stay.
    let waiting: Vec<_> = failure.waiting.iter().map(|one| &*one.task).collect();
    assert_eq!(waiting, ["task 2"]);
    let report = Explore::every().leaves_tasks_at(places).run(starts_a_worker);
    assert_eq!(report.clean_in_all().left, 1);
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
