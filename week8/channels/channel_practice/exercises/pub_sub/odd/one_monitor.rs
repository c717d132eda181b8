//! One lock and one condition variable for everything. A message comes to all subscribers
//! at once, as soon as each that wants it has room.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

struct State<T> {
    kept: HashMap<String, VecDeque<T>>,
    members: Vec<Member<T>>,
    joined: usize,
    closed: bool,
}

struct Member<T> {
    number: usize,
    topic: String,
    room: usize,
    filter: Box<dyn Fn(&T) -> bool + Send>,
    /// What was kept when it came, and how much of that is left.
    queue: VecDeque<T>,
    old: usize,
}

impl<T> Member<T> {
    fn wants(&self, topic: &str, message: &T) -> bool {
        self.topic == topic && (self.filter)(message)
    }

    fn is_full(&self) -> bool {
        self.queue.len() - self.old >= self.room
    }
}

type Shared<T> = Arc<(Mutex<State<T>>, Condvar)>;

pub struct Broker<T> {
    keep: usize,
    shared: Shared<T>,
}

pub struct Subscription<T> {
    number: usize,
    shared: Shared<T>,
}

impl<T: Clone + Send + 'static> Broker<T> {
    pub fn new(keep: usize) -> Broker<T> {
        let (kept, members) = (HashMap::new(), Vec::new());
        let state = State { kept, members, joined: 0, closed: false };
        Broker { keep, shared: Arc::new((Mutex::new(state), Condvar::new())) }
    }

    pub fn subscribe(
        &self,
        topic: &str,
        room: usize,
        filter: impl Fn(&T) -> bool + Send + Sync + 'static,
    ) -> Subscription<T> {
        let mut state = self.shared.0.lock().unwrap();
        let number = state.joined;
        state.joined += 1;
        let kept = state.kept.entry(topic.to_string()).or_default();
        let wanted = kept.iter().filter(|message| filter(message));
        let queue: VecDeque<T> = wanted.cloned().collect();
        state.members.push(Member {
            number,
            topic: topic.to_string(),
            room,
            filter: Box::new(filter),
            old: queue.len(),
            queue,
        });
        Subscription { number, shared: Arc::clone(&self.shared) }
    }

    pub fn publish(&self, topic: &str, message: T) {
        let (state, changed) = &*self.shared;
        let mut state = changed
            .wait_while(state.lock().unwrap(), |state| {
                let mut members = state.members.iter();
                members.any(|one| one.wants(topic, &message) && one.is_full())
            })
            .unwrap();
        let kept = state.kept.entry(topic.to_string()).or_default();
        kept.push_back(message.clone());
        if kept.len() > self.keep {
            kept.pop_front();
        }
        for member in &mut state.members {
            if member.wants(topic, &message) {
                member.queue.push_back(message.clone());
            }
        }
        changed.notify_all();
    }
}

impl<T> Drop for Broker<T> {
    fn drop(&mut self) {
        self.shared.0.lock().unwrap().closed = true;
        self.shared.1.notify_all();
    }
}

impl<T> Subscription<T> {
    pub fn recv(&mut self) -> Option<T> {
        let (state, changed) = &*self.shared;
        let mut state = state.lock().unwrap();
        loop {
            let mut members = state.members.iter_mut();
            let me = members.find(|one| one.number == self.number)?;
            if let Some(message) = me.queue.pop_front() {
                me.old = me.old.saturating_sub(1);
                changed.notify_all();
                return Some(message);
            }
            if state.closed {
                return None;
            }
            state = changed.wait(state).unwrap();
        }
    }
}

impl<T> Drop for Subscription<T> {
    fn drop(&mut self) {
        let (state, changed) = &*self.shared;
        state.lock().unwrap().members.retain(|one| one.number != self.number);
        changed.notify_all();
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
