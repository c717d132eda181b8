//! aggregator: windows over what several sources measure.
//!
//! `sources` sources, numbered from 0, send readings over one channel. The time stamps `at`
//! of one source never go back; but one source may be far ahead of another. Windows are
//! `width` long: with a width of 10, the window that starts at 20 holds the readings whose
//! `at` is 20 to 29. There is one source at least, and a width is at least 1. The ends of
//! the windows and the sums of their values fit into their types. `aggregate` works in the
//! thread that calls it.
//!
//! - Each reading counts in one window. A query is answered with the window that starts
//!   at `query.start`: count, sum, min, max and mean of the same readings, those that have
//!   come so far. `None` if there are none.
//! - A window closes when no source can add to it: each has sent a reading at or after
//!   its end, or the readings have ended. It goes to `windows` when it closes, once;
//!   windows come in the order of their starts, none without readings. A closed window
//!   never changes, and queries still find it.
//! - A reading with a value above `threshold` goes to `alerts` when it comes, once; not
//!   only when its window closes.
//! - The takers of `windows` and `alerts` may be slow and their channels without room.
//!   Until they take, `aggregate` may let the readings wait, and one of the takers for the
//!   other; but it answers queries: who takes the windows may ask before each.
//! - Every query that was received is answered. Its reply channel has room for the
//!   answer; who asked may have gone.
//! - Whoever asks, and whoever takes windows or alerts, may end before the readings do.
//!   The rest goes on, without turning in circles while there is nothing to do.
//! - `aggregate` returns when the readings have ended (all senders are dropped) and the
//!   last window is delivered, even if somebody could still ask. What it has started has
//!   ended then.
//!
//! Keep the types and the head of `aggregate`; inside do as you like, with std or
//! crossbeam. `cargo week8 run aggregator` shows it at work.

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
