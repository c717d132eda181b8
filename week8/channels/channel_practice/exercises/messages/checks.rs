//! What is checked of `messages`.

use std::fmt::Debug;
use std::thread;
use std::time::Duration;

use verdict::{
    Check, Gauge, Inside, Log, Show, ensure, fault, in_order, note, still_running,
};

use super::answer::Messages;

pub const CHECKS: &[Check] = &[
    Check::new("all", "every message is received, and then the end", all)
        .with(&[1, 3])
        .needs(2, 2),
    Check::new("none", "there are no messages", none),
    Check::new("zeros", "both messages are 0", zeros).needs(2, 2),
    Check::new(
        "meets",
        "before each of three messages, nobody receives for a second",
        meets,
    )
    .exact_time()
    .needs(2, 2),
    Check::new(
        "slow",
        "`sent` takes ten seconds, and `next` waits meanwhile",
        slow,
    )
    .needs(2, 2),
    Check::new(
        "closes",
        "`close` is called after some of three messages were received, or none",
        closes,
    )
    .with(&[1, 0])
    .needs(2, 2),
    Check::new(
        "received",
        "`close` is called when the last of three messages has been received",
        closes,
    )
    .with(&[3])
    .needs(2, 2),
    Check::new(
        "ended",
        "`close` is called when `next` has returned None after three messages",
        ended,
    )
    .with(&[3])
    .needs(2, 2),
];

fn all(count: usize) {
    let receives = thread::current().id();
    let mut messages = Messages::send_all((1..=count).collect(), move |count| {
        let sends = thread::current().id() != receives;
        let detail = format!(
            "The task that calls `next` called `sent` with {count}. The task that sends \
             should do that."
        );
        ensure(sends, "`sent` was called by the task that receives", detail);
    });
    came(taken(&mut messages), 1..=count);
    // The end stays the end.
    in_order("message", messages.next(), []);
    messages.close();
}

fn none(_: usize) {
    let mut messages = Messages::send_all(Vec::new(), |_| {});
    in_order("message", taken(&mut messages), Vec::<u32>::new());
    messages.close();
}

fn zeros(_: usize) {
    let mut messages = Messages::send_all(vec![0, 0], |_| {});
    came(taken(&mut messages), [0, 0]);
    messages.close();
}

fn meets(_: usize) {
    let sent = Log::default();
    let counts = sent.clone();
    let mut messages = Messages::send_all(vec![1, 2, 3], move |count| {
        counts.push(count, format!("{count} sent"));
    });
    for received in 0..3 {
        // Time passes only when nobody can go on: what can be sent has been sent.
        thread::sleep(Duration::from_secs(1));
        let ahead = sent.all().len();
        if ahead > received {
            let detail = format!(
                "`sent` was called with {ahead} when {received} messages had been \
                 received. Either the send did not wait for a receiver, or `sent` \
                 did not wait for the send."
            );
            fault("`sent` was called too early", detail, Show::Messages);
        }
        if ahead < received {
            let detail = format!(
                "{received} messages had been received a second ago, but `sent` was \
                 called last with {ahead}."
            );
            fault("`sent` was called too late", detail, Show::Messages);
        }
        came(messages.next(), [received + 1]);
    }
    in_order("message", taken(&mut messages), []);
    messages.close();
    in_order("count", sent.all(), [1, 2, 3]);
}

fn slow(_: usize) {
    let returned = Log::default();
    let returns = returned.clone();
    let mut messages = Messages::send_all(vec![1, 2], move |count| {
        if count == 1 {
            note!("takes ten seconds");
            thread::sleep(Duration::from_secs(10));
        }
        returns.push(count, format!("`sent` has returned from {count}"));
    });
    came(messages.next(), [1]);
    came(messages.next(), [2]);
    if returned.all().is_empty() {
        let detail = "The second message was received, but `sent` has not yet returned \
                      from the first one.";
        fault("a send did not wait for `sent`", detail, Show::Steps);
    }
    in_order("message", messages.next(), []);
    messages.close();
}

fn closes(received: usize) {
    closes_after(received, false);
}

fn ended(count: usize) {
    closes_after(count, true);
}

/// Lives as long as the task that sends, whose end takes an hour: a task that says first
/// that it has ended has not ended yet.
struct Leaves {
    _inside: Inside,
}

impl Drop for Leaves {
    fn drop(&mut self) {
        thread::sleep(Duration::from_secs(60 * 60));
    }
}

/// After so many of three messages, and after the end if it is `ended`.
fn closes_after(received: usize, ended: bool) {
    let gauge = Gauge::new("sender");
    let leaves = Leaves { _inside: gauge.enter(1) };
    let sent = Log::default();
    let counts = sent.clone();
    let mut messages = Messages::send_all(vec![1, 2, 3], move |count| {
        let _ = &leaves;
        counts.push(count, format!("{count} sent"));
    });
    for number in 1..=received {
        came(messages.next(), [number]);
    }
    if ended {
        in_order("message", messages.next(), []);
    }
    messages.close();
    if gauge.inside() > 0 {
        note!("`close` has returned");
        let detail = "`close` has returned, but `sent` has not been dropped. That is \
                      part of the end of the task.";
        fault("a task was left behind", detail, Show::Steps);
    }
    if still_running() > 0 {
        note!("`close` has returned");
        let detail = "`close` has returned, but a task has not ended: it still has \
                      something to do or to drop.";
        fault("a task was left behind", detail, Show::Steps);
    }
    let counted = sent.all().len();
    if counted > received {
        let detail = format!(
            "`sent` was called with {counted}, but `next` returned only {received} \
             of the messages. The others were lost when `close` was called."
        );
        fault("a lost message was counted as sent", detail, Show::Messages);
    }
}

/// Claims that these were received, in this order, and then the end.
#[track_caller]
fn came<T: Ord + Debug + Clone>(
    found: impl IntoIterator<Item = T>,
    expected: impl IntoIterator<Item = T>,
) {
    let found: Vec<T> = found.into_iter().collect();
    let expected: Vec<T> = expected.into_iter().collect();
    if found.len() < expected.len() && expected.starts_with(&found) {
        let detail = format!(
            "`next` returned None, but {:?} should have come.",
            expected[found.len()]
        );
        fault("`next` returned None too early", detail, Show::Steps);
    }
    in_order("message", found, expected);
}

/// What is received up to the end.
fn taken<T: Send + 'static>(messages: &mut Messages<T>) -> Vec<T> {
    let mut taken = Vec::new();
    while let Some(message) = messages.next() {
        taken.push(message);
    }
    taken
}
