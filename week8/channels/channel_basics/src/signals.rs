//! Signals: nothing is sent but the news that it is time.

use std::thread;
use std::time::Duration;

use crossbeam::channel;
use shared::Log;
use tokio::sync::Notify;
use tokio::time::timeout;

/// Below, nothing is ever sent. A receive on a closed channel returns at once,
/// for every receiver, so dropping the only sender is a signal to all of them. In
/// Go it is `close(done)`, in Python `event.set()` of a `threading.Event` or,
/// between tasks, of an `asyncio.Event`. A closed channel stays closed, and the
/// signal carries no value. To tell many tasks a value, take tokio's `watch`.
pub fn notify_and_broadcast(log: &Log) {
    let main = log.task("main");
    let (start_gun, gun) = channel::bounded::<()>(0);

    thread::scope(|scope| {
        for id in 1..=4 {
            let runner = main.starts(format!("runner {id}"));
            let gun = gun.clone();
            scope.spawn(move || {
                let error = gun.recv().unwrap_err(); // blocks until the sender is gone
                writeln!(runner, "runs: {error}");
            });
        }
        writeln!(main, "fires");
        drop(start_gun);
    });
}

/// `Notify` carries no value: `notify_one` only wakes one waiting task. If no
/// task waits, it leaves one permit: the next task that waits goes on at once,
/// and a second ring before that adds nothing. `notify_waiters` wakes everyone who has
/// called `notified()` before it, awaited or not, and leaves no permit. So
/// after each wake-up look at the data itself: one ring may stand for several
/// changes. In Go people use a `chan struct{}` with room for one and a send
/// with `default`. Python's `asyncio.Event` differs: it stays set.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn notify(log: &Log) {
    let main = log.task("main");
    let bell = Notify::new();
    let patience = Duration::from_millis(10);

    bell.notify_one();
    bell.notify_one();
    for look in ["first", "second"] {
        let heard = timeout(patience, bell.notified()).await.is_ok();
        writeln!(main, "notify_one twice, {look} look: heard {heard}");
    }

    bell.notify_waiters();
    let heard = timeout(patience, bell.notified()).await.is_ok();
    writeln!(main, "notify_waiters, then notified(): heard {heard}");

    let waiting = bell.notified(); // made before the ring, so it hears the ring
    bell.notify_waiters();
    let heard = timeout(patience, waiting).await.is_ok();
    writeln!(main, "notified(), then notify_waiters: heard {heard}");
}
