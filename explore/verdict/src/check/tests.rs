//! How time passes in a check.

use std::sync::Arc;
use std::time::Duration;

use explore::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use explore::thread;

use crate::search::Search;
use crate::{Check, Outcome, Sources, ensure};

/// A sleep does not put two tasks in order, but for a clock that waits for both.
fn sleeps(_: usize) {
    let done = Arc::new(AtomicBool::new(false));
    let theirs = Arc::clone(&done);
    let works = thread::spawn(move || theirs.store(true, SeqCst));
    thread::sleep(Duration::from_secs(1));
    ensure(done.load(SeqCst), "it is not done yet", "");
    works.join().unwrap();
}

/// How often the clock was early, and the title of the failure.
fn judged(check: Check) -> (usize, Option<String>) {
    let sources = Sources(&[("answer", ""), (file!(), "")]);
    let (explored, outcome) =
        Search::new(500, sources, None, None).judge(&[check], 1);
    assert!(explored[0].timed);
    let title = match outcome {
        Outcome::Right => None,
        Outcome::Wrong(wrong) => Some(wrong.title),
        other => panic!("no verdict: {other:?}"),
    };
    (explored[0].jumps, title)
}

#[test]
fn the_clock_is_early_unless_the_check_is_about_exact_time() {
    let check = Check::new("sleeps", "", sleeps);
    let early = Some("it is not done yet".to_string());
    assert_eq!(judged(check), (1, early.clone()));
    assert_eq!(judged(check.racing(3)), (3, early));
    assert_eq!(judged(check.exact_time()), (0, None));
}

#[test]
fn a_check_gets_no_more_schedules_than_it_asks_for() {
    let sources = Sources(&[("answer", ""), (file!(), "")]);
    let schedules = |check: Check| {
        let search = Search::new(500, sources, None, None);
        search.judge(&[check], 1).0[0].schedules
    };
    let check = Check::new("busy", "", |_| {
        let n = Arc::new(AtomicUsize::new(0));
        let tasks = [1, 2, 3].map(|one| {
            let n = Arc::clone(&n);
            thread::spawn(move || (0..3).for_each(|_| n.store(one, SeqCst)))
        });
        tasks.into_iter().for_each(|task| task.join().unwrap());
    });
    let (all, few) = (schedules(check), schedules(check.in_few(5)));
    assert!(all > 500, "{all}");
    assert_eq!(few, 4 * 5);
}

/// Two tasks take so many steps, which come to an end.
fn counts(steps: usize) {
    let n = Arc::new(AtomicUsize::new(0));
    let theirs = Arc::clone(&n);
    let count = move |n: &AtomicUsize| {
        for _ in 0..steps / 2 {
            n.fetch_add(1, SeqCst);
        }
    };
    let task = thread::spawn(move || count(&theirs));
    count(&n);
    task.join().unwrap();
}

/// Counts for good.
fn spins(_: usize) {
    let n = Arc::new(AtomicUsize::new(0));
    while n.fetch_add(1, SeqCst) < usize::MAX {}
}

fn outcome(check: Check) -> Outcome {
    let sources = Sources(&[("answer", ""), (file!(), "")]);
    Search::new(1, sources, None, None).judge(&[check.needs(1, 0)], 1).1
}

#[test]
fn a_schedule_that_is_only_long_is_not_called_endless() {
    let long = Check::new("counts", "", counts).with(&[60_000]);
    let Outcome::Refused { why } = outcome(long) else { panic!("a verdict") };
    assert!(why.starts_with("In the check counts a schedule came to its end, but"));
    assert!(why.contains("more than 20,000 steps."), "{why}");
    assert_eq!(outcome(long.max_steps(70_000)), Outcome::Right);
}

#[test]
fn a_schedule_without_an_end_is_told_as_one_whatever_the_limit() {
    let endless = Check::new("spins", "", spins);
    for (check, steps) in
        [(endless, "20,000"), (endless.max_steps(60_000), "60,000")]
    {
        let Outcome::Wrong(wrong) = outcome(check) else { panic!("no verdict") };
        assert_eq!(wrong.title, "it never ends");
        assert!(wrong.sentence.contains(steps), "{}", wrong.sentence);
    }
}

/// Looks at a flag until another task, which sleeps many times, has set it.
fn looks(_: usize) {
    let flag = Arc::new(AtomicUsize::new(0));
    let theirs = Arc::clone(&flag);
    let task = thread::spawn(move || {
        for _ in 0..100 {
            thread::sleep(Duration::from_secs(3_600));
        }
        theirs.store(1, SeqCst);
    });
    while flag.load(SeqCst) == 0 {}
    task.join().unwrap();
}

#[test]
fn a_loop_that_looks_without_a_pause_is_told_though_time_would_end_it() {
    let Outcome::Wrong(wrong) = outcome(Check::new("looks", "", looks)) else {
        panic!("no verdict")
    };
    assert_eq!(wrong.title, "it never ends");
}
