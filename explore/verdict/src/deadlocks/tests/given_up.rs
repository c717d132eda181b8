//! A message that was tried to be sent, and was not.

use std::time::Duration;

use explore::channel::bounded;
use explore::sync::mpsc::sync_channel;
use explore::thread;

use super::told_of;
use crate::sources::Sources;

const TEXT: &str = include_str!("given_up.rs");

/// The title and the sentence.
fn told(program: fn()) -> (String, String) {
    let (title, sentence, _) = told_of(TEXT, Sources(&[(file!(), TEXT)]), program);
    (title, sentence)
}

#[test]
fn a_message_that_was_tried_once_never_comes() {
    let meets = || {
        let (alerts, inbox) = bounded(0);
        let kept = alerts.clone();
        let task = thread::spawn(move || alerts.try_send(1).is_ok());
        let _ = inbox.recv();
        task.join().unwrap();
        drop(kept);
    };
    let full = || {
        let (alerts, inbox) = sync_channel(1);
        let kept = alerts.clone();
        let task =
            thread::spawn(move || [1, 2].map(|alert| alerts.try_send(alert)));
        let _ = [inbox.recv(), inbox.recv()];
        let _ = task.join();
        drop(kept);
    };
    let late = || {
        let (alerts, inbox) = bounded(1);
        alerts.send(1).unwrap();
        let own = alerts.clone();
        let task = thread::spawn(move || {
            let _ = own.send_timeout(2, Duration::from_millis(1));
        });
        task.join().unwrap();
        let _ = inbox.recv();
        let _ = inbox.recv();
        drop(alerts);
    };
    for program in [meets as fn(), full, late] {
        let (title, sentence) = told(program);
        assert_eq!(title, "a message was given up", "{sentence}");
        assert!(sentence.starts_with("task 1 finds "), "{sentence}");
        let end = "and goes on without sending. Now main waits for a message from";
        assert!(sentence.contains(end), "{sentence}");
    }
}

/// Who takes all that comes waits for the end: it is not told what was left out.
#[test]
fn a_message_may_be_left_out() {
    let (title, sentence) = told(|| {
        let (alerts, inbox) = sync_channel(1);
        let task = thread::spawn(move || inbox.iter().count());
        for alert in 0..3 {
            let _ = alerts.try_send(alert);
        }
        task.join().unwrap();
        drop(alerts);
    });
    assert_ne!(title, "a message was given up", "{sentence}");
}

#[test]
fn who_tries_again_has_given_up_nothing() {
    let (title, sentence) = told(|| {
        let (alerts, inbox) = bounded(1);
        let own = alerts.clone();
        let task = thread::spawn(move || {
            while own.try_send(1).is_err() {
                thread::yield_now();
            }
        });
        alerts.send(2).unwrap();
        let _ = [inbox.recv(), inbox.recv(), inbox.recv()];
        task.join().unwrap();
        drop(alerts);
    });
    assert_eq!(title, "the last sender was never dropped", "{sentence}");
}
