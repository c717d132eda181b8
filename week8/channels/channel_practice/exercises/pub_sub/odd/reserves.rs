//! Who publishes reserves a place under a lock of the subscriber, and fills it later,
//! over a channel without bound.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

use crossbeam::channel::{Receiver, Sender, unbounded};

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
    room: Arc<Room>,
}

type Room = (Mutex<Places>, Condvar);

struct Places {
    free: usize,
    left: bool,
}

pub struct Subscription<T> {
    kept: VecDeque<T>,
    inbox: Receiver<T>,
    room: Arc<Room>,
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
        let (sender, inbox) = unbounded();
        let places = Places { free: room, left: false };
        let room: Arc<Room> = Arc::new((Mutex::new(places), Condvar::new()));
        let mut topics = self.topics.lock().unwrap();
        let topic = topics.entry(topic.to_string()).or_default();
        let kept = topic.kept.iter().filter(|message| filter(message));
        let kept = kept.cloned().collect();
        topic.subscribers.push(Subscriber {
            filter: Box::new(filter),
            inbox: sender,
            room: Arc::clone(&room),
        });
        Subscription { kept, inbox, room }
    }

    pub fn publish(&self, topic: &str, message: T) {
        let mut gone = Vec::new();
        for (inbox, room) in self.who_wants(topic, &message) {
            let full = |places: &mut Places| places.free == 0 && !places.left;
            let places = room.0.lock().unwrap();
            let mut places = room.1.wait_while(places, full).unwrap();
            if places.left {
                gone.push(inbox);
                continue;
            }
            places.free -= 1;
            drop(places);
            if inbox.send(message.clone()).is_err() {
                gone.push(inbox);
            }
        }
        if !gone.is_empty() {
            self.forget(topic, &gone);
        }
    }

    fn who_wants(&self, topic: &str, message: &T) -> Vec<(Sender<T>, Arc<Room>)> {
        let mut topics = self.topics.lock().unwrap();
        let topic = topics.entry(topic.to_string()).or_default();
        topic.kept.push_back(message.clone());
        if topic.kept.len() > self.keep {
            topic.kept.pop_front();
        }
        let subscribers = topic.subscribers.iter();
        let wanting = subscribers.filter(|one| (one.filter)(message));
        wanting.map(|one| (one.inbox.clone(), Arc::clone(&one.room))).collect()
    }

    fn forget(&self, topic: &str, gone: &[Sender<T>]) {
        let mut topics = self.topics.lock().unwrap();
        let topic = topics.entry(topic.to_string()).or_default();
        topic
            .subscribers
            .retain(|one| !gone.iter().any(|gone| gone.same_channel(&one.inbox)));
    }
}

impl<T> Subscription<T> {
    pub fn recv(&mut self) -> Option<T> {
        self.kept.pop_front().or_else(|| {
            let message = self.inbox.recv().ok()?;
            self.room.0.lock().unwrap().free += 1;
            self.room.1.notify_one();
            Some(message)
        })
    }
}

impl<T> Drop for Subscription<T> {
    fn drop(&mut self) {
        self.room.0.lock().unwrap().left = true;
        self.room.1.notify_all();
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
