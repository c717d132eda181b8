//! Two queues of what is to be delivered, and a list of what can happen, made anew each
//! time. The windows are worked out from the readings when somebody wants them.

use std::collections::{BTreeSet, VecDeque};
use std::thread;

use crossbeam::channel::{Receiver, Select, Sender, bounded, unbounded};

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
    let Settings { sources, width, threshold } = settings;
    let mut log: Vec<Reading> = Vec::new();
    let mut open = BTreeSet::new();
    let (mut closed, mut alarms) = (VecDeque::new(), VecDeque::new());
    let (mut more_readings, mut more_queries) = (true, true);
    while more_readings || !closed.is_empty() || !alarms.is_empty() {
        let mut select = Select::new();
        let reading = more_readings.then(|| select.recv(&readings));
        let query = more_queries.then(|| select.recv(&queries));
        let window = (!closed.is_empty()).then(|| select.send(&windows));
        let alarm = (!alarms.is_empty()).then(|| select.send(&alerts));
        let ready = select.select();
        let index = Some(ready.index());
        if index == reading {
            if let Ok(reading) = ready.recv(&readings) {
                open.insert(reading.at - reading.at % width);
                if reading.value > threshold {
                    alarms.push_back(reading.clone());
                }
                log.push(reading);
            } else {
                more_readings = false;
            }
            while let Some(&start) = open.first() {
                let has_passed = |source| {
                    let mut its = log.iter().filter(|one| one.source == source);
                    its.any(|one| one.at >= start + width)
                };
                if more_readings && !(0..sources).all(has_passed) {
                    break;
                }
                open.remove(&start);
                closed.extend(sum_up(&log, start, width));
            }
        } else if index == query {
            match ready.recv(&queries) {
                Ok(query) => {
                    let is_start = query.start % width == 0;
                    let known = sum_up(&log, query.start, width);
                    let _ = query.reply.send(known.filter(|_| is_start));
                }
                Err(_) => more_queries = false,
            }
        } else if index == window {
            let _ = ready.send(&windows, closed.pop_front().unwrap());
        } else if index == alarm {
            let _ = ready.send(&alerts, alarms.pop_front().unwrap());
        }
    }
}

fn sum_up(log: &[Reading], start: u64, width: u64) -> Option<Window> {
    let inside = |one: &&Reading| (start..start + width).contains(&one.at);
    let values = log.iter().filter(inside).map(|one| one.value);
    let (count, sum) = (values.clone().count() as u64, values.clone().sum::<i64>());
    let (min, max) = (values.clone().min()?, values.max()?);
    let mean = sum as f64 / count as f64;
    Some(Window { start, count, sum, min, max, mean })
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
