//! One who sends to many, and does not wait for them.

use std::collections::HashMap;
use std::time::Duration;

use shared::{Log, Task};
use tokio::sync::mpsc::{self, Receiver, Sender, error::TrySendError};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

/// A broker copies each message to every subscriber of its topic. It should
/// neither wait for the slowest subscriber nor buffer without a limit. So
/// each subscriber has a bounded queue, and `try_send` never waits. When a
/// queue is full, the policy `Skip` drops the message, and the next one
/// that fits carries the number of those dropped. `Disconnect` drops the
/// subscriber: it still reads what its queue holds, but nothing tells it
/// what it misses after that. In Go a broker needs an `Unsubscribe`; here a
/// reader drops its receiver, and the next send tells the broker.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn pub_sub(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let mut broker = Broker { task: main.starts("broker"), topics: HashMap::new() };

    let mut readers = JoinSet::new();
    for (name, topic, when_full, pace, at_most) in [
        ("quick", "prices", WhenFull::Skip, 0, 9),
        ("slow", "prices", WhenFull::Skip, 27, 9),
        ("strict", "prices", WhenFull::Disconnect, 27, 9),
        ("leaver", "prices", WhenFull::Skip, 0, 2),
        ("other", "weather", WhenFull::Skip, 0, 9),
    ] {
        let (task, news) =
            (main.starts(name), broker.subscribe(name, topic, when_full));
        readers.spawn(read(task, news, Duration::from_millis(pace), at_most));
    }
    for number in 1..=8 {
        sleep(Duration::from_millis(10)).await;
        broker.publish("prices", &format!("price {number}"));
    }
    broker.publish("weather", "sunny");
    sleep(Duration::from_millis(60)).await; // all have caught up
    broker.publish("prices", "last price");

    drop(broker); // every reader's channel is closed, and its loop ends
    readers.join_all().await;
    writeln!(main, "all have ended");
}

struct Broker {
    task: Task,
    /// The subscribers of each topic.
    topics: HashMap<String, Vec<Subscriber>>,
}

struct Subscriber {
    name: String,
    sender: Sender<News>,
    when_full: WhenFull,
    /// How many messages it has lost since the last one that fitted.
    lost: usize,
}

#[derive(PartialEq)]
enum WhenFull {
    Skip,
    Disconnect,
}

struct News {
    text: String,
    /// How many messages this subscriber has lost before this one.
    lost: usize,
}

impl Broker {
    fn subscribe(
        &mut self,
        name: &str,
        topic: &str,
        when_full: WhenFull,
    ) -> Receiver<News> {
        let (sender, news) = mpsc::channel(2);
        let subscriber =
            Subscriber { name: name.into(), sender, when_full, lost: 0 };
        self.topics.entry(topic.into()).or_default().push(subscriber);
        news
    }

    /// Sends to every subscriber of the topic, and keeps those that may stay.
    fn publish(&mut self, topic: &str, text: &str) {
        let Self { task, topics } = self;
        let Some(subscribers) = topics.get_mut(topic) else { return };
        subscribers.retain_mut(|subscriber| subscriber.send(task, text));
    }
}

impl Subscriber {
    /// Never waits. Returns whether the subscriber stays.
    fn send(&mut self, broker: &Task, text: &str) -> bool {
        let news = News { text: text.into(), lost: self.lost };
        match self.sender.try_send(news) {
            Ok(()) => {
                self.lost = 0;
                true
            }
            Err(TrySendError::Full(_)) if self.when_full == WhenFull::Skip => {
                self.lost += 1;
                true
            }
            Err(TrySendError::Full(_)) => {
                writeln!(broker, "disconnects {}, too slow for {text}", self.name);
                false
            }
            Err(TrySendError::Closed(_)) => {
                writeln!(broker, "{} has left", self.name);
                false
            }
        }
    }
}

/// Ends when the broker closes the channel, or after `at_most` messages.
async fn read(
    task: Task,
    mut news: Receiver<News>,
    pace: Duration,
    at_most: usize,
) {
    let (mut heard, mut lost_in_all) = (0, 0);
    while heard < at_most {
        let Some(News { text, lost }) = news.recv().await else { break };
        heard += 1;
        lost_in_all += lost;
        if lost == 0 {
            writeln!(task, "{text}");
        } else {
            writeln!(task, "{text}, after {lost} lost");
        }
        sleep(pace).await;
    }
    writeln!(task, "ends: {heard} heard, told of {lost_in_all} lost");
}
