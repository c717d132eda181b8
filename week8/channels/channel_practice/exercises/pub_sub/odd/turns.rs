//! Each topic has two locks: one for its list, and one that publishers hold while they
//! send, so that all subscribers of a topic see one order.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, RwLock};
use std::thread;

use crossbeam::channel::{Receiver, Sender, bounded};

pub struct Broker<T> {
    keep: usize,
    topics: RwLock<HashMap<String, Arc<Topic<T>>>>,
}

struct Topic<T> {
    turn: Mutex<()>,
    list: Mutex<List<T>>,
}

struct List<T> {
    kept: VecDeque<T>,
    subscribers: Vec<(Box<dyn Fn(&T) -> bool + Send>, Sender<T>)>,
}

pub struct Subscription<T> {
    kept: VecDeque<T>,
    inbox: Receiver<T>,
}

impl<T: Clone + Send + 'static> Broker<T> {
    pub fn new(keep: usize) -> Broker<T> {
        Broker { keep, topics: RwLock::new(HashMap::new()) }
    }

    fn topic(&self, name: &str) -> Arc<Topic<T>> {
        if let Some(topic) = self.topics.read().unwrap().get(name) {
            return Arc::clone(topic);
        }
        // Somebody may have made it in between.
        let mut topics = self.topics.write().unwrap();
        Arc::clone(topics.entry(name.to_string()).or_default())
    }

    pub fn subscribe(
        &self,
        topic: &str,
        room: usize,
        filter: impl Fn(&T) -> bool + Send + Sync + 'static,
    ) -> Subscription<T> {
        let (sender, inbox) = bounded(room);
        let topic = self.topic(topic);
        let mut list = topic.list.lock().unwrap();
        let kept = list.kept.iter().filter(|one| filter(one)).cloned().collect();
        list.subscribers.push((Box::new(filter), sender));
        Subscription { kept, inbox }
    }

    pub fn publish(&self, topic: &str, message: T) {
        let topic = self.topic(topic);
        let _turn = topic.turn.lock().unwrap();
        let mut list = topic.list.lock().unwrap();
        list.kept.push_back(message.clone());
        if list.kept.len() > self.keep {
            list.kept.pop_front();
        }
        let wanting =
            list.subscribers.iter().filter(|(filter, _)| filter(&message));
        let inboxes: Vec<_> = wanting.map(|(_, inbox)| inbox.clone()).collect();
        drop(list);
        for inbox in inboxes {
            let _ = inbox.send(message.clone());
        }
    }
}

impl<T> Subscription<T> {
    pub fn recv(&mut self) -> Option<T> {
        self.kept.pop_front().or_else(|| self.inbox.recv().ok())
    }
}

impl<T> Default for Topic<T> {
    fn default() -> Topic<T> {
        let list = List { kept: VecDeque::new(), subscribers: Vec::new() };
        Topic { turn: Mutex::new(()), list: Mutex::new(list) }
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
