//! How the operations are told.

use std::time::Duration;

use explore::channel::{bounded, select, unbounded};
use explore::thread;

const SOURCE: &str = include_str!("told.rs");

/// What the tasks do in the schedule that fails.
#[track_caller]
fn lines(program: impl Fn() + Send + Sync + 'static) -> Vec<(String, String)> {
    let report = explore::every(program);
    let failure = report.found().named(SOURCE);
    let lines = failure.lines();
    lines.map(|(task, text)| (task.to_string(), text.to_string())).collect()
}

#[track_caller]
fn assert_lines(lines: &[(String, String)], expected: &[(&str, &str)]) {
    let lines: Vec<_> =
        lines.iter().map(|(task, text)| (task.as_str(), text.as_str())).collect();
    assert_eq!(lines, expected);
}

#[test]
fn one_after_the_other() {
    let lines = lines(|| {
        let (jobs, todo) = bounded(1);
        jobs.send('a').unwrap();
        assert!(jobs.try_send('b').is_err());
        assert_eq!(todo.len(), 1);
        todo.recv().unwrap();
        assert!(todo.try_recv().is_err());
        assert!(todo.recv_timeout(Duration::from_secs(1)).is_err());
        drop(jobs);
        assert!(todo.recv().is_err());
        panic!("to see the record");
    });
    assert_lines(
        &lines,
        &[
            ("main", "sends message 1 to jobs"),
            ("main", "finds jobs full"),
            ("main", "finds 1 in jobs"),
            ("main", "receives message 1 from jobs"),
            ("main", "finds jobs empty"),
            ("main", "finds jobs empty"),
            ("main", "drops the last sender of jobs"),
            ("main", "finds jobs disconnected"),
            ("main", "panics: to see the record"),
        ],
    );
}

#[test]
fn a_meeting() {
    let lines = lines(|| {
        let (jobs, todo) = bounded(0);
        assert!(jobs.try_send(0).is_err());
        let task = thread::spawn(move || todo.recv().map(|_| todo));
        select! { send(jobs, 1) -> sent => sent.unwrap() }
        drop(task.join().unwrap().unwrap());
        assert!(jobs.send(2).is_err());
        panic!("to see the record");
    });
    assert_lines(
        &lines,
        &[
            ("main", "finds no receiver of jobs"),
            ("main", "waits for a receiver of jobs"),
            ("main", "sends message 1 to jobs"),
            ("task 1", "receives message 1 from jobs"),
            ("main", "drops the last receiver of jobs"),
            ("main", "sends to jobs, but nobody receives"),
            ("main", "panics: to see the record"),
        ],
    );
}

#[test]
fn a_select() {
    let lines = lines(|| {
        let (jobs, _todo) = bounded(1);
        let (_done, results) = unbounded::<u32>();
        for _ in 0..2 {
            select! {
                send(jobs, 1) -> sent => sent.unwrap(),
                recv(results) -> _ => {}
                default => {}
            }
        }
        select! {
            send(jobs, 1) -> _ => {}
            recv(results) -> _ => {}
        }
    });
    assert_lines(
        &lines,
        &[
            ("main", "sends message 1 to jobs"),
            ("main", "finds no arm ready"),
            ("main", "waits in select for room in jobs or a message from _done"),
        ],
    );
}

#[test]
fn each_arm_that_is_ready_is_taken_in_some_schedule() {
    let (taken, report) = explore::Explore::every().outcomes(|| {
        let ends = [0, 1, 2].map(|number| {
            let (sender, receiver) = bounded(1);
            sender.send(number).unwrap();
            receiver
        });
        select! {
            recv(ends[0]) -> message => message.unwrap(),
            recv(ends[1]) -> message => message.unwrap(),
            recv(ends[2]) -> message => message.unwrap(),
        }
    });
    assert_eq!(report.schedules, 3);
    assert_eq!(taken.into_keys().count(), 3);
}

#[test]
fn who_has_waited_longest_is_met() {
    let received = explore::outcomes(|| {
        let (sender, receiver) = bounded(0);
        let tasks = [2, 1].map(|seconds| {
            let receiver = receiver.clone();
            thread::spawn(move || {
                thread::sleep(Duration::from_secs(seconds));
                receiver.recv().ok()
            })
        });
        thread::sleep(Duration::from_secs(3));
        sender.try_send('a').unwrap();
        drop(sender);
        tasks.map(|task| task.join().unwrap())
    });
    assert_eq!(received.into_keys().collect::<Vec<_>>(), [[None, Some('a')]]);
}

#[test]
fn random_takes_each_arm_too() {
    let (taken, _) = explore::Explore::random(100, 1).outcomes(|| {
        let (left, right) = (bounded(1), bounded(1));
        left.0.send(1).unwrap();
        right.0.send(2).unwrap();
        select! {
            recv(left.1) -> message => message.unwrap(),
            recv(right.1) -> message => message.unwrap(),
        }
    });
    assert_eq!(taken.into_keys().collect::<Vec<_>>(), [1, 2]);
}

#[test]
#[should_panic(expected = "dropped `SelectedOperation` without completing")]
fn an_operation_that_has_begun_must_be_completed() {
    explore::every(|| {
        let (sender, _receiver) = bounded::<u32>(1);
        let mut select = explore::channel::Select::new();
        select.send(&sender);
        drop(select.select());
    })
    .clean();
}

#[test]
fn outside_of_a_program_what_need_not_wait_works() {
    let (sender, receiver) = unbounded();
    sender.send(1).unwrap();
    assert_eq!(receiver.len(), 1);
    let received =
        select! { recv(receiver) -> message => message, default => Ok(2) };
    assert_eq!(received, Ok(1));
    drop(sender);
    assert!(receiver.recv().is_err());
}

#[test]
#[should_panic(expected = "only inside an explored program")]
fn outside_of_a_program_nothing_waits() {
    let (_sender, receiver) = bounded::<u32>(0);
    let _ = receiver.recv();
}
