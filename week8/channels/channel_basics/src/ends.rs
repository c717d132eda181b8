//! How a channel ends, and what its ends can be.

use std::collections::HashMap;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{self, Receiver, Sender};
use shared::{Log, Task};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout};

/// Go's `close(ch)` may be called once, by whoever is sure to be the last: a second one
/// panics, and so does a send that comes late. Here nobody closes. The channel ends when
/// its last sender is dropped: what is in it can still be received, then a receive is an
/// error. A send that nobody can receive gives the value back. To close twice cannot be
/// written:
///
/// ```compile_fail,E0382
/// let (sender, receiver) = crossbeam::channel::bounded::<u32>(1);
/// drop(sender);
/// drop(sender); // error[E0382]: use of moved value: `sender`
/// # drop(receiver);
/// ```
pub fn closing(log: &Log) {
    let main = log.task("main");

    let (sender, receiver) = channel::bounded(2);
    sender.send("first").unwrap();
    sender.send("second").unwrap();
    drop(sender);
    for _ in 0..3 {
        match receiver.recv() {
            Ok(value) => writeln!(main, "receives {value}"),
            Err(error) => writeln!(main, "an error: {error}"),
        }
    }

    let (sender, receiver) = channel::bounded(2);
    drop(receiver);
    let refused = sender.send("a letter").unwrap_err();
    writeln!(main, "an error: {refused}");
    writeln!(main, "and {} is back", refused.into_inner());
}

/// `for v := range ch` is `for v in receiver`. The loop waits for each value and ends
/// with the last sender; there is no flag to look at and no value that means the end, as
/// `None` often does in a Python queue.
pub fn range(log: &Log) {
    let main = log.task("main");
    let (sender, receiver) = channel::bounded(0);

    let counter = main.starts("counter");
    thread::spawn(move || {
        for value in 1..=4 {
            counter.sends(value);
            sender.send(value).unwrap();
        }
    }); // the sender is dropped here, and the loop below ends
    for value in receiver {
        main.receives(value);
    }
    writeln!(main, "the end");
}

/// The producer makes five items, and is slow with the fourth. The first consumer reads
/// until the producer drops its end, as Go's `range` does. The second gives up when
/// nothing has come for a second, as `queue.get(timeout=1)` does in Python: it takes a
/// pause for the end and loses what comes later. (Python's other way, `task_done` and
/// `join`, tells the producer when all is done, and the consumer never ends.)
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn brief_example(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");

    writeln!(main, "until the end");
    let (sender, mut items) = mpsc::channel(2);
    let producing = tokio::spawn(produce(sender, main.starts("producer")));
    let consumer = main.starts("consumer");
    while let Some(item) = items.recv().await {
        consumer.receives(item);
    }
    writeln!(consumer, "the end");
    producing.await.unwrap();

    writeln!(main, "until nothing comes for a second");
    let (sender, mut items) = mpsc::channel(2);
    let producing = tokio::spawn(produce(sender, main.starts("producer")));
    let second = Duration::from_secs(1);
    while let Ok(Some(item)) = timeout(second, items.recv()).await {
        consumer.receives(item);
    }
    writeln!(consumer, "gives up");
    drop(items);
    producing.await.unwrap();
}

async fn produce(sender: mpsc::Sender<u32>, producer: Task) {
    for item in 1..=5 {
        let pause = if item == 4 { 1500 } else { 100 };
        sleep(Duration::from_millis(pause)).await;
        producer.sends(item);
        if sender.send(item).await.is_err() {
            writeln!(producer, "nobody takes {item}");
        }
    }
}

/// An end is a value like any other, in Go and here: it can stand in a `Vec`, in a map,
/// in a struct, and it can be sent through a channel itself. Here consumers register by
/// sending their own sending end to a clerk, who keeps a map of them.
pub fn first_class(log: &Log) {
    let main = log.task("main");
    let (register, registered) = channel::bounded::<(&str, Sender<u32>)>(3);

    let consumers = ["bakery", "butcher", "dairy"].map(|name| {
        let consumer = main.starts(name);
        let (sender, orders) = channel::bounded(2);
        register.send((name, sender)).unwrap();
        thread::spawn(move || {
            let mine: Vec<u32> = orders.iter().collect();
            writeln!(consumer, "gets {mine:?}");
        })
    });
    drop(register);

    let book: HashMap<&str, Sender<u32>> = registered.iter().collect();
    for (name, order) in [("dairy", 1), ("bakery", 2), ("dairy", 3), ("butcher", 4)]
    {
        book[name].send(order).unwrap();
    }
    drop(book); // every sender in it: each consumer's loop ends
    for consumer in consumers {
        consumer.join().unwrap();
    }
}

/// Nothing is ever sent here. A receive on a channel that has ended returns at once, for
/// everyone who receives, so dropping the one sender is a signal to all: Go's
/// `close(done)`. One that must also say what happened is tokio's `watch`.
pub fn notify_and_broadcast(log: &Log) {
    let main = log.task("main");
    let (start_gun, gun) = channel::bounded::<()>(0);
    let (ready, all_ready) = channel::bounded(4);

    thread::scope(|scope| {
        for id in 1..=4 {
            let runner = main.starts(format!("runner {id}"));
            let (gun, ready) = (gun.clone(), ready.clone());
            scope.spawn(move || {
                ready.send(()).unwrap();
                let error = gun.recv().unwrap_err();
                writeln!(runner, "runs: {error}");
            });
        }
        all_ready.iter().take(4).for_each(drop);
        writeln!(main, "fires");
        drop(start_gun);
    });
}

/// Go's generators are goroutines that send for ever, and one whose reader walks away
/// stays blocked for good. Here the reader's end is dropped, the send becomes an error,
/// and the producer ends by it.
pub fn generator(log: &Log) {
    let main = log.task("main");

    let (squares, producer) = squares(main.starts("producer"));
    for square in squares.iter().take(4) {
        writeln!(main, "takes {square}");
    }
    writeln!(main, "walks away");
    drop(squares);
    producer.join().unwrap();
    writeln!(main, "the producer has ended");
}

fn squares(producer: Task) -> (Receiver<u64>, JoinHandle<()>) {
    let (sender, receiver) = channel::bounded(0);
    let handle = thread::spawn(move || {
        let mut numbers = 1..;
        while numbers.next().is_some_and(|n| sender.send(n * n).is_ok()) {}
        writeln!(producer, "nobody receives any more");
    });
    (receiver, handle)
}
