//! A clone of a token is the same token.

extern crate conc_tokio as tokio;
extern crate conc_tokio_util as tokio_util;

use explore::Explore;
use explore::tasks::block_on;
use tokio::task::yield_now;
use tokio_util::sync::CancellationToken;

use crate::sources::Sources;

const TEXT: &str = include_str!("one_token.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// How many rows it has imported when it ends or a row is bad.
async fn imports(scope: CancellationToken, rows: Vec<i32>) -> usize {
    let mut imported = 0;
    for row in rows {
        tokio::select! {
            () = scope.cancelled() => break,
            () = yield_now() => match row {
                0.. => imported += 1,
                _ => scope.cancel(),
            },
        }
    }
    imported
}

async fn imported(
    scope: fn(&CancellationToken) -> CancellationToken,
    by_main: bool,
) -> usize {
    let group = CancellationToken::new();
    let first = if by_main { 4 } else { -1 };
    let tenants = [vec![first, 5], vec![7, 8]].map(|rows| {
        let scope = scope(&group);
        tokio::spawn(imports(scope, rows))
    });
    if by_main {
        group.cancel();
    }
    let mut last = 0;
    for tenant in tenants {
        last = tenant.await.unwrap();
    }
    last
}

/// The title and the sentence.
fn told(
    scope: fn(&CancellationToken) -> CancellationToken,
    by_main: bool,
) -> (String, String) {
    let (title, _, sentence) = super::told_of(TEXT, ANSWER, move || {
        block_on(async { assert_eq!(imported(scope, by_main).await, 2) });
    });
    (title, sentence)
}

#[test]
fn who_cancels_a_clone_cancels_the_others() {
    let (title, sentence) = told(CancellationToken::clone, false);
    assert_eq!(title, "a task cancelled others as well", "{sentence}");
    assert!(sentence.starts_with("task 1 cancelled group in line"), "{sentence}");
    let stopped = " task 2 found it cancelled in line ";
    assert!(sentence.contains(stopped), "{sentence}");
    let child = || async {
        assert_eq!(imported(CancellationToken::child_token, false).await, 2);
    };
    Explore::every().run(move || block_on(child())).clean_in_all();
}

/// Who stops all of them has meant to.
#[test]
fn who_cancels_its_own_tasks_is_not_told_so() {
    let (title, sentence) = told(CancellationToken::child_token, true);
    assert_ne!(title, "a task cancelled others as well", "{sentence}");
    let (title, sentence) = told(CancellationToken::clone, true);
    assert_ne!(title, "a task cancelled others as well", "{sentence}");
}
