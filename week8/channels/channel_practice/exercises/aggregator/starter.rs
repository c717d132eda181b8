//! aggregator: windows over the readings of several sources.
//!
//! There are `sources` sources, at least 1, numbered from 0. They send readings over
//! one channel. The time stamps `at` of one source never go back, but one source may be
//! far ahead of another. A window is `width` long, at least 1, and starts at a multiple
//! of it: with a width of 10, the window that starts at 20 holds the readings with `at`
//! from 20 to 29, and none starts at 25. Ends of windows and sums of values fit into
//! their types. `aggregate` runs in the calling thread.
//!
//! - Each reading counts in one window. The answer to a query is the window that starts
//!   at `query.start`, or `None` if none starts there or it has no readings. Its count,
//!   sum, min, max and mean belong to the same readings: those that `aggregate` has
//!   received so far.
//! - A window closes when no source can add to it: each source has sent a reading at or
//!   after its end, or the readings have ended. When it closes, it goes to `windows`,
//!   once. Windows come in the order of their starts. A window without readings does
//!   not come, and billions of them may lie between two readings.
//! - A closed window never changes, and queries still find it.
//! - A reading with a value above `threshold` goes to `alerts`, once, when it comes and
//!   not only when its window closes.
//! - The tasks that receive `windows` and `alerts` may be slow, and these channels may
//!   have no room. Until they receive, `aggregate` need not take readings, and need not
//!   deliver on the other channel. But it has to answer queries: the receiver of
//!   windows may send a query before it receives each window.
//! - Every query that was received is answered. Its reply channel has room for the
//!   answer. The task that asked may be gone.
//! - The tasks that send queries or receive windows or alerts may end before the
//!   readings do. The rest goes on, without a busy loop while there is nothing to do.
//! - `aggregate` returns when the readings have ended (all senders are dropped) and the
//!   last window is delivered, even if somebody could still send a query. Then
//!   everything that it has started has ended.
//!
//! Keep the types and the signature of `aggregate`. Inside, use what you like from std
//! or crossbeam. Write the body, then run `cargo week8 check aggregator`.
//! `cargo week8 run aggregator` shows it at work.

use std::thread;

use crossbeam::channel::{Receiver, Sender, bounded, unbounded};

pub struct Settings {
    /// How many sources there are.
    pub sources: usize,
    /// The length of a window, in milliseconds.
    pub width: u64,
    /// Values above it are alerts.
    pub threshold: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub source: usize,
    /// When it was measured, in milliseconds.
    pub at: u64,
    pub value: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    pub start: u64,
    pub count: u64,
    pub sum: i64,
    pub min: i64,
    pub max: i64,
    pub mean: f64,
}

pub struct Query {
    pub start: u64,
    pub reply: Sender<Option<Window>>,
}

pub fn aggregate(
    _settings: Settings,
    _readings: Receiver<Reading>,
    _queries: Receiver<Query>,
    _windows: Sender<Window>,
    _alerts: Sender<Reading>,
) {
    todo!()
}

fn main() {
    let settings = Settings { sources: 2, width: 10, threshold: 90 };
    let (readings, inbox) = bounded(0);
    let (queries, questions) = bounded(0);
    let (windows, closed) = bounded(0);
    let (alerts, alarms) = unbounded();
    let second = readings.clone();
    thread::scope(|scope| {
        scope.spawn(|| aggregate(settings, inbox, questions, windows, alerts));
        scope.spawn(move || {
            for (at, value) in [(1, 20), (12, 95), (21, 30)] {
                readings.send(Reading { source: 0, at, value }).unwrap();
            }
        });
        scope.spawn(move || {
            for (at, value) in [(4, 50), (8, 60), (17, 40)] {
                second.send(Reading { source: 1, at, value }).unwrap();
            }
        });
        let (reply, answer) = bounded(1);
        queries.send(Query { start: 0, reply }).unwrap();
        println!("so far: {:?}", answer.recv().unwrap());
        for window in closed {
            println!("closed: {window:?}");
        }
        for alarm in alarms {
            println!("alert: {alarm:?}");
        }
    });
}
