//! pub_sub: everyone who asked for a topic hears of it, and the slow hold up nobody else.
//!
//! Tasks publish messages on topics, and tasks subscribe to topics. The last few messages
//! of each topic are kept for those who come late.
//!
//! - `Broker::new(keep)` keeps the last `keep` messages of each topic. A topic exists as
//!   soon as it is named.
//! - `subscribe(topic, room, filter)` never waits. The subscriber hears the messages of
//!   the topic that `filter` lets through: of the last `keep` those that it lets
//!   through, oldest first, and then the new ones. A message that is published while
//!   somebody subscribes, and `keep` is not 0, comes to them exactly once.
//! - `publish` gives the message to each subscriber of the topic. Up to `room` (at least
//!   1) new messages stay with a subscriber until it takes them. If that many are there,
//!   `publish` waits until one is taken; else it does not wait. What the filter refuses
//!   takes no room, and neither does what was kept.
//! - While one `publish` waits, everything else goes on: `subscribe`, `recv`, dropping a
//!   subscription, and `publish` on other topics. Only others that publish on the same
//!   topic, and the other subscribers of that topic, may have to wait with it.
//! - Nothing is lost and nothing comes twice. What one task publishes comes in the order
//!   in which it did.
//! - `recv` waits for the next message. When the broker has been dropped and all that was
//!   published has been taken, it returns `None`.
//! - Who drops a subscription has left: a `publish` that waits for it goes on.
//!
//! Filters are quick and do not use the broker. No task has to end before the broker or a
//! subscription is dropped, but none may be left for ever once both are.
//!
//! This program runs and looks right. `cargo week8 check pub_sub` shows where it is not:
//! find out why, then change what is below. Keep the names of the types and their
//! methods; inside do as you like, with std or crossbeam.

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
