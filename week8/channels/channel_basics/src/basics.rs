//! Sending and receiving.

use std::thread;

use crossbeam::channel::{self, Receiver, Sender};
use shared::Log;

/// In Go, `make(chan string, 1)` makes one value, and both sides hold it. In Rust a
/// channel is two values: a sender and a receiver. This channel is from the crate
/// crossbeam. A thread that has to wait for it is blocked, as a goroutine is in Go.
/// The string is moved through the channel: after the send, the sender no longer
/// has it, so the two threads never share it and need no lock.
pub fn hello(log: &Log) {
    let main = log.task("main");
    let (sender, receiver) = channel::bounded(1); // room for one message

    let greeter = main.starts("greeter");
    // In the picture: the greeter.
    thread::spawn(move || {
        let text = String::from("hello");
        greeter.sends(&text);
        sender.send(text).unwrap(); // an error means: no receiver is left
    });
    let text = receiver.recv().unwrap();
    main.receives(text);
}

/// `make(chan string)` in Go is `bounded(0)` here: a channel without a buffer.
/// The sender blocks until a receiver takes the value. So after a send has
/// returned, you know that somebody has begun to receive. You do not know which
/// side goes on first, and it is the same in Go. The giver's line may come
/// before, between or after the last two lines of main. Python has no such
/// queue: `queue.Queue(0)` means a queue without a limit.
pub fn rendezvous(log: &Log) {
    let main = log.task("main");
    let (sender, receiver) = channel::bounded(0);

    let giver = main.starts("giver");
    let giving = thread::spawn(move || {
        giver.sends("a parcel");
        sender.send("a parcel").unwrap();
        writeln!(giver, "sent");
    });
    writeln!(main, "receiving");
    let parcel = receiver.recv().unwrap();
    main.receives(parcel);
    writeln!(main, "received");
    giving.join().unwrap();
}

/// In Go a parameter can be `chan<- int`, which only sends, or `<-chan int`, which
/// only receives, and a channel is converted to it. In Rust the two ends are two
/// types from the start. A function takes the end that it needs. The other
/// operation is no method of that type, so this does not compile:
///
/// ```compile_fail,E0599
/// let (sender, receiver) = crossbeam::channel::bounded(1);
/// sender.send(1).unwrap();
/// receiver.send(2); // error[E0599]: no method named `send` found
/// ```
pub fn directions(log: &Log) {
    let main = log.task("main");
    let (prices, asked) = channel::bounded(3);
    let (doubled, answers) = channel::bounded(3);

    thread::spawn(move || quote(&prices));
    thread::spawn(move || double(&asked, &doubled));
    for price in answers {
        writeln!(main, "{price}");
    }
    writeln!(main, "no more");
}

fn quote(prices: &Sender<u32>) {
    for price in 1..=3 {
        prices.send(price).unwrap();
    }
}

fn double(asked: &Receiver<u32>, doubled: &Sender<u32>) {
    for price in asked {
        doubled.send(2 * price).unwrap();
    }
}

/// A request carries the sender of a channel for its answer, in Go too. So
/// the server need not know its callers, and each caller gets its own answer.
/// A caller may have left by then. In Rust the send of the answer then
/// returns an error, although there is room; the server notes it and serves
/// the next one. With `unwrap` there, one caller that leaves would end the
/// server. In Go that send would succeed, because a channel there does not
/// know that its reader has left, and nobody would ever read the answer.
pub fn request_reply(log: &Log) {
    let main = log.task("main");
    let (requests, inbox) = channel::bounded::<(u32, Sender<u32>)>(4);

    // A scope joins its threads at its end, so they may borrow from this function.
    thread::scope(|scope| {
        for number in 1..=3 {
            let caller = main.starts(format!("caller {number}"));
            let requests = requests.clone();
            scope.spawn(move || {
                let (reply, answer) = channel::bounded(1);
                requests.send((number, reply)).unwrap();
                let square = answer.recv().unwrap();
                writeln!(caller, "{number} squared is {square}");
            });
        }
        let (reply, answer) = channel::bounded(1);
        requests.send((4, reply)).unwrap();
        drop(answer); // this caller does not wait for its answer
        drop(requests); // the server's loop ends after the last caller

        for (number, reply) in inbox {
            if reply.send(number * number).is_err() {
                writeln!(main, "nobody waits for {number} squared");
            }
        }
        writeln!(main, "nobody asks any more");
    });
}
