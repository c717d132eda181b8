//! A task has changed what another one waits for, and has not told it: the condition under
//! which it would is another one.

extern crate conc_tokio as tokio;

use std::future::poll_fn;
use std::task::{Poll, Waker};

use explore::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use explore::sync::{Arc, Mutex};
use explore::tasks::block_on;
use tokio::sync::Notify;

use crate::races::tests::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("silence.rs");

/// The title and the sentence.
fn told(program: impl Fn() + Clone + Send + Sync + 'static) -> (String, String) {
    told_with_calls(TEXT, Sources(&[(file!(), TEXT)]), program)
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

const MOST: usize = 2;

#[derive(Default)]
struct Counter {
    open: AtomicUsize,
    free: Notify,
}

impl Counter {
    async fn available(&self) {
        while self.open.load(SeqCst) >= MOST {
            self.free.notified().await;
        }
    }

    fn leaves(&self) {
        let left = self.open.fetch_sub(1, SeqCst) - 1; // changes the number
        if left == MOST {
            self.free.notify_one();
        }
    }
}

#[test]
fn a_condition_that_is_off_by_one_notifies_nobody() {
    let (title, sentence) = told(|| {
        block_on(async {
            let counter = Arc::new(Counter::default());
            for _ in 0..3 {
                counter.available().await;
                counter.open.fetch_add(1, SeqCst);
                let own = Arc::clone(&counter);
                tokio::spawn(async move { own.leaves() });
            }
        });
    });
    assert_eq!(title, "nobody woke the waiting task", "{sentence}");
    let read = line(".open.load(SeqCst) >= MOST {");
    let why =
        format!("No other task sends one. main reads 2 from open in line {read}");
    assert!(sentence.contains(&why), "{sentence}");
    let change = line("// changes the number");
    let end = format!("in line {change}, and sends none.");
    assert!(sentence.contains(&end), "{sentence}");
    // They would come later, and this one has been there.
    assert!(!sentence.contains("only after this wait"), "{sentence}");
}

#[derive(Default)]
struct State {
    open: usize,
    waiting: Option<Waker>,
}

async fn available(state: &Mutex<State>) {
    poll_fn(|context| {
        let mut state = state.lock().unwrap(); // looks at the state
        if state.open < MOST {
            return Poll::Ready(());
        }
        state.waiting = Some(context.waker().clone());
        Poll::Pending
    })
    .await;
}

/// Wakes who waits if so many are left.
fn leaves(state: &Mutex<State>, wakes: usize) {
    let mut state = state.lock().unwrap(); // changes the state
    state.open -= 1;
    if state.open == wakes
        && let Some(waker) = state.waiting.take()
    {
        waker.wake();
    }
}

fn counts(wakes: usize) {
    block_on(async move {
        let state = Arc::new(Mutex::new(State::default()));
        for _ in 0..3 {
            available(&state).await;
            state.lock().unwrap().open += 1;
            let own = Arc::clone(&state);
            tokio::spawn(async move { leaves(&own, wakes) });
        }
    });
}

#[test]
fn a_condition_that_is_off_by_one_wakes_nobody() {
    let (title, sentence) = told(|| counts(MOST));
    assert_eq!(title, "nobody woke the waiting task", "{sentence}");
    let look = line("// looks at the state");
    let why =
        format!("main locks state in line {look} and then waits to be woken.");
    assert!(sentence.starts_with(&why), "{sentence}");
    let change = line("// changes the state");
    let end = format!("locks state in line {change}. Nobody has woken main since.");
    assert!(sentence.contains(&end), "{sentence}");
    // The right number wakes it.
    let report = explore::every(|| counts(MOST - 1));
    assert!(report.failure.is_none() && report.exhaustive, "{report}");
}
