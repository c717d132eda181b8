//! Many who hear, and one who does not wait for them.

use std::collections::HashMap;
use std::time::Duration;

use shared::{Log, Task};
use tokio::sync::mpsc::{self, Receiver, Sender, error::TrySendError};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

/// A broker copies each message to all who have subscribed to its topic. Waiting for a
/// slow one would set everyone's pace, buffering without end would move the trouble into
/// memory. So each has a bounded queue, tokio's `mpsc`, whose `try_send` never waits, and
/// a policy for when it is full: skip, and tell the count with the next message that
/// fits; or disconnect. Go's brokers need an `Unsubscribe`; here who has left has dropped
/// its receiver, and the next send says so.
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

    drop(broker); // every reader's channel is closed
    readers.join_all().await;
    writeln!(main, "all have ended");
}

struct Broker {
    task: Task,
    topics: HashMap<String, Vec<Subscriber>>,
}

struct Subscriber {
    name: String,
    sender: Sender<News>,
    when_full: WhenFull,
    lost: usize,
}

#[derive(PartialEq)]
enum WhenFull {
    Skip,
    Disconnect,
}

struct News {
    text: String,
    /// How many of the topic this subscriber has lost since the one before.
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

    /// Keeps those who are still there and may stay.
    fn publish(&mut self, topic: &str, text: &str) {
        let Some(subscribers) = self.topics.get_mut(topic) else { return };
        subscribers.retain_mut(|Subscriber { name, sender, when_full, lost }| {
            match sender.try_send(News { text: text.into(), lost: *lost }) {
                Ok(()) => *lost = 0,
                Err(TrySendError::Full(_))
                    if *when_full == WhenFull::Disconnect =>
                {
                    writeln!(self.task, "disconnects {name}, too slow for {text}");
                    return false;
                }
                Err(TrySendError::Full(_)) => *lost += 1,
                Err(TrySendError::Closed(_)) => {
                    writeln!(self.task, "{name} has left");
                    return false;
                }
            }
            true
        });
    }
}

/// Ends when the broker closes the channel, or by itself after `at_most`.
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
        match lost {
            0 => writeln!(task, "{text}"),
            _ => writeln!(task, "{text}, after {lost} lost"),
        }
        sleep(pace).await;
    }
    writeln!(task, "ends: {heard} heard, {lost_in_all} lost");
}
