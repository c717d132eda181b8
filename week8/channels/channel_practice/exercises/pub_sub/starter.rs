//! pub_sub: messages by topic, where one slow subscriber does not block everybody.
//!
//! Tasks publish messages on topics, and tasks subscribe to topics. The broker keeps
//! the last messages of each topic for those that subscribe late.
//!
//! - `Broker::new(keep)` keeps the last `keep` messages of each topic. If `keep` is
//!   `usize::MAX`, it keeps all. A topic exists as soon as somebody names it.
//! - `subscribe(topic, room, filter)` never waits. The subscriber gets only messages
//!   that `filter` accepts. First come those of the last `keep`, oldest first. Then
//!   come the new ones. `subscribe` takes effect at one moment of the call: a message
//!   that is published before it comes only if it is still kept, a later one is new.
//! - `publish` gives the message to each subscriber of the topic. Each has a capacity
//!   of `room`, at least 1 and at most a million, for new messages that it has not
//!   taken. If it is full, `publish` waits until a message is taken. Otherwise
//!   `publish` does not wait. Messages that the filter refuses and messages that were
//!   kept take no room.
//! - While one `publish` waits, everything else goes on: `subscribe`, `recv`, dropping
//!   a subscription, and `publish` on other topics. Only these may wait too: other
//!   calls of `publish` on this topic, and `recv` of its other subscribers.
//! - Nothing is lost, and nothing comes twice. The messages of one task come in the
//!   order in which it published them.
//! - `recv` waits for the next message. When the broker was dropped and every message
//!   has been taken, it returns `None` each time.
//! - To drop a subscription is to leave. A `publish` that waits for it then goes on.
//!
//! Filters are quick and do not use the broker. Your own tasks, if you start any, may
//! live until the broker and all subscriptions are dropped, and then have to end.
//!
//! This program runs and looks right, but it is wrong. `cargo week8 check pub_sub`
//! shows where. Find out why, then change the code below. Keep the names of the types
//! and their methods. Inside, use what you like from std or crossbeam.

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
        let mut topics = self.topics.lock().unwrap();
        let topic = topics.entry(topic.to_string()).or_default();
        let kept = topic.kept.iter().filter(|message| filter(message));
        let kept = kept.cloned().collect();
        topic
            .subscribers
            .push(Subscriber { filter: Box::new(filter), inbox: sender });
        Subscription { kept, inbox }
    }

    pub fn publish(&self, topic: &str, message: T) {
        let mut topics = self.topics.lock().unwrap();
        let topic = topics.entry(topic.to_string()).or_default();
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
