//! One `select!` for everything. An outlet with nothing to deliver is replaced by one that
//! nobody ever takes from.

use std::collections::{BTreeMap, VecDeque};
use std::thread;

use crossbeam::channel::{
    Receiver, Sender, bounded, never, select_biased, unbounded,
};

pub struct Settings {
    pub sources: usize,
    pub width: u64,
    pub threshold: i64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub source: usize,
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
    settings: Settings,
    readings: Receiver<Reading>,
    queries: Receiver<Query>,
    windows: Sender<Window>,
    alerts: Sender<Reading>,
) {
    let mut known = Known::new(&settings);
    let (mut readings, mut queries) = (readings, queries);
    let (no_windows, _nobody) = bounded(0);
    let (no_alerts, _nobody) = bounded(0);
    let mut closed = VecDeque::new();
    let mut alarms = VecDeque::new();
    let mut has_ended = false;
    while !(has_ended && closed.is_empty() && alarms.is_empty()) {
        let windows = if closed.is_empty() { &no_windows } else { &windows };
        let alerts = if alarms.is_empty() { &no_alerts } else { &alerts };
        select_biased! {
            recv(queries) -> query => match query {
                Ok(query) => {
                    let found = known.windows.get(&query.start).cloned();
                    let _ = query.reply.send(found);
                }
                Err(_) => queries = never(),
            },
            send(alerts, alarms.pop_front().unwrap()) -> _ => {}
            send(windows, closed.pop_front().unwrap()) -> _ => {}
            recv(readings) -> reading => match reading {
                Ok(reading) => {
                    known.count(&reading);
                    closed.extend(known.close(known.slowest()));
                    if reading.value > settings.threshold {
                        alarms.push_back(reading);
                    }
                }
                Err(_) => {
                    closed.extend(known.close(u64::MAX));
                    readings = never();
                    has_ended = true;
                }
            },
        }
    }
}

/// What is known so far.
struct Known {
    width: u64,
    latest: Vec<u64>,
    windows: BTreeMap<u64, Window>,
    open_from: u64,
}

impl Known {
    fn new(settings: &Settings) -> Known {
        let latest = vec![0; settings.sources];
        let windows = BTreeMap::new();
        Known { width: settings.width, latest, windows, open_from: 0 }
    }

    fn count(&mut self, reading: &Reading) {
        let Reading { source, at, value } = *reading;
        self.latest[source] = at;
        let start = at - at % self.width;
        let none_yet =
            Window { start, count: 0, sum: 0, min: value, max: value, mean: 0.0 };
        let window = self.windows.entry(start).or_insert(none_yet);
        window.count += 1;
        window.sum += value;
        window.min = window.min.min(value);
        window.max = window.max.max(value);
        window.mean = window.sum as f64 / window.count as f64;
    }

    /// No source has anything left for what lies before this moment.
    fn slowest(&self) -> u64 {
        self.latest.iter().copied().min().unwrap_or(0)
    }

    /// The open windows that end at this moment or earlier: they are closed now.
    fn close(&mut self, moment: u64) -> Vec<Window> {
        let open = self.windows.range(self.open_from..);
        let closed: Vec<Window> = open
            .map(|(_, window)| window.clone())
            .take_while(|window| window.start + self.width <= moment)
            .collect();
        if let Some(last) = closed.last() {
            self.open_from = last.start + self.width;
        }
        closed
    }
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
