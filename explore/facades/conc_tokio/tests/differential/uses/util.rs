//! What tokio_util has to end tasks and to wait for them.

use std::future::{pending, ready};
use std::pin::pin;

use super::tokio;
use super::tokio_util::future::FutureExt;
use super::tokio_util::sync::CancellationToken;
use super::tokio_util::task::{AbortOnDropHandle, TaskTracker};

pub async fn tokens() {
    let token = CancellationToken::new();
    let child = token.child_token();
    assert!(!token.is_cancelled() && token == token.clone() && token != child);
    assert_eq!(token.run_until_cancelled(ready(1)).await, Some(1));
    let waits = child.clone();
    let task = tokio::spawn(async move { waits.cancelled().await });
    drop(token.clone().drop_guard().disarm());
    assert!(!token.is_cancelled());
    drop(token.drop_guard_ref());
    task.await.unwrap();
    assert!(token.is_cancelled() && child.is_cancelled());
    child.cancelled_owned().await;
    assert_eq!(token.run_until_cancelled(pending::<()>()).await, None);
    assert_eq!(
        token.clone().run_until_cancelled_owned(pending::<()>()).await,
        None
    );
    let other = CancellationToken::default();
    assert_eq!(async { 1 }.with_cancellation_token(&other).await, Some(1));
    let guard = other.clone().drop_guard();
    assert!(!guard.token().is_cancelled());
    drop(guard);
    let cancelled = pending::<()>().with_cancellation_token_owned(other);
    assert_eq!(cancelled.await, None);
    assert_eq!(async { 2 }.with_cancellation_token(&token).await, None);
    let late = async { 3 }.with_cancellation_token_owned(token);
    assert_eq!(late.await, None);
}

pub async fn tracks() {
    let tracker = TaskTracker::new();
    assert_eq!(
        (tracker.len(), tracker.is_empty(), tracker.is_closed()),
        (0, true, false)
    );
    let task = tracker.spawn(async { 1 });
    let tracked = tracker.track_future(async { 2 });
    let token = tracker.token();
    assert!(TaskTracker::ptr_eq(token.task_tracker(), &tracker));
    assert_eq!(tracker.spawn_blocking(|| 3).await.unwrap(), 3);
    assert_eq!(
        tracker
            .spawn_on(async { 4 }, &tokio::runtime::Handle::current())
            .await
            .unwrap(),
        4
    );
    assert_eq!((task.await.unwrap(), tracked.await), (1, 2));
    assert!(tracker.close() && !tracker.close() && tracker.is_closed());
    let mut all = pin!(tracker.wait());
    assert!(
        tokio::time::timeout(std::time::Duration::from_millis(1), all.as_mut())
            .await
            .is_err()
    );
    drop(token);
    all.await;
    assert!(tracker.reopen() && TaskTracker::ptr_eq(&tracker, &tracker.clone()));
    let handle = AbortOnDropHandle::new(tokio::spawn(pending::<()>()));
    let abort = handle.abort_handle();
    assert!(!handle.is_finished());
    drop(handle);
    while !abort.is_finished() {
        tokio::task::yield_now().await;
    }
    let handle = AbortOnDropHandle::new(tokio::spawn(async { 5 }));
    assert_eq!(handle.detach().await.unwrap(), 5);
}
