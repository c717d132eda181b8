//! A message that was tried to be sent, and was not.

use std::time::Duration;

use explore::channel::{Receiver, Sender, bounded, unbounded};
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

/// Works until it is told to stop.
fn works(jobs: &Receiver<u32>, orders: &Receiver<Order>) {
    loop {
        explore::select! {
            recv(jobs) -> _ => {}
            recv(orders) -> order => match order {
                Ok(Order::Pause) => thread::yield_now(),
                _ => break,
            },
        }
    }
}

enum Order {
    Pause,
    Stop,
}

#[test]
fn who_waits_for_one_of_two_is_never_told_to_stop() {
    let meets = || {
        let (jobs, inbox) = unbounded();
        let (orders, desk) = bounded(0);
        let task = thread::spawn(move || works(&inbox, &desk));
        jobs.send(1).unwrap();
        let _ = orders.try_send(Order::Stop);
        task.join().unwrap();
        drop((jobs, orders));
    };
    let full = || {
        let (jobs, inbox) = unbounded::<u32>();
        let (orders, desk) = bounded(1);
        let task = thread::spawn(move || works(&inbox, &desk));
        let own = orders.clone();
        let other = thread::spawn(move || {
            own.send(Order::Pause).unwrap();
            let _ = own.try_send(Order::Stop);
        });
        other.join().unwrap();
        task.join().unwrap();
        drop((jobs, orders));
    };
    let cases = [
        (
            meets as fn(),
            "main finds no receiver of orders in line",
            ", as task 1 did not",
        ),
        (full, "task 2 finds orders full in line", ""),
    ];
    for (program, begins, why) in cases {
        let (title, sentence) = told(program);
        assert_eq!(title, "a message was given up", "{sentence}");
        assert!(sentence.starts_with(begins), "{sentence}");
        assert!(sentence.contains(why), "{sentence}");
        assert!(sentence.contains("Now task 1 waits in select for "), "{sentence}");
    }
}

/// One of two that say the same is enough, and who goes on may tell it in another way.
#[test]
fn a_message_that_is_one_too_many_is_not_missed() {
    let token = || {
        let (jobs, inbox) = unbounded::<u32>();
        let (wakes, woken) = bounded(1);
        let task = thread::spawn(move || {
            loop {
                explore::select! {
                    recv(inbox) -> job => if job.is_err() { break },
                    recv(woken) -> _ => {}
                }
            }
        });
        wakes.send(()).unwrap();
        let _ = wakes.try_send(());
        task.join().unwrap();
        drop((jobs, wakes));
    };
    let goes_on = || {
        let (jobs, inbox) = unbounded();
        let (orders, desk) = bounded(0);
        let task = thread::spawn(move || works(&inbox, &desk));
        let _ = orders.try_send(Order::Pause);
        jobs.send(1).unwrap();
        task.join().unwrap();
        drop((jobs, orders));
    };
    for program in [token as fn(), goes_on] {
        let (title, sentence) = told(program);
        assert_ne!(title, "a message was given up", "{sentence}");
    }
}

/// Answers each question, or tells at the end how many there were.
fn asks(each: bool) -> (String, String) {
    let (title, sentence, _) =
        told_of(TEXT, Sources(&[(file!(), TEXT)]), move || {
            let (asks, questions) = bounded(0);
            let (answers, inbox) = bounded(1);
            let task = thread::spawn(move || match each {
                true => answers_each(&questions, &answers),
                false => drop(answers.send(questions.iter().sum())),
            });
            let _ = asks.try_send(4);
            let _ = inbox.recv();
            task.join().unwrap();
            drop(asks);
        });
    (title, sentence)
}

fn answers_each(questions: &Receiver<u32>, answers: &Sender<u32>) {
    while let Ok(question) = questions.recv() {
        answers.send(question * 2).unwrap();
    }
}

#[test]
fn a_question_that_was_given_up_is_not_answered() {
    let (title, sentence) = asks(true);
    assert_eq!(title, "a message was given up", "{sentence}");
    let (title, sentence) = asks(false);
    assert_eq!(title, "the last sender was never dropped", "{sentence}");
}
