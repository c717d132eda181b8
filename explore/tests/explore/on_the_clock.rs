//! The record tells how the clock has moved on, whose time was over, and who has looked.

use std::time::Duration;

use explore::sync::mpsc::channel;
use explore::time::Instant;
use explore::{Explore, Failure, thread};

const MS: Duration = Duration::from_millis(1);

/// A task waits for a message for so long, and main for the task.
fn waits(patience: Duration, looks: bool) -> Failure {
    let report = Explore::every().run(move || {
        let (send, messages) = channel::<()>();
        let task = thread::spawn(move || {
            let _ = messages.recv_timeout(patience);
            thread::sleep(3 * MS);
        });
        thread::sleep(5 * MS);
        send.send(()).unwrap();
        task.join().unwrap();
        if looks {
            let _ = Instant::now();
        }
        panic!("to see it");
    });
    report.found().clone()
}

/// The number of the step that begins so.
fn step(failure: &Failure, words: &str) -> usize {
    let found =
        failure.steps.iter().position(|step| step.operation.starts_with(words));
    found.unwrap_or_else(|| panic!("no step {words}: {failure}"))
}

#[test]
fn each_step_has_its_moment() {
    let failure = waits(20 * MS, false);
    assert_eq!(failure.moment(step(&failure, "sends message")), 5 * MS);
    assert_eq!(failure.moment(step(&failure, "receives message")), 5 * MS);
    assert_eq!(failure.moment(failure.steps.len()), 8 * MS);
    let failure = waits(2 * MS, false);
    assert_eq!(failure.moment(step(&failure, "finds")), 2 * MS);
}

#[test]
fn who_has_what_it_waits_for_has_not_waited_in_vain() {
    let expired = |failure: &Failure| {
        let all = failure.expired.iter();
        all.map(|one| (one.task.clone(), one.now)).collect::<Vec<_>>()
    };
    let main = || ("main".to_string(), 5 * MS);
    let task = |now| ("task 1".to_string(), now * MS);
    assert_eq!(expired(&waits(20 * MS, false)), [main(), task(8)]);
    let [first, second] = [task(2), task(5)];
    let both = expired(&waits(2 * MS, false));
    assert!(both.contains(&first) && both.contains(&second), "{both:?}");
}

#[test]
fn who_looks_at_the_clock_is_known() {
    let failure = waits(20 * MS, true);
    let looked: Vec<_> = failure.looked.iter().map(|one| &*one.task).collect();
    assert_eq!(looked, ["main"]);
    assert_eq!(failure.looked[0].after, failure.steps.len());
    // A wait that ends by the clock is no look.
    assert!(waits(20 * MS, false).looked.is_empty());
}
