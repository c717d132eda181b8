//! Streams between OS threads. These stages block and run side by side, so the channels
//! are crossbeam's; without room (capacity 0) every hand-over is a meeting.

use std::collections::VecDeque;
use std::fmt::Display;
use std::sync::Barrier;
use std::thread::{self, JoinHandle};

use crossbeam::channel::{Receiver, Sender, bounded};
use shared::{Log, Task};

/// A pipeline is a chain of stages with a channel between each two. In Go a stage whose
/// reader has left waits in its send for ever, unless it also selects on a `done` channel.
/// Here leaving is the message: when the last receiver is dropped, a send fails and hands
/// the value back; the stage ends and drops its own receiver, and so the end travels to
/// the source. The stages block, so they are threads; crossbeam's channels without room
/// keep every stage at most the one item in its hands ahead.
pub fn pipeline(log: &Log) {
    let main = log.task("main");
    let [text, square, source] =
        ["text", "square", "source"].map(|name| main.starts(name));
    let (sender, sides) = bounded(0);
    let source = thread::spawn(move || {
        for side in 10_u32.. {
            if !passed_on(&source, &sender, side) {
                break;
            }
        }
    });
    let (areas, square) = stage(square, sides, |side| side * side);
    let (labels, text) = stage(text, areas, |area| format!("{area} m²"));

    for label in labels.iter().take(2) {
        main.receives(label);
    }
    writeln!(main, "has enough");
    drop(labels); // text's next send fails, and with it every stage's before it
    for stage in [source, square, text] {
        stage.join().unwrap();
    }
    writeln!(main, "every stage has ended");
}

/// A thread that makes something of each item. It ends with its input, or as soon as
/// nobody takes what it makes; either way it drops both of its ends.
fn stage<A, B>(
    task: Task,
    input: Receiver<A>,
    work: fn(A) -> B,
) -> (Receiver<B>, JoinHandle<()>)
where
    A: Display + Send + 'static,
    B: Display + Send + 'static,
{
    let (sender, output) = bounded(0);
    let running = thread::spawn(move || {
        for item in input {
            task.receives(&item);
            if !passed_on(&task, &sender, work(item)) {
                break;
            }
        }
    });
    (output, running)
}

fn passed_on<T: Display>(task: &Task, sender: &Sender<T>, value: T) -> bool {
    task.sends(&value);
    match sender.send(value) {
        Ok(()) => true,
        Err(returned) => {
            writeln!(task, "ends: nobody takes {}", returned.0);
            false
        }
    }
}

/// In Go somebody has to close the channel, once and after the last send: a wait group
/// and one more goroutine. Here each producer has a clone of the sender, and the loop ends
/// when the last is dropped; the one that is easily forgotten is the original. Without
/// room a printer goes on when its page has been taken. What one printer sends arrives in
/// its order; how they mix is open. Streams that exist already are merged by a select.
pub fn fan_in(log: &Log) {
    let main = log.task("main");
    let (sender, pages) = bounded(0);

    thread::scope(|scope| {
        for name in ["A", "B", "C"] {
            let printer = main.starts(format!("printer {name}"));
            let sender = sender.clone();
            scope.spawn(move || {
                for page in 1..=3 {
                    let page = format!("{name}{page}");
                    printer.sends(&page);
                    sender.send(page).unwrap();
                }
            });
        }
        drop(sender); // kept, it would keep the loop below waiting for ever

        for page in pages {
            main.receives(page);
        }
        writeln!(main, "the stream has ended");
    });
}

/// A merged stream has no order between its producers; Rob Pike puts one back (Go
/// Concurrency Patterns, 2012): each message brings a channel along, on which its sender
/// waits for its turn. Here a speaker goes on when the next one has been heard, so they
/// alternate, whoever begins. The channels have no room: to say something is to be heard.
/// And a channel that is dropped tells a speaker that no turn will come.
pub fn restoring_sequence(log: &Log) {
    let main = log.task("main");
    let (sender, sentences) = bounded(0);
    let speakers = ["Ann", "Joe"].map(|name| {
        let (task, sender) = (main.starts(name), sender.clone());
        thread::spawn(move || speak(&task, &sender))
    });

    let mut waiting = VecDeque::new();
    for sentence in sentences.iter().take(6) {
        main.receives(&sentence.text);
        waiting.push_back(sentence.go_on);
        if waiting.len() == speakers.len() {
            waiting.pop_front().unwrap().send(()).unwrap(); // the other has been heard
        }
    }
    writeln!(main, "leaves");
    drop((waiting, sentences)); // one speaker waits for its turn, one for a listener
    for speaker in speakers {
        speaker.join().unwrap();
    }
    writeln!(main, "both are silent");
}

/// One sentence, and the way to let its speaker go on.
struct Sentence {
    text: String,
    go_on: Sender<()>,
}

fn speak(task: &Task, sender: &Sender<Sentence>) {
    for number in 1.. {
        let (go_on, turn) = bounded(0);
        let text = format!("{} {number}", task.name());
        task.sends(&text);
        if sender.send(Sentence { text, go_on }).is_err() {
            return writeln!(task, "ends: nobody listens");
        }
        task.waits_for("its turn");
        if turn.recv().is_err() {
            return writeln!(task, "ends: no turn will come");
        }
    }
}

/// Two things are called fan-out. Shared: a clone of crossbeam's receiver is one more
/// worker at the same queue, as in Go, and each order goes to exactly one of them (three
/// meet at a barrier here, so that none takes all). Copied: every department needs every
/// order, and this channel never copies. So each has one of its own, the sender goes
/// round, and it waits for the slowest; `pub_sub` does not.
pub fn fan_out(log: &Log) {
    let main = log.task("main");

    let (sender, orders) = bounded(0);
    let three = Barrier::new(3);
    thread::scope(|scope| {
        for name in ["cook A", "cook B", "cook C"] {
            let (cook, orders, three) = (main.starts(name), orders.clone(), &three);
            scope.spawn(move || {
                for order in orders {
                    writeln!(cook, "cooks order {order}");
                    three.wait();
                }
            });
        }
        for order in 1..=6 {
            sender.send(order).unwrap();
        }
        drop(sender);
    });
    writeln!(main, "each order is with one cook");

    let mut copies = Vec::new();
    thread::scope(|scope| {
        for name in ["kitchen", "billing", "delivery"] {
            let department = main.starts(name);
            let (copy, orders) = bounded(0);
            copies.push(copy);
            scope.spawn(move || {
                orders
                    .iter()
                    .for_each(|order| writeln!(department, "notes order {order}"));
            });
        }
        for order in 7..=9 {
            copies.iter().for_each(|copy| copy.send(order).unwrap());
        }
        copies.clear(); // every department's loop ends
    });
    writeln!(main, "each order is with each department");
}
