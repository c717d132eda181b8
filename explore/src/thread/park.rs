use std::panic::Location;
use std::time::Duration;

use crate::model::access::{Key, Mode};
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::schedule::engine::{pick, reach, with_run, yields};
use crate::schedule::run::Run;
use crate::time::later;

/// Waits until another task calls [`Thread::unpark`](super::Thread::unpark), or has done
/// so since the last park. It does not wake by itself, which std allows. In between the task
/// may have used that up: who waits at a channel, or for the end of a scope, parks too.
#[track_caller]
pub fn park() {
    park_until(None, Location::caller());
}

/// Like [`park`], but ends after a while on the clock of the schedule.
#[track_caller]
pub fn park_timeout(timeout: Duration) {
    park_until(Some(timeout), Location::caller());
}

fn park_until(timeout: Option<Duration>, at: &'static Location<'static>) {
    let pending = |run: &mut Run| {
        Pending::Park(timeout.and_then(|timeout| later(run.now, timeout)))
    };
    let may_lack = with_run(Run::may_lack_its_token) == Some(true);
    if may_lack && pick(2) == 1 {
        with_run(|run| {
            run.takes_token();
            run.record(None, Op::WasUnparked, at);
        });
    }
    if reach(at, pending) {
        with_run(|run| {
            run.touch(Key::Token(run.current), Mode::Changes);
            if run.takes_token() {
                run.record(None, Op::IsUnparked, at);
            }
        });
    }
}

/// Lets other tasks go first. A task that yields again on the same line although
/// nothing has changed waits until something has.
#[track_caller]
pub fn yield_now() {
    yield_at(Location::caller());
}

pub(crate) fn yield_at(at: &'static Location<'static>) {
    yields();
    let pending = with_run(|run| run.yields(at));
    // The first time, the choice is left to the next operation.
    if let Some(spin @ Pending::Spin(_)) = pending {
        reach(at, |_| spin);
        with_run(Run::rests);
    }
}

/// Waits on the clock of the schedule, which moves on only when no task can. A wait for
/// longer than the clock goes never ends.
#[track_caller]
pub fn sleep(duration: Duration) {
    let at = Location::caller();
    if reach(at, |run| Pending::Sleep(later(run.now, duration))) {
        with_run(|run| {
            run.task().rounds = 0;
            run.record(None, Op::Sleep, at);
        });
    }
}

/// Like [`sleep`], in milliseconds.
#[deprecated(note = "replaced by `std::thread::sleep`")]
#[track_caller]
pub fn sleep_ms(milliseconds: u32) {
    sleep(Duration::from_millis(milliseconds.into()));
}

/// Like [`park_timeout`], in milliseconds.
#[deprecated(note = "replaced by `std::thread::park_timeout`")]
#[track_caller]
pub fn park_timeout_ms(milliseconds: u32) {
    park_timeout(Duration::from_millis(milliseconds.into()));
}
