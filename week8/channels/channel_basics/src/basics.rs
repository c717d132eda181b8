//! Sending and receiving.

use std::thread;

use crossbeam::channel::{self, Receiver, Sender};
use shared::Log;

/// In Go, `ch := make(chan string)` is one value that both sides hold. Here a channel is
/// two values, one to send with and one to receive with; this one is crossbeam's, which
/// blocks the thread as Go's blocks the goroutine. The text moves: after the send the
/// sender has it no more, and no lock is needed.
pub fn hello(log: &Log) {
    let main = log.task("main");
    let (sender, receiver) = channel::bounded(1);

    let greeter = main.starts("greeter");
    let greeting = thread::spawn(move || {
        let text = String::from("hello");
        greeter.sends(&text);
        sender.send(text).unwrap();
    });
    main.waits_for("a message");
    let text = receiver.recv().unwrap();
    main.receives(text);
    greeting.join().unwrap();
}

/// `make(chan int)` in Go, `bounded(0)` here: a channel without room. The sender waits
/// for a receiver and the value goes from hand to hand, so a send that has returned says
/// that somebody was there. It does not say who goes on first: of the two lines after
/// the meeting, either may be written first, in Go too.
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

/// Go has `chan<- int` and `<-chan int` for parameters, and converts to them. Here the
/// two ends are two types from the start. A function takes the end that it needs, and
/// the other direction is no method of it:
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
    (1..=3).for_each(|price| prices.send(price).unwrap());
}

fn double(asked: &Receiver<u32>, doubled: &Sender<u32>) {
    asked.iter().for_each(|price| doubled.send(2 * price).unwrap());
}

/// A request carries the sending end of the channel that its answer is to go to, in Go
/// as here. The server knows nobody and answers everyone. With tokio this end is a
/// `oneshot`: one value, once, and a receiver that has gone is noticed.
pub fn request_reply(log: &Log) {
    let main = log.task("main");
    let (requests, inbox) = channel::bounded::<(u32, Sender<u32>)>(0);

    thread::scope(|scope| {
        for id in 1..=3 {
            let caller = main.starts(format!("caller {id}"));
            let requests = requests.clone();
            scope.spawn(move || {
                let (reply, answer) = channel::bounded(1);
                requests.send((id, reply)).unwrap();
                let square = answer.recv().unwrap();
                writeln!(caller, "asked for {id} squared, is told {square}");
            });
        }
        drop(requests); // main's own: the server ends with the last caller
        for (number, reply) in inbox {
            reply.send(number * number).unwrap(); // room for one: never waits
        }
        writeln!(main, "nobody asks any more");
    });
}
