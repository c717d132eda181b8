//! Every reading makes a new map. A query looks at the one that there is.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, RwLock};
use std::thread;
use std::time::Duration;

use crossbeam::channel::{Receiver, Sender, bounded, unbounded};

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

/// All values of each window, by its start.
type Values = BTreeMap<u64, Vec<i64>>;

pub fn aggregate(
    settings: Settings,
    readings: Receiver<Reading>,
    queries: Receiver<Query>,
    windows: Sender<Window>,
    alerts: Sender<Reading>,
) {
    let Settings { sources, width, threshold } = settings;
    let latest = RwLock::new(Arc::new(Values::new()));
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(SeqCst) {
                let Ok(query) = queries.recv_timeout(Duration::from_millis(10))
                else {
                    thread::sleep(Duration::from_millis(1));
                    continue;
                };
                let values = Arc::clone(&latest.read().unwrap());
                let found = values.get(&query.start);
                let found = found.map(|values| sum_up(query.start, values));
                let _ = query.reply.send(found);
            }
        });
        let mut open = Values::new();
        let mut reached = HashMap::new();
        for Reading { source, at, value } in readings {
            let start = at - at % width;
            open.entry(start).or_default().push(value);
            let mut values = Values::clone(&latest.read().unwrap());
            values.entry(start).or_default().push(value);
            *latest.write().unwrap() = Arc::new(values);
            if value > threshold {
                let _ = alerts.send(Reading { source, at, value });
            }
            reached.insert(source, at);
            if reached.len() == sources {
                let slowest = reached.values().copied().min().unwrap();
                let still_open = open.split_off(&(slowest - slowest % width));
                deliver(std::mem::replace(&mut open, still_open), &windows);
            }
        }
        deliver(open, &windows);
        over.store(true, SeqCst);
    });
}

fn deliver(closed: Values, outlet: &Sender<Window>) {
    for (start, values) in closed {
        let _ = outlet.send(sum_up(start, &values));
    }
}

fn sum_up(start: u64, values: &[i64]) -> Window {
    let (count, sum) = (values.len() as u64, values.iter().sum::<i64>());
    let min = *values.iter().min().unwrap();
    let max = *values.iter().max().unwrap();
    Window { start, count, sum, min, max, mean: sum as f64 / count as f64 }
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
