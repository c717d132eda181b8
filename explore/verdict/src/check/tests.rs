//! How time passes in a check.

use std::sync::Arc;
use std::time::Duration;

use explore::sync::atomic::{AtomicBool, Ordering::SeqCst};
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
