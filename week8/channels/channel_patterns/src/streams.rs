//! Streams between OS threads. These stages block and run side by side, so the
//! channels are crossbeam's; without room (capacity 0) every hand-over is a
//! meeting.

use std::collections::VecDeque;
use std::fmt::Display;
use std::thread::{self, JoinHandle};

use crossbeam::channel::{Receiver, Sender, bounded};
use shared::{Log, Task};

/// A pipeline is a chain of stages with a channel between each two. In Go, a
/// stage whose reader has left waits in its send for ever, unless it also selects
/// on a `done` channel. Here a send fails when the receiver is dropped. The stage
/// then ends and drops its own receiver, so the end travels back to the source.
/// The channels have no room: while a stage works on one item, the stage before
/// it makes the next one and then waits in its send. In `pipeline` of week 7 each
/// stage is an iterator.
pub fn pipeline(log: &Log) {
    let main = log.task("main");
    let text_stage = main.starts("text");
    let square_stage = main.starts("square");
    let first_stage = main.starts("source");
    let (sender, sides) = bounded(0);
    let source = thread::spawn(move || {
        for side in 10_u32.. {
            if !passed_on(&first_stage, &sender, side) {
                break;
            }
        }
    });
    let (areas, square) = stage(square_stage, sides, |side| side * side);
    let (labels, text) = stage(text_stage, areas, |area| format!("{area} m²"));

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

/// A thread that makes something of each item. It ends when its input has ended or
/// when nobody takes its output. Then it drops both of its ends.
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

/// Whether somebody has taken the value.
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

/// In Go somebody has to close the channel once, after the last send: that takes
/// a wait group and one more goroutine. Here each printer has a clone of the
/// sender, and the loop ends when the last clone is dropped. Main has the sender
/// that was cloned, and has to drop it, too. The pages of one printer arrive in
/// their order; those of different printers may mix in any way. Channels that
/// exist already are merged with a `select!`, as `multiplex` in the lesson
/// select_statements shows.
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
        drop(sender); // if main kept it, the loop below would never end

        for page in pages {
            main.receives(page);
        }
        writeln!(main, "the stream has ended");
    });
}

/// In a merged stream the producers come in any order. Rob Pike gave them turns
/// (Go Concurrency Patterns, 2012): each message carries a channel, and its
/// speaker waits at that channel for its turn. Here each message carries the
/// sender of a new channel. The listener keeps that sender until the other
/// speaker has been heard, so the two alternate. When the listener leaves, one
/// speaker waits for its turn, and learns that no turn will come; the send of the
/// other one fails. In Go both would wait for ever.
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
    drop(waiting); // one speaker waits for its turn
    drop(sentences); // the other waits for a listener
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
            writeln!(task, "ends: nobody listens");
            break;
        }
        task.waits_for("its turn");
        if turn.recv().is_err() {
            writeln!(task, "ends: no turn will come");
            break;
        }
    }
}

/// Two different things are called fan-out. Shared: each cook has a clone of the
/// receiver, and each order goes to one cook, as in Go. Copied: every department
/// needs every order. A channel of crossbeam or Go does not copy, so each
/// department has a channel of its own, and the sender sends to one after the
/// other. It waits for the slowest of them; `pub_sub` does not.
pub fn fan_out(log: &Log) {
    let main = log.task("main");

    let (sender, orders) = bounded(0);
    thread::scope(|scope| {
        for name in ["cook A", "cook B", "cook C"] {
            let (cook, orders) = (main.starts(name), orders.clone());
            scope.spawn(move || {
                for order in orders {
                    writeln!(cook, "cooks order {order}");
                }
            });
        }
        // If main kept this receiver, its send would wait for ever after a
        // panic of all cooks.
        drop(orders);
        for order in 1..=6 {
            sender.send(order).unwrap();
        }
        drop(sender); // every cook's loop ends
    });
    writeln!(main, "each order is with one cook");

    let mut copies = Vec::new();
    thread::scope(|scope| {
        for name in ["kitchen", "billing", "delivery"] {
            let department = main.starts(name);
            let (copy, orders) = bounded(0);
            copies.push(copy);
            scope.spawn(move || {
                for order in orders {
                    writeln!(department, "notes order {order}");
                }
            });
        }
        for order in 7..=9 {
            for copy in &copies {
                copy.send(order).unwrap();
            }
        }
        copies.clear(); // every department's loop ends
    });
    writeln!(main, "each order is with each department");
}
