//! Programs that wait for ever, on the model; on the real crate a time limit shows the
//! same, as nobody else is left that could end the wait.

use std::time::Duration;

use crossbeam::channel as real;
use explore::channel::{Select, after, bounded, never, select, tick, unbounded};
use explore::crossbeam_sync::{Parker, WaitGroup};
use explore::{Cause, thread};

const SHORT: Duration = Duration::from_millis(1);

/// The waits in which the program deadlocks, whoever waits.
#[track_caller]
fn waits(program: impl Fn() + Send + Sync + 'static) -> Vec<String> {
    let report = explore::every(program);
    let failure = report.found().named(include_str!("deadlocks.rs"));
    assert_eq!(failure.cause, Cause::Deadlock, "{failure}");
    failure.waiting.into_iter().map(|waiting| waiting.operation).collect()
}

#[test]
fn a_sender_that_is_kept_keeps_the_receiver_waiting() {
    let waits = waits(|| {
        let (_kept, results) = unbounded::<u32>();
        results.iter().for_each(drop);
    });
    assert_eq!(waits, ["waits for a message from _kept"]);
    let (_kept, results) = real::unbounded::<u32>();
    assert!(results.recv_timeout(SHORT).unwrap_err().is_timeout());
}

#[test]
fn a_full_channel_waits_for_room() {
    let waits = waits(|| {
        let (jobs, _todo) = bounded(1);
        jobs.send(1).unwrap();
        jobs.send(2).unwrap();
    });
    assert_eq!(waits, ["waits for room in jobs"]);
    let (jobs, _todo) = real::bounded(1);
    jobs.send(1).unwrap();
    assert!(jobs.send_timeout(2, SHORT).unwrap_err().is_timeout());
}

#[test]
fn nobody_meets_a_sender_alone() {
    let waits = waits(|| {
        let (jobs, todo) = bounded(0);
        jobs.send(1).unwrap();
        drop(todo);
    });
    assert_eq!(waits, ["waits for a receiver of jobs"]);
    let (jobs, _todo) = real::bounded(0);
    assert!(jobs.send_timeout(1, SHORT).unwrap_err().is_timeout());
}

#[test]
fn a_select_does_not_meet_itself() {
    let waits = waits(|| {
        let (jobs, todo) = bounded(0);
        select! {
            send(jobs, 1) -> _ => {}
            recv(todo) -> _ => {}
        }
    });
    let wait = "waits in select for a receiver of jobs or a message from jobs";
    assert_eq!(waits, [wait]);
    let (jobs, todo) = real::bounded(0);
    let late = real::select! {
        send(jobs, 1) -> _ => false,
        recv(todo) -> _ => false,
        default(SHORT) => true,
    };
    assert!(late);
}

#[test]
fn a_circle_of_two() {
    let waits = waits(|| {
        let (left, from_left) = bounded::<u32>(0);
        let (right, from_right) = bounded::<u32>(0);
        let task = thread::spawn(move || {
            let _ = from_left.recv();
            right.send(1)
        });
        let _ = from_right.recv();
        let _ = left.send(2);
        let _ = task.join();
    });
    let circle =
        ["waits for a message from right", "waits for a message from left"];
    assert_eq!(waits, circle);
}

#[test]
fn a_timer_comes_once_and_is_never_disconnected() {
    let once = waits(|| {
        let timer = after(SHORT);
        timer.recv().unwrap();
        let _ = timer.recv();
    });
    assert_eq!(once, ["waits for timer, a timer that has fired"]);
    let timer = real::after(SHORT);
    timer.recv().unwrap();
    assert!(timer.recv_timeout(SHORT).unwrap_err().is_timeout());

    let at_no_time = waits(|| {
        let (nothing, endless) = (never::<u32>(), after(Duration::MAX));
        let mut select = Select::new();
        select.recv(&nothing);
        select.recv(&endless);
        let _ = select.ready();
    });
    let wait =
        "waits in select for a message from nothing or a message from endless";
    assert_eq!(at_no_time, [wait]);
}

#[test]
fn a_ticker_never_ends() {
    let report = explore::Explore::every().max_steps(100).run(|| {
        tick(SHORT).into_iter().for_each(drop);
    });
    assert_eq!(report.found().cause, Cause::StepLimit { steps: 100 });
}

#[test]
fn a_sender_is_left_behind() {
    // The task that gives up after the first answer leaves the second one waiting, as
    // it keeps the receiver.
    let waits = waits(|| {
        let (answers, answer) = bounded(0);
        for server in 0..2 {
            let answers = answers.clone();
            thread::spawn(move || answers.send(server));
        }
        answer.recv().unwrap();
        std::mem::forget(answer);
    });
    assert_eq!(waits, ["waits for a receiver of answers"]);
}

#[test]
fn a_member_that_is_kept_keeps_the_group_waiting() {
    let waits = waits(|| {
        let group = WaitGroup::new();
        let _kept = group.clone();
        group.wait();
    });
    assert_eq!(waits, ["waits for the others to leave group"]);
}

#[test]
fn a_parker_that_nobody_unparks() {
    let waits = waits(|| {
        let parker = Parker::new();
        parker.unparker().unpark();
        parker.park();
        parker.park();
    });
    assert_eq!(waits, ["waits to be unparked"]);
}
