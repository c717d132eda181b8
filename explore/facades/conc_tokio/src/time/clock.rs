use std::future::Future;
use std::time::Duration;

/// From here on the clock moves only when nobody can go on, if no other task runs yet. If
/// one does, the clock stays as it is.
pub fn pause() {
    explore::time::pause();
}

/// Does nothing: a paused clock stays one.
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
