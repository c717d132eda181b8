use std::time::Duration;

use super::ends::Receiver;
use crate::model::channel::Timer;
use crate::pipe;
use crate::time::{Instant, in_a_while};

/// A channel whose message comes after so long on the clock of the schedule: the moment
/// for which it was due. It comes once, and the channel is never disconnected.
#[track_caller]
pub fn after(duration: Duration) -> Receiver<Instant> {
    match in_a_while(duration) {
        Some(moment) => timed(1, Timer { next: Some(moment), every: None }),
        None => never(),
    }
}

/// A channel whose message comes at this moment, like [`after`].
#[track_caller]
pub fn at(when: Instant) -> Receiver<Instant> {
    timed(1, Timer { next: Some(when.moment()), every: None })
}

/// A channel whose messages come again and again, so long after one another. The next
/// one comes that long after the last was received: who reads late misses some.
#[track_caller]
pub fn tick(duration: Duration) -> Receiver<Instant> {
    match in_a_while(duration) {
        Some(moment) => {
            timed(1, Timer { next: Some(moment), every: Some(duration) })
        }
        None => never(),
    }
}

/// A channel whose message never comes, to switch off an arm of a `select!`.
#[track_caller]
pub fn never<T>() -> Receiver<T> {
    let timer = Timer { next: None, every: None };
    let no_message = |_| unreachable!("never is not due");
    Receiver(pipe::Receiver::timed(0, timer, no_message))
}

#[track_caller]
fn timed(capacity: usize, timer: Timer) -> Receiver<Instant> {
    Receiver(pipe::Receiver::timed(capacity, timer, Instant::at))
}
