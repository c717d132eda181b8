//! A task owns the list and answers who is to be sent to; it never sends to subscribers
//! itself. It ends when the broker is dropped.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::thread;

use crossbeam::channel::{Receiver, Sender, bounded, unbounded};

type Filter<T> = Box<dyn Fn(&T) -> bool + Send>;

enum Request<T> {
    Join {
        topic: String,
        filter: Filter<T>,
        inbox: Sender<T>,
        kept: Sender<Vec<T>>,
    },
    Find {
        topic: String,
        message: T,
        inboxes: Sender<Vec<Sender<T>>>,
    },
}

pub struct Broker<T> {
    requests: Sender<Request<T>>,
}

pub struct Subscription<T> {
    kept: VecDeque<T>,
    inbox: Receiver<T>,
}

impl<T: Clone + Send + 'static> Broker<T> {
    pub fn new(keep: usize) -> Broker<T> {
        let (requests, received) = unbounded();
        thread::spawn(move || register(&received, keep));
        Broker { requests }
    }

    pub fn subscribe(
        &self,
        topic: &str,
        room: usize,
        filter: impl Fn(&T) -> bool + Send + Sync + 'static,
    ) -> Subscription<T> {
        let (sender, inbox) = bounded(room);
        let (kept, answer) = bounded(1);
        let (topic, filter) = (topic.to_string(), Box::new(filter));
        let join = Request::Join { topic, filter, inbox: sender, kept };
        self.requests.send(join).unwrap();
        Subscription { kept: answer.recv().unwrap().into(), inbox }
    }

    pub fn publish(&self, topic: &str, message: T) {
        let (inboxes, answer) = bounded(1);
        let topic = topic.to_string();
        let find = Request::Find { topic, message: message.clone(), inboxes };
        self.requests.send(find).unwrap();
        for inbox in answer.recv().unwrap() {
            let _ = inbox.send(message.clone());
        }
    }
}

fn register<T: Clone>(requests: &Receiver<Request<T>>, keep: usize) {
    let mut kept_of: HashMap<String, VecDeque<T>> = HashMap::new();
    let mut members: Vec<(String, Filter<T>, Sender<T>)> = Vec::new();
    for request in requests {
        match request {
            Request::Join { topic, filter, inbox, kept } => {
                let all = kept_of.entry(topic.clone()).or_default();
                let wanted = all.iter().filter(|message| filter(message));
                kept.send(wanted.cloned().collect()).unwrap();
                members.push((topic, filter, inbox));
            }
            Request::Find { topic, message, inboxes } => {
                let found = members
                    .iter()
                    .filter(|(name, filter, _)| *name == topic && filter(&message))
                    .map(|(.., inbox)| inbox.clone())
                    .collect();
                let kept = kept_of.entry(topic).or_default();
                kept.push_back(message);
                if kept.len() > keep {
                    kept.pop_front();
                }
                inboxes.send(found).unwrap();
            }
        }
    }
}

impl<T> Subscription<T> {
    pub fn recv(&mut self) -> Option<T> {
        self.kept.pop_front().or_else(|| self.inbox.recv().ok())
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
