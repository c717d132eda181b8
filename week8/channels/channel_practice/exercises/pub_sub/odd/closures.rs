//! A subscriber is a function that takes what is published, filters it and waits.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::thread;

use crossbeam::channel::{Receiver, bounded};

type Deliver<T> = Arc<dyn Fn(&T) + Send + Sync>;

pub struct Broker<T> {
    keep: usize,
    topics: Mutex<HashMap<String, (VecDeque<T>, Vec<Deliver<T>>)>>,
}

pub struct Subscription<T> {
    kept: std::vec::IntoIter<T>,
    inbox: Receiver<T>,
}

impl<T: Clone + Send + 'static> Broker<T> {
    pub fn new(keep: usize) -> Broker<T> {
        Broker { keep, topics: Mutex::default() }
    }

    pub fn subscribe(
        &self,
        topic: &str,
        room: usize,
        filter: impl Fn(&T) -> bool + Send + Sync + 'static,
    ) -> Subscription<T> {
        let (sender, inbox) = bounded(room);
        let mut topics = self.topics.lock().unwrap();
        let (kept, deliver) = topics.entry(topic.to_string()).or_default();
        let kept: Vec<T> = kept.iter().filter(|one| filter(one)).cloned().collect();
        deliver.push(Arc::new(move |message| {
            if filter(message) {
                let _ = sender.send(message.clone());
            }
        }));
        Subscription { kept: kept.into_iter(), inbox }
    }

    pub fn publish(&self, topic: &str, message: T) {
        let mut topics = self.topics.lock().unwrap();
        let (kept, deliver) = topics.entry(topic.to_string()).or_default();
        kept.push_back(message.clone());
        while kept.len() > self.keep {
            kept.pop_front();
        }
        let deliver = deliver.clone();
        drop(topics);
        deliver.iter().for_each(|deliver| deliver(&message));
    }
}

impl<T> Subscription<T> {
    pub fn recv(&mut self) -> Option<T> {
        match self.kept.next() {
            Some(message) => Some(message),
            None => self.inbox.iter().next(),
        }
    }
}

fn main() {
    let broker = Arc::new(Broker::new(2));
    for degrees in [18, 19, 20] {
        broker.publish("weather", degrees);
    }
    let mut all = broker.subscribe("weather", 2, |_| true);
    let mut hot = broker.subscribe("weather", 2, |&degrees| degrees >= 30);
    let publisher = thread::spawn(move || {
        for degrees in [21, 30, 22, 31] {
            broker.publish("weather", degrees);
        }
    });
    // 19 and 20 were kept. The publisher owns the broker: with it the messages end.
    while let Some(degrees) = all.recv() {
        println!("{degrees} degrees");
    }
    publisher.join().unwrap();
    while let Some(degrees) = hot.recv() {
        println!("{degrees} is hot");
    }
}
