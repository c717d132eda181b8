// cargo add tokio@1.54 --features macros,test-util

use std::collections::HashMap;
use std::sync::OnceLock;
use std::time::Duration;

use tokio::sync::mpsc::{self, Receiver, Sender, error::TrySendError};
use tokio::task::JoinSet;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let mut broker = Broker { task: "broker", topics: HashMap::new() };

    let mut readers = JoinSet::new();
    for (name, topic, when_full, pace, at_most) in [
        ("quick", "prices", WhenFull::Skip, 0, 9),
        ("slow", "prices", WhenFull::Skip, 27, 9),
        ("strict", "prices", WhenFull::Disconnect, 27, 9),
        ("leaver", "prices", WhenFull::Skip, 0, 2),
        ("other", "weather", WhenFull::Skip, 0, 9),
    ] {
        let news = broker.subscribe(name, topic, when_full);
        readers.spawn(read(name, news, Duration::from_millis(pace), at_most));
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
    println!("{:4} ms  main: all have ended", clock());
}

struct Broker {
    task: &'static str,
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
    fn send(&mut self, broker: &str, text: &str) -> bool {
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
                println!(
                    "{:4} ms  {broker}: disconnects {}, too slow for {text}",
                    clock(),
                    self.name
                );
                false
            }
            Err(TrySendError::Closed(_)) => {
                println!("{:4} ms  {broker}: {} has left", clock(), self.name);
                false
            }
        }
    }
}

/// Ends when the broker closes the channel, or after `at_most` messages.
async fn read(
    task: &'static str,
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
            println!("{:4} ms  {task}: {text}", clock());
        } else {
            println!("{:4} ms  {task}: {text}, after {lost} lost", clock());
        }
        sleep(pace).await;
    }
    println!(
        "{:4} ms  {task}: ends: {heard} heard, told of {lost_in_all} lost",
        clock()
    );
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
