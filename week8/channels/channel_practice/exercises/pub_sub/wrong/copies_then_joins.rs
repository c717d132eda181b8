//! Copies what was kept, and joins the list after it has let the lock go.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::thread;

use crossbeam::channel::{Receiver, Sender, bounded};

pub struct Broker<T> {
    keep: usize,
    topics: Mutex<HashMap<String, Topic<T>>>,
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
        let kept = self.kept(topic, &filter);
        let subscriber = Subscriber { filter: Box::new(filter), inbox: sender };
        let mut topics = self.topics.lock().unwrap();
        let topic = topics.entry(topic.to_string()).or_default();
        topic.subscribers.push(subscriber);
        Subscription { kept, inbox }
    }

    fn kept(&self, topic: &str, filter: impl Fn(&T) -> bool) -> VecDeque<T> {
        let topics = self.topics.lock().unwrap();
        let Some(topic) = topics.get(topic) else { return VecDeque::new() };
        topic.kept.iter().filter(|message| filter(message)).cloned().collect()
    }

    pub fn publish(&self, topic: &str, message: T) {
        for inbox in self.who_wants(topic, &message) {
            // Only who has left does not take it.
            let _ = inbox.send(message.clone());
        }
    }

    fn who_wants(&self, topic: &str, message: &T) -> Vec<Sender<T>> {
        let mut topics = self.topics.lock().unwrap();
        let topic = topics.entry(topic.to_string()).or_default();
        topic.kept.push_back(message.clone());
        if topic.kept.len() > self.keep {
            topic.kept.pop_front();
        }
        let subscribers = topic.subscribers.iter();
        let wanting = subscribers.filter(|one| (one.filter)(message));
        wanting.map(|one| one.inbox.clone()).collect()
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
