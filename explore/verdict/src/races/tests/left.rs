//! What was taken out and not put back.

extern crate conc_tokio as tokio;

use explore::sync::Arc;
use tokio::sync::{Mutex, oneshot};
use tokio::task::yield_now;

use crate::sources::Sources;

const TEXT: &str = include_str!("left.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// The title or the cause besides, and the sentence.
fn told<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) -> (String, String) {
    super::told_of_async(TEXT, ANSWER, program)
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

async fn refresh(session: Arc<Mutex<Option<u32>>>) {
    let mut slot = session.lock().await; // locks
    let old = slot.take().unwrap(); // takes it out
    yield_now().await; // waits
    *slot = Some(old + 1); // puts it back
}

/// Looks without taking anything out.
async fn renew(session: Arc<Mutex<Option<u32>>>) {
    let mut slot = session.lock().await;
    let old = slot.as_ref().map(|old| old + 1);
    yield_now().await;
    *slot = old;
}

/// Looks at the session after the task that refreshes it may have been dropped half-way.
async fn looks_after<F: Future<Output = ()> + Send + 'static>(
    refresh: fn(Arc<Mutex<Option<u32>>>) -> F,
    expected: fn(Option<u32>),
) {
    let session = Arc::new(Mutex::new(Some(1)));
    let own = session.clone();
    let (hangup, gone) = oneshot::channel();
    let request = tokio::spawn(async move {
        tokio::select! { // the select
            () = refresh(own) => {}
            _ = gone => {}
        }
    });
    hangup.send(()).unwrap();
    request.await.unwrap();
    let session = session.lock().await;
    expected(*session);
}

#[test]
fn what_was_taken_out_is_not_put_back() {
    let panics = told(|| {
        looks_after(refresh, |one| {
            one.expect("a session");
        })
    });
    let claims = told(|| looks_after(refresh, |one| assert!(one.is_some())));
    for (title, sentence) in [panics, claims] {
        assert_eq!(title, "something was left half-way", "{sentence}");
        for part in [
            format!("locked session in line {}", line("// locks")),
            format!("took something out of it in line {}", line("// takes it out")),
            format!("waited in line {}", line("// waits")),
            format!("was dropped in line {}", line("// the select")),
            format!("line {}, which changes it", line("// puts it back")),
        ] {
            assert!(sentence.contains(&part), "no `{part}`: {sentence}");
        }
    }
}

#[test]
fn who_takes_nothing_out_leaves_all_there() {
    let (_, sentence) = told(|| looks_after(renew, |one| assert_eq!(one, Some(2))));
    assert!(!sentence.contains("took something out"), "{sentence}");
}
