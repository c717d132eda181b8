//! Who leaves wakes one of those that wait for room, and the others wait on.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct Queue<T> {
    room: usize,
    inside: Mutex<Inside<T>>,
    filled: Condvar,
    emptied: Condvar,
}

struct Inside<T> {
    messages: VecDeque<T>,
    left: bool,
    ended: bool,
}

struct Subscriber<T> {
    filter: Box<dyn Fn(&T) -> bool + Send>,
    queue: Arc<Queue<T>>,
}

type Topic<T> = (VecDeque<T>, Vec<Subscriber<T>>);

pub struct Broker<T> {
    keep: usize,
    topics: Mutex<HashMap<String, Topic<T>>>,
}

pub struct Subscription<T> {
    kept: VecDeque<T>,
    queue: Arc<Queue<T>>,
}

impl<T> Queue<T> {
    fn new(room: usize) -> Queue<T> {
        let inside =
            Inside { messages: VecDeque::new(), left: false, ended: false };
        Queue {
            room,
            inside: Mutex::new(inside),
            filled: Condvar::new(),
            emptied: Condvar::new(),
        }
    }

    fn put(&self, message: T) {
        let inside = self.inside.lock().unwrap();
        let is_full = |inside: &mut Inside<T>| {
            !inside.left && inside.messages.len() == self.room
        };
        let mut inside = self.emptied.wait_while(inside, is_full).unwrap();
        inside.messages.push_back(message);
        self.filled.notify_one();
    }

    fn take(&self) -> Option<T> {
        let inside = self.inside.lock().unwrap();
        let is_empty =
            |inside: &mut Inside<T>| !inside.ended && inside.messages.is_empty();
        let mut inside = self.filled.wait_while(inside, is_empty).unwrap();
        let message = inside.messages.pop_front();
        self.emptied.notify_one();
        message
    }
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
        let queue = Arc::new(Queue::new(room));
        let mut topics = self.topics.lock().unwrap();
        let (kept, subscribers) = topics.entry(topic.to_string()).or_default();
        let kept = kept.iter().filter(|message| filter(message)).cloned().collect();
        let (filter, inbox) = (Box::new(filter), Arc::clone(&queue));
        subscribers.push(Subscriber { filter, queue: inbox });
        Subscription { kept, queue }
    }

    pub fn publish(&self, topic: &str, message: T) {
        let mut topics = self.topics.lock().unwrap();
        let (kept, subscribers) = topics.entry(topic.to_string()).or_default();
        kept.push_back(message.clone());
        if kept.len() > self.keep {
            kept.pop_front();
        }
        let wanting = subscribers.iter().filter(|one| (one.filter)(&message));
        let queues: Vec<_> = wanting.map(|one| Arc::clone(&one.queue)).collect();
        drop(topics);
        for queue in queues {
            queue.put(message.clone());
        }
    }
}

impl<T> Drop for Broker<T> {
    fn drop(&mut self) {
        for (_, subscribers) in self.topics.lock().unwrap().values() {
            for Subscriber { queue, .. } in subscribers {
                queue.inside.lock().unwrap().ended = true;
                queue.filled.notify_all();
            }
        }
    }
}

impl<T> Subscription<T> {
    pub fn recv(&mut self) -> Option<T> {
        self.kept.pop_front().or_else(|| self.queue.take())
    }
}

impl<T> Drop for Subscription<T> {
    fn drop(&mut self) {
        self.queue.inside.lock().unwrap().left = true;
        self.queue.emptied.notify_one();
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
