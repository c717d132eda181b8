use std::future::Future;
use std::time::Duration;

/// Does nothing: the clock of a schedule moves only when nobody can go on, as a paused one
/// does.
pub fn pause() {}

/// Does nothing: the clock of a schedule stays a paused one.
pub fn resume() {}

/// Moves the clock on, whoever could go first, and lets others go.
#[track_caller]
pub fn advance(duration: Duration) -> impl Future<Output = ()> {
    let yields = crate::task::yield_now();
    async move {
        explore::time::advance(duration);
        yields.await;
    }
}
