//! The end of a thread comes with the last thing that it does, or a little later.

use std::collections::BTreeSet;
use std::time::Duration;

use explore::{Explore, channel, still_at_work, still_running, thread};

fn each_search() -> [Explore; 2] {
    [Explore::every(), Explore::reduced()]
}

/// What the program returns in some schedule, in all searches alike.
fn outcomes<T: Ord + Send + std::fmt::Debug + 'static>(
    program: fn() -> T,
) -> BTreeSet<T> {
    let [every, reduced] = each_search().map(|search| {
        let (outcomes, report) = search.outcomes(program);
        assert!(report.exhaustive, "{report}");
        outcomes.into_keys().collect::<BTreeSet<T>>()
    });
    assert_eq!(every, reduced);
    every
}

#[test]
fn a_thread_with_nothing_to_do_may_still_run() {
    let seen = outcomes(|| thread::spawn(|| ()).is_finished());
    assert_eq!(seen, [false, true].into());
}

#[test]
fn a_thread_that_has_done_its_last_may_still_run() {
    let seen = outcomes(|| {
        let (done, is_done) = channel::bounded(1);
        let task = thread::spawn(move || done.send(()).unwrap());
        is_done.recv().unwrap();
        task.is_finished()
    });
    assert_eq!(seen, [false, true].into());
}

#[test]
fn who_has_ended_does_not_run_again() {
    let seen = outcomes(|| {
        let task = thread::spawn(|| ());
        let first = task.is_finished();
        (first, task.is_finished())
    });
    assert_eq!(seen, [(false, false), (false, true), (true, true)].into());
}

/// Only who joins it knows that a thread has ended, or who sees time pass after its end.
#[test]
fn a_thread_counts_as_running_until_somebody_knows() {
    let counts = outcomes(|| {
        let (done, is_done) = channel::bounded::<()>(1);
        let task = thread::spawn(move || drop(done));
        is_done.recv().unwrap_err();
        let at_once = still_running();
        assert_eq!(still_at_work(), 0);
        thread::sleep(Duration::from_millis(1));
        let later = still_running();
        task.join().unwrap();
        [at_once, later]
    });
    assert_eq!(counts, [[1, 0]].into());
    let joined = outcomes(|| {
        thread::spawn(|| ()).join().unwrap();
        thread::scope(|scope| drop(scope.spawn(|| ())));
        still_running()
    });
    assert_eq!(joined, [0].into());
}

#[test]
fn threads_end_in_any_order() {
    let seen = outcomes(|| {
        let tasks = [1, 2].map(|_| thread::spawn(|| ()));
        tasks.map(|task| task.is_finished())
    });
    assert_eq!(seen.len(), 4, "{seen:?}");
}

#[test]
fn who_asks_until_it_has_ended_goes_on() {
    for search in each_search() {
        let report = search.run(|| {
            let task = thread::spawn(|| ());
            while !task.is_finished() {
                thread::yield_now();
            }
        });
        report.clean_in_all();
        assert_eq!(report.fair, 0);
    }
}

#[test]
fn the_record_says_what_was_told() {
    let report = Explore::every().run(|| {
        let task = thread::spawn(|| ());
        assert!(task.is_finished());
    });
    let told = report.found().to_string();
    assert!(told.contains("finds that task 1 still runs"), "{told}");
}
