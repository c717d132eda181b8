//! What is checked of `pub_sub`.

use std::cell::Cell;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use verdict::{Check, Log, Show, each_once, ensure, fault, in_order, note};

use super::answer::{Broker, Subscription};

pub const CHECKS: &[Check] = &[
    Check::new("topics", "one task publishes on two topics", topics).needs(2, 4),
    Check::new(
        "slow",
        "a slow subscriber has a capacity of 1, and its task subscribes twice more \
         before it receives",
        slow,
    )
    .with(&[2, 3])
    .needs(2, 4),
    Check::new(
        "kept",
        "the broker keeps the last two messages for later subscribers",
        kept,
    )
    .exact_time()
    .needs(2, 2),
    Check::new(
        "room",
        "a subscriber with a capacity of 2 receives nothing for a second, except \
         the message that was kept",
        room,
    ).exact_time()
    .needs(2, 4),
    Check::new(
        "full",
        "two tasks publish to a subscriber that has a capacity of 1 and receives \
         nothing for 9 ms",
        full,
    ).exact_time()
    .needs(3, 4),
    Check::new(
        "leaves",
        "a subscriber leaves before it has received anything",
        leaves,
    )
    .needs(2, 4),
    Check::new(
        "two_leave",
        "the first two of three subscribers leave, and then two messages come",
        two_leave,
    )
    .needs(1, 2),
    Check::new(
        "waiters",
        "a subscriber leaves while two calls of `publish` wait for it",
        waiters,
    )
    .needs(3, 4),
    Check::new(
        "filters",
        "a subscriber with a capacity of 1 accepts only even numbers",
        filters,
    )
    .exact_time()
    .needs(2, 3),
    Check::new(
        "kept_alone",
        "the only subscriber leaves, and then somebody subscribes",
        kept_alone,
    )
    .needs(1, 2),
    Check::new(
        "keeps_none",
        "a message is published before anybody subscribes, and the broker keeps none",
        keeps_none,
    )
    .needs(1, 2),
    Check::new(
        "keeps_all",
        "the broker keeps all messages, and two come before anybody subscribes",
        keeps_all,
    )
    .needs(1, 2),
    Check::new("late", "one task subscribes while another publishes", late)
        .needs(2, 4),
    Check::new(
        "meanwhile",
        "somebody subscribes and somebody leaves while `publish` waits for another \
         subscriber",
        meanwhile,
    )
    .needs(2, 4),
    Check::new(
        "crowded",
        "two tasks publish to a subscriber with a capacity of 1, and another task \
         subscribes",
        crowded,
    )
    .needs(3, 4),
    Check::new(
        "many_topics",
        "while `publish` waits, another task uses many other topics in turn",
        many_topics,
    )
    .exact_time()
    .in_few(20)
    .needs(2, 4),
    Check::new("joins", "two tasks subscribe at the same time", joins).needs(3, 4),
    Check::new(
        "ends",
        "two subscribers wait for a message when the broker is dropped",
        ends,
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "leaves_others",
        "a subscriber leaves that `publish` waits for, while a subscriber of another \
         topic waits for a message",
        leaves_others,
    )
    .needs(3, 4),
    Check::new(
        "others_wait",
        "one task publishes, another one receives, and a subscriber of another topic \
         waits for a message",
        others_wait,
    )
    .needs(3, 4),
    Check::new(
        "late_by_one",
        "one message is kept, another is published, and a task subscribes at the same \
         time",
        late_by_one,
    )
    .needs(2, 4),
    Check::new(
        "kept_in_part",
        "a subscriber with a capacity of 1 takes one of two messages that were kept",
        kept_in_part,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "goes_on",
        "a message is taken, which `publish` has waited for",
        goes_on,
    )
    .exact_time()
    .needs(2, 4),
    Check::new("publishers", "two tasks publish on the same topic", publishers)
        .needs(3, 6),
];

fn topics(_: usize) {
    let broker = Broker::new(0);
    let mut news = broker.subscribe("news", 1, |_| true);
    let mut sport = broker.subscribe("sport", 1, |_| true);
    let publishes = thread::spawn(move || {
        broker.publish("news", 1);
        broker.publish("sport", 2);
        broker.publish("news", 3);
    });
    in_order("message", all(&mut news), [1, 3]);
    in_order("message", all(&mut sport), [2]);
    publishes.join().unwrap();
}

fn slow(messages: usize) {
    let broker = Arc::new(Broker::new(0));
    let mut news = broker.subscribe("news", 1, |_| true);
    let theirs = Arc::clone(&broker);
    let publishes = thread::spawn(move || {
        for message in 1..=messages {
            theirs.publish("news", message);
        }
    });
    let _again = broker.subscribe("news", messages, |_| true);
    let mut sport = broker.subscribe("sport", 1, |_| true);
    broker.publish("sport", 10);
    drop(broker);
    in_order("message", all(&mut news), 1..=messages);
    in_order("message", all(&mut sport), [10]);
    publishes.join().unwrap();
}

fn room(_: usize) {
    let start = Instant::now();
    let broker = Broker::new(1);
    broker.publish("news", 0);
    let mut news = broker.subscribe("news", 2, |_| true);
    in_order("message", news.recv(), [0]);
    let publishes = thread::spawn(move || {
        for message in 1..=3 {
            broker.publish("news", message);
            let waited = start.elapsed() > Duration::ZERO;
            if message <= 2 && waited {
                let detail = format!(
                    "The subscriber has a capacity of 2, but `publish` of message \
                     {message} waited."
                );
                fault(
                    "`publish` waited though there was room",
                    detail,
                    Show::Steps,
                );
            }
            if message == 3 && !waited {
                let detail = "The subscriber has a capacity of 2 and has received \
                              no new message. But `publish` of the third did not \
                              wait.";
                fault(
                    "more messages wait than the capacity allows",
                    detail,
                    Show::Messages,
                );
            }
        }
    });
    thread::sleep(Duration::from_secs(1));
    in_order("message", all(&mut news), 1..=3);
    publishes.join().unwrap();
}

fn full(_: usize) {
    let start = Instant::now();
    let broker = Arc::new(Broker::new(0));
    let mut news = broker.subscribe("news", 1, |_| true);
    let at_once = Log::default();
    let tasks = [1, 2].map(|message| {
        let (broker, at_once) = (Arc::clone(&broker), at_once.clone());
        thread::spawn(move || {
            broker.publish("news", message);
            if start.elapsed() == Duration::ZERO {
                at_once.push(message, format_args!("has published {message}"));
            }
        })
    });
    thread::sleep(Duration::from_millis(9));
    match at_once.all().len() {
        0 => {
            let detail = "The subscriber has a capacity of 1 and is empty. But \
                          both calls of `publish` waited.";
            fault("`publish` waited though there was room", detail, Show::Steps);
        }
        2 => {
            let detail = "The subscriber has a capacity of 1 and has received \
                          nothing. But neither of two calls of `publish` waited.";
            fault("`publish` did not wait", detail, Show::Steps);
        }
        _ => {}
    }
    drop(broker);
    each_once("message", all(&mut news), [1, 2]);
    for task in tasks {
        task.join().unwrap();
    }
}

fn leaves(_: usize) {
    let broker = Broker::new(0);
    let leaves = broker.subscribe("news", 1, |_| true);
    let mut stays = broker.subscribe("news", 3, |_| true);
    let publishes = thread::spawn(move || {
        for message in 1..=3 {
            broker.publish("news", message);
        }
    });
    drop(leaves);
    publishes.join().unwrap();
    in_order("message", all(&mut stays), 1..=3);
}

fn two_leave(_: usize) {
    let broker = Broker::new(0);
    let subscribe = |_| broker.subscribe("news", 2, |_| true);
    let [first, second, mut third] = [1, 2, 3].map(subscribe);
    drop(first);
    drop(second);
    for message in [1, 2] {
        note!("publishes {message}");
        broker.publish("news", message);
    }
    drop(broker);
    in_order("message", all(&mut third), [1, 2]);
}

fn waiters(_: usize) {
    let broker = Arc::new(Broker::new(0));
    let leaves = broker.subscribe("news", 1, |_| true);
    let tasks = [publishes(&broker, &[1, 2]), publishes(&broker, &[3])];
    // Unless the clock comes early, both wait for room by then.
    thread::sleep(Duration::from_millis(1));
    drop((broker, leaves));
    for task in tasks {
        task.join().unwrap();
    }
}

fn filters(_: usize) {
    let broker = Broker::new(0);
    let mut even = broker.subscribe("numbers", 1, |number| number % 2 == 0);
    does_not_wait("The filter accepts one of the messages.", move || {
        for number in [1, 3, 2, 5] {
            broker.publish("numbers", number);
        }
    });
    in_order("message", all(&mut even), [2]);
}

fn kept(_: usize) {
    let broker = Arc::new(Broker::new(2));
    broker.publish("sport", 9);
    for message in 1..=3 {
        broker.publish("news", message);
    }
    let mut every = broker.subscribe("news", 1, |_| true);
    let mut odd = broker.subscribe("news", 1, |message| message % 2 == 1);
    let theirs = Arc::clone(&broker);
    does_not_wait("The messages that were kept take no room.", move || {
        theirs.publish("news", 4);
    });
    drop(broker);
    in_order("message", all(&mut every), [2, 3, 4]);
    in_order("message", all(&mut odd), [3]);
}

fn kept_alone(_: usize) {
    let broker = Broker::new(2);
    let leaves = broker.subscribe("news", 1, |_| true);
    note("publishes 1");
    broker.publish("news", 1);
    drop(leaves);
    note("nobody is subscribed any more, and publishes 2");
    broker.publish("news", 2);
    let mut news = broker.subscribe("news", 1, |_| true);
    broker.publish("news", 3);
    drop(broker);
    in_order("message", all(&mut news), [1, 2, 3]);
}

fn keeps_none(_: usize) {
    let broker = Broker::new(0);
    note("publishes 1");
    // A message that can be sent, but not shared.
    broker.publish("news", Cell::new(1));
    let mut news = broker.subscribe("news", 1, |_| true);
    note("has subscribed, and nothing is kept");
    drop(broker);
    in_order("message", all(&mut news), []);
    // The end stays the end.
    in_order("message", news.recv(), []);
}

fn keeps_all(_: usize) {
    let broker = Broker::new(usize::MAX);
    for message in [1, 2] {
        note!("publishes {message}");
        broker.publish("news", message);
    }
    let mut news = broker.subscribe("news", 1, |_| true);
    drop(broker);
    in_order("message", all(&mut news), [1, 2]);
}

fn late(_: usize) {
    let broker = Arc::new(Broker::new(2));
    broker.publish("news", 1);
    let theirs = Arc::clone(&broker);
    let publishes = thread::spawn(move || {
        note("publishes 2");
        theirs.publish("news", 2);
        note("has published 2");
    });
    let mut news = broker.subscribe("news", 1, |_| true);
    note("has subscribed");
    drop(broker);
    in_order("message", all(&mut news), [1, 2]);
    publishes.join().unwrap();
}

fn meanwhile(_: usize) {
    let broker = Arc::new(Broker::new(0));
    let mut slow = broker.subscribe("news", 1, |_| true);
    let leaves = broker.subscribe("news", 2, |_| true);
    let waits = publishes(&broker, &[1, 2]);
    // Unless the clock comes early, 2 waits for room.
    thread::sleep(Duration::from_millis(1));
    drop(leaves);
    let mut late = broker.subscribe("news", 3, |_| true);
    in_order("message", [slow.recv(), slow.recv()], [Some(1), Some(2)]);
    waits.join().unwrap();
    broker.publish("news", 3);
    drop(broker);
    in_order("message", all(&mut slow), [3]);
    // Nothing is kept: the others may have been for those alone who were there when they
    // were published.
    let late = all(&mut late);
    in_order("message", late.into_iter().filter(|message| *message > 2), [3]);
}

fn crowded(_: usize) {
    let broker = Arc::new(Broker::new(0));
    let mut slow = broker.subscribe("news", 1, |_| true);
    let tasks = [publishes(&broker, &[1, 2]), publishes(&broker, &[3])];
    // Unless the clock comes early, both wait for room by then.
    thread::sleep(Duration::from_millis(1));
    let late = broker.subscribe("news", 3, |_| true);
    drop(broker);
    each_once("message", all(&mut slow), [1, 2, 3]);
    drop(late);
    for task in tasks {
        task.join().unwrap();
    }
}

/// So many that some share a lock with the first topic, if not each has its own.
const TOPICS: u32 = 64;

fn many_topics(_: usize) {
    let broker = Arc::new(Broker::new(0));
    let mut slow = broker.subscribe("news", 1, |_| true);
    let waits = publishes(&broker, &[1, 2]);
    // Time passes only when nobody can go on: now 2 waits for room.
    thread::sleep(Duration::from_millis(1));
    for number in 0..TOPICS {
        let topic = format!("n{number:03}");
        note!("uses topic {topic}");
        let mut other = broker.subscribe(&topic, 1, |_| true);
        broker.publish(&topic, number);
        in_order("message", other.recv(), [number]);
    }
    drop(broker);
    in_order("message", all(&mut slow), [1, 2]);
    waits.join().unwrap();
}

/// Subscribes in a task of its own, takes all messages, and does not leave.
fn subscribes(
    broker: &Arc<Broker<u32>>,
) -> thread::JoinHandle<(Vec<u32>, Subscription<u32>)> {
    let broker = Arc::clone(broker);
    thread::spawn(move || {
        let mut news = broker.subscribe("news", 2, |_| true);
        drop(broker);
        (all(&mut news), news)
    })
}

/// Claims that each of them has taken this one.
fn take_one(
    tasks: [thread::JoinHandle<(Vec<u32>, Subscription<u32>)>; 2],
    message: u32,
) {
    let taken = tasks.map(|task| task.join().unwrap());
    for (messages, _) in &taken {
        in_order("message", messages.clone(), [message]);
    }
}

fn joins(_: usize) {
    let broker = Arc::new(Broker::new(1));
    broker.publish("news", 1);
    let tasks = [subscribes(&broker), subscribes(&broker)];
    drop(broker);
    take_one(tasks, 1);
}

fn ends(_: usize) {
    let broker = Arc::new(Broker::new(0));
    let tasks = [subscribes(&broker), subscribes(&broker)];
    // By then both wait for a message.
    thread::sleep(Duration::from_millis(1));
    broker.publish("news", 1);
    thread::sleep(Duration::from_millis(1));
    drop(broker);
    take_one(tasks, 1);
}

fn leaves_others(_: usize) {
    let broker = Arc::new(Broker::new(0));
    let leaves = broker.subscribe("news", 1, |_| true);
    let mut sport = broker.subscribe("sport", 1, |_| true);
    let waits = thread::spawn(move || all(&mut sport));
    let publishes = publishes(&broker, &[1, 2]);
    // Unless the clock comes early, one waits for a message by then, and one for room.
    thread::sleep(Duration::from_millis(1));
    drop(leaves);
    publishes.join().unwrap();
    drop(broker);
    in_order("message", waits.join().unwrap(), []);
}

fn others_wait(_: usize) {
    let broker = Arc::new(Broker::new(0));
    let mut news = broker.subscribe("news", 1, |_| true);
    let mut sport = broker.subscribe("sport", 1, |_| true);
    let waits = thread::spawn(move || all(&mut sport));
    let publishes = publishes(&broker, &[1, 2]);
    in_order("message", [news.recv(), news.recv()], [Some(1), Some(2)]);
    publishes.join().unwrap();
    drop(broker);
    in_order("message", waits.join().unwrap(), []);
}

fn late_by_one(_: usize) {
    let broker = Arc::new(Broker::new(1));
    broker.publish("news", 1);
    let publishes = publishes(&broker, &[2]);
    let mut news = broker.subscribe("news", 1, |_| true);
    drop(broker);
    let found = all(&mut news);
    publishes.join().unwrap();
    match found.first() {
        // It has come before the second message.
        Some(1) => in_order("message", found, [1, 2]),
        _ => in_order("message", found, [2]),
    }
}

fn kept_in_part(_: usize) {
    let broker = Arc::new(Broker::new(2));
    broker.publish("news", 1);
    broker.publish("news", 2);
    let mut news = broker.subscribe("news", 1, |_| true);
    in_order("message", news.recv(), [1]);
    let theirs = Arc::clone(&broker);
    does_not_wait("A message that was kept takes no room.", move || {
        theirs.publish("news", 3);
    });
    drop(broker);
    in_order("message", all(&mut news), [2, 3]);
}

fn goes_on(_: usize) {
    let broker = Broker::new(0);
    let mut news = broker.subscribe("news", 1, |_| true);
    let published = Log::default();
    let done = published.clone();
    let publishes = thread::spawn(move || {
        broker.publish("news", 1);
        broker.publish("news", 2);
        done.push((), "has published");
    });
    // Time passes only when nobody can go on: now 2 waits for room.
    thread::sleep(Duration::from_millis(1));
    in_order("message", news.recv(), [1]);
    // Time enough for who looks again from time to time.
    thread::sleep(Duration::from_secs(1));
    let detail =
        "`publish` waited for room. A message was taken, and it waited on.";
    ensure(
        !published.all().is_empty(),
        "`publish` waited though there was room",
        detail,
    );
    in_order("message", all(&mut news), [2]);
    publishes.join().unwrap();
}

fn publishers(_: usize) {
    let broker = Arc::new(Broker::new(0));
    let mut news = broker.subscribe("news", 1, |_| true);
    let tasks = [publishes(&broker, &[10, 11]), publishes(&broker, &[20])];
    drop(broker);
    let found = all(&mut news);
    each_once("message", found.clone(), [10, 11, 20]);
    let first = found.iter().find(|message| **message < 20);
    if first == Some(&11) {
        let detail =
            "One task published 10 and then 11. They came in the other order.";
        fault("the messages are out of order", detail, Show::Messages);
    }
    for task in tasks {
        task.join().unwrap();
    }
}

/// Publishes in a task of its own, and claims that nobody has to receive meanwhile.
fn does_not_wait(why: &str, publishes: impl FnOnce() + Send + 'static) {
    let published = Log::default();
    let done = published.clone();
    let publishes = thread::spawn(move || {
        publishes();
        done.push((), "has published");
    });
    // Time passes only when nobody can go on.
    thread::sleep(Duration::from_millis(1));
    let detail = format!(
        "{why} A subscriber with a capacity of 1 has room for them, but `publish` waited."
    );
    ensure(
        !published.all().is_empty(),
        "`publish` waited though there was room",
        detail,
    );
    publishes.join().unwrap();
}

/// Publishes these in a task of its own.
fn publishes(
    broker: &Arc<Broker<u32>>,
    messages: &'static [u32],
) -> thread::JoinHandle<()> {
    let broker = Arc::clone(broker);
    thread::spawn(move || {
        for &message in messages {
            broker.publish("news", message);
        }
    })
}

/// What is taken up to the end.
fn all<T: Clone + Send + 'static>(subscription: &mut Subscription<T>) -> Vec<T> {
    let mut taken = Vec::new();
    while let Some(message) = subscription.recv() {
        taken.push(message);
    }
    taken
}
