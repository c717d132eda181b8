//! How a channel ends, and what its ends can be.

use std::collections::HashMap;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{self, Receiver, Sender};
use shared::{Log, Task};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout};

/// In Go, where a receiver waits for the end, somebody has to call `close`
/// once, after the last send. A second `close` panics, and so does a send
/// after a close. A channel of crossbeam has no `close` (in tokio the
/// receivers of `mpsc` and `oneshot` have one): it ends when its last sender
/// is dropped. The messages that are inside can still be received; after
/// them a receive returns an error. When the last receiver is dropped, a
/// send returns an error that holds the message. Closing twice does not
/// compile:
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

/// `for v := range ch` in Go is `for v in receiver` here. The loop waits for each
/// value. It ends when the channel is empty and its last sender is dropped; in Go
/// it ends after `close(ch)`. So nobody needs a flag, and no value has to mean the
/// end. In Python a producer often puts `None` into the queue as the last item.
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

/// The producer is a task: `tokio::spawn` starts the work of an `async fn`, as
/// `go` does, and while the task waits at an `.await`, other tasks run. It makes
/// five items, and the fourth takes it longer. The first consumer reads until
/// the end, as `range` in Go does: when the producer has dropped its sender,
/// tokio's `recv` returns `None`. The second consumer stops when nothing has
/// come for a second, as many Python programs do with `queue.get(timeout=1)`. It
/// takes the pause for the end, and two items are lost. A timeout cannot tell a
/// slow producer from one that has ended; a dropped sender can.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn brief_example(log: &Log) {
    // `current_thread`: all tasks run on this thread. `start_paused`: when every task
    // waits, the clock jumps to the next moment at which one can go on. So the times
    // are exact, and nobody waits for them.
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
    // An `Err` of `timeout`: 1 s is over. A `None` of `recv`: the end.
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

/// A channel in Go, and each end of a channel in Rust, is a value like any other.
/// You can put it into a `Vec`, a map or a struct, and you can send it through
/// another channel. Here main registers each shop: it sends the sender of the
/// shop's own channel through a channel of senders. Then main collects the
/// senders in a map and sends each order to the shop that it is for.
pub fn first_class(log: &Log) {
    let main = log.task("main");
    let (register, registered) = channel::bounded::<(&str, Sender<u32>)>(3);

    let shops = ["bakery", "butcher", "dairy"].map(|name| {
        let shop = main.starts(name);
        let (sender, orders) = channel::bounded(2);
        register.send((name, sender)).unwrap();
        thread::spawn(move || {
            let mine: Vec<u32> = orders.iter().collect();
            writeln!(shop, "gets {mine:?}");
        })
    });
    drop(register);

    let senders: HashMap<&str, Sender<u32>> = registered.iter().collect();
    for (name, order) in [("dairy", 1), ("bakery", 2), ("dairy", 3), ("butcher", 4)]
    {
        senders[name].send(order).unwrap();
    }
    drop(senders); // every sender in the map: each shop's loop ends
    for shop in shops {
        shop.join().unwrap();
    }
}

/// A function can start a thread that fills a channel, and return the receiver. In
/// Go the goroutine of such a function stays blocked in its send when the reader
/// leaves, unless the reader tells it to stop. Here the reader drops its receiver,
/// the next send returns an error, and the producer ends. Use a thread only if
/// both sides must work at the same time. Otherwise take an iterator: it needs no
/// thread, as `iter.Seq` in Go since 1.23 and a generator in Python need none.
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
        for number in 1.. {
            if sender.send(number * number).is_err() {
                break; // the receiver is dropped
            }
        }
        writeln!(producer, "nobody receives any more");
    });
    (receiver, handle)
}
