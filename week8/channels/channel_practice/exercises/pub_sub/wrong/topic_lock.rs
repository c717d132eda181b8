//! Each topic has a lock of its own, but that is held while its messages are sent.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::thread;

use crossbeam::channel::{Receiver, Sender, bounded};

pub struct Broker<T> {
    keep: usize,
    topics: Mutex<HashMap<String, Arc<Mutex<Topic<T>>>>>,
}

impl<T> Broker<T> {
    fn topic(&self, name: &str) -> Arc<Mutex<Topic<T>>> {
        let mut topics = self.topics.lock().unwrap();
        Arc::clone(topics.entry(name.to_string()).or_default())
    }
}

struct Topic<T> {
    kept: VecDeque<T>,
    subscribers: Vec<Subscriber<T>>,
}

struct Subscriber<T> {
    filter: Box<dyn Fn(&T) -> bool + Send>,
    inbox: Sender<T>,
}

pub struct Subscription<T> {
    kept: VecDeque<T>,
    inbox: Receiver<T>,
}

impl<T: Clone + Send + 'static> Broker<T> {
    pub fn new(keep: usize) -> Broker<T> {
        Broker { keep, topics: Mutex::new(HashMap::new()) }
    }

    pub fn subscribe(
        &self,
        topic: &str,
        room: usize,
        filter: impl Fn(&T) -> bool + Send + Sync + 'static,
    ) -> Subscription<T> {
        let (sender, inbox) = bounded(room);
        let topic = self.topic(topic);
        let mut topic = topic.lock().unwrap();
        let kept = topic.kept.iter().filter(|message| filter(message));
        let kept = kept.cloned().collect();
        topic
            .subscribers
            .push(Subscriber { filter: Box::new(filter), inbox: sender });
        Subscription { kept, inbox }
    }

    pub fn publish(&self, topic: &str, message: T) {
        let topic = self.topic(topic);
        let mut topic = topic.lock().unwrap();
        topic.kept.push_back(message.clone());
        if topic.kept.len() > self.keep {
            topic.kept.pop_front();
        }
        topic.subscribers.retain(|subscriber| {
            let wanted = (subscriber.filter)(&message);
            // Only who has left does not take it.
            !wanted || subscriber.inbox.send(message.clone()).is_ok()
        });
    }
}

impl<T> Subscription<T> {
    pub fn recv(&mut self) -> Option<T> {
        self.kept.pop_front().or_else(|| self.inbox.recv().ok())
    }
}

impl<T> Default for Topic<T> {
    fn default() -> Topic<T> {
        Topic { kept: VecDeque::new(), subscribers: Vec::new() }
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
