//! Whether a thread is heard before `futures::executor` parks the one that listens.

use futures::channel::oneshot;
use futures::executor::block_on;
use std::thread;

fn main() {
    let (sends, mut receives) = oneshot::channel();
    let sends = thread::spawn(move || sends.send(1).is_ok());
    let early = receives.try_recv().unwrap();
    let late = early.is_none().then(|| block_on(receives));
    outcome(format!("{early:?} {late:?} {:?}", sends.join().is_ok()));
}
