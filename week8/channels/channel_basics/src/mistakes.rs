//! Ways to wait for ever, found by exploring.

use explore::channel::{self, Receiver, Sender};
use explore::thread;
use shared::{Explorer, Log};

/// If anyone keeps a sender, a loop that reads until the end never ends. In Go
/// the same happens when nobody calls `close`. If somebody keeps a receiver
/// and does not read, the sender fills the channel and then blocks for ever,
/// in Go too. If both sides receive first, each waits for the other. Against
/// the first two, drop each end that is not used; against the third, let one
/// side send first. All three compile, so here the crate `explore` runs each
/// in every order of its threads (its schedules), until one fails.
pub fn mistakes(log: &Log) {
    // The steps call a channel by the name of its sender.
    let explorer = Explorer::new(log, include_str!("mistakes.rs"));

    explorer.finds(
        "a sender is kept",
        &explore::every(|| read_to_the_end(Keep::Sender)),
    );
    explorer.proves(
        "it is dropped",
        &explore::every(|| read_to_the_end(Keep::Nothing)),
    );

    explorer.finds("a receiver is kept", &explore::every(|| fill(Keep::Receiver)));
    explorer.proves("it is dropped", &explore::every(|| fill(Keep::Nothing)));

    explorer.finds("both receive first", &explore::every(|| talk(listen, listen)));
    explorer.proves("one speaks first", &explore::every(|| talk(speak, listen)));
}

/// What main does not drop.
#[derive(Clone, Copy, PartialEq)]
enum Keep {
    Sender,
    Receiver,
    Nothing,
}

fn read_to_the_end(keep: Keep) {
    let (sender, items) = channel::bounded(1);
    let kept = (keep == Keep::Sender).then(|| sender.clone());
    let producer = thread::spawn(move || sender.send("an item").unwrap());
    for item in &items {
        explore::note(format!("gets {item}"));
    }
    producer.join().unwrap();
    drop(kept);
}

fn fill(keep: Keep) {
    let (sender, items) = channel::bounded(1);
    let kept = (keep == Keep::Receiver).then_some(items);
    let producer = thread::spawn(move || {
        let mut sent = 0;
        while sent < 3 && sender.send("an item").is_ok() {
            sent += 1;
        }
        explore::note(format!("has sent {sent} items"));
    });
    producer.join().unwrap();
    drop(kept);
}

/// What one side does, with its sender and its receiver.
type Side = fn(&Sender<()>, &Receiver<()>);

fn talk(a: Side, b: Side) {
    let (to_b, from_a) = channel::bounded(0);
    let (to_a, from_b) = channel::bounded(0);
    thread::scope(|scope| {
        scope.spawn(|| a(&to_b, &from_b));
        scope.spawn(|| b(&to_a, &from_a));
    });
}

fn listen(out: &Sender<()>, inbox: &Receiver<()>) {
    inbox.recv().unwrap();
    out.send(()).unwrap();
}

fn speak(out: &Sender<()>, inbox: &Receiver<()>) {
    out.send(()).unwrap();
    inbox.recv().unwrap();
}
