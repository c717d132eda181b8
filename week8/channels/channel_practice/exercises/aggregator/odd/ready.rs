//! Asks which of the two is ready, a taker or a query, and then tries that one.

use std::collections::BTreeMap;
use std::thread;

use crossbeam::channel::{
    Receiver, RecvError, Select, Sender, TryRecvError, TrySendError, bounded,
    never, select, unbounded,
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
    let mut desk = Desk {
        width: settings.width,
        latest: vec![0; settings.sources],
        windows: BTreeMap::new(),
        open_from: 0,
        queries,
    };
    loop {
        select! {
            recv(readings) -> reading => {
                let Ok(reading) = reading else { break };
                desk.count(&reading);
                if reading.value > settings.threshold {
                    desk.deliver(&alerts, reading);
                }
                // No source has anything left for what lies before the slowest one.
                let slowest = desk.latest.iter().copied().min().unwrap_or(0);
                desk.close(slowest, &windows);
            }
            recv(desk.queries) -> query => desk.answer(query),
        }
    }
    desk.close(u64::MAX, &windows);
}

struct Desk {
    width: u64,
    /// The latest time stamp of each source.
    latest: Vec<u64>,
    /// By start, the closed ones too.
    windows: BTreeMap<u64, Window>,
    /// Windows that start earlier are closed.
    open_from: u64,
    queries: Receiver<Query>,
}

impl Desk {
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

    /// Delivers the open windows that end at this moment or earlier.
    fn close(&mut self, moment: u64, outlet: &Sender<Window>) {
        let open = self.windows.range(self.open_from..);
        let ended: Vec<Window> = open
            .map(|(_, window)| window.clone())
            .take_while(|window| window.start + self.width <= moment)
            .collect();
        for window in ended {
            self.open_from = window.start + self.width;
            self.deliver(outlet, window);
        }
    }

    /// Waits for a taker, and answers queries until one comes. Nobody may be left to
    /// take it: then it is of no use to anybody.
    fn deliver<T>(&mut self, outlet: &Sender<T>, mut item: T) {
        loop {
            let queries = self.queries.clone();
            let mut select = Select::new();
            select.send(outlet);
            select.recv(&queries);
            if select.ready() == 0 {
                match outlet.try_send(item) {
                    Err(TrySendError::Full(back)) => item = back,
                    _ => return,
                }
                continue;
            }
            match queries.try_recv() {
                Ok(query) => self.answer(Ok(query)),
                Err(TryRecvError::Disconnected) => self.answer(Err(RecvError)),
                Err(TryRecvError::Empty) => {}
            }
        }
    }

    fn answer(&mut self, query: Result<Query, RecvError>) {
        match query {
            // Who asked may have gone.
            Ok(query) => {
                let _ = query.reply.send(self.windows.get(&query.start).cloned());
            }
            Err(RecvError) => self.queries = never(),
        }
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
