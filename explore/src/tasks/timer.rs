use std::panic::Location;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::task::{Context, Poll};
use std::time::Duration;

use crate::model::access::{Key, Mode};
use crate::model::op::{Op, Wait};
use crate::schedule::engine::with_run;
use crate::time::Instant;

/// Waits for moments on the clock of the schedule, one after the other.
#[derive(Debug)]
pub struct Timer {
    /// Its number, 0 for none.
    id: AtomicU64,
    was_polled: AtomicBool,
    at: &'static Location<'static>,
}

impl Timer {
    /// A timer that waits where it was made.
    #[track_caller]
    pub const fn new() -> Timer {
        Timer {
            id: AtomicU64::new(0),
            was_polled: AtomicBool::new(false),
            at: Location::caller(),
        }
    }

    /// Whether the moment has come; if not, the current task waits for it.
    pub fn poll(&self, moment: Instant, context: &mut Context<'_>) -> Poll<()> {
        let moment = moment.moment();
        let polled = with_run(|run| {
            let now = run.now;
            run.touch(Key::Clock, Mode::Looks);
            let first = self.id.load(Relaxed) == 0;
            let is_new = !self.was_polled.swap(true, Relaxed);
            let polls = run.polls.get_or_insert_default();
            if moment <= now {
                polls.remove_timer(self.id.swap(0, Relaxed));
                if !first {
                    run.record(None, Op::WakesUp(now), self.at);
                    run.act();
                } else if is_new {
                    run.record(None, Op::NeedNotSleep, self.at);
                }
                return Poll::Ready(());
            }
            let waker = context.waker().clone();
            let id = polls.set_timer(self.id.load(Relaxed), moment, waker);
            self.id.store(id, Relaxed);
            if first {
                let left: Duration = moment - now;
                run.record(None, Op::Sleeps(left), self.at);
            }
            run.awaits_for(None, Wait::Time, self.at);
            Poll::Pending
        });
        polled.unwrap_or(Poll::Ready(()))
    }
}

impl Default for Timer {
    #[track_caller]
    fn default() -> Timer {
        Timer::new()
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let id = self.id.load(Relaxed);
        with_run(|run| {
            run.drops_wait(None, Op::GivesUp, self.at);
            if id > 0 {
                run.awaits_no_more(None, Wait::Time);
            }
            if let Some(polls) = &mut run.polls {
                polls.remove_timer(id);
            }
        });
    }
}
