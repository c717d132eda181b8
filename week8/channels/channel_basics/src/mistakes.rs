//! Ways to wait for ever, found by exploring.

use explore::channel::{self, Receiver, Sender};
use explore::thread;
use shared::{Explorer, Log};

/// A sender that somebody keeps: the loop that reads until the end has no end. A receiver
/// that nobody drops and nobody reads: the sender waits for room. Both sides receive
/// first: each waits for the other. In Go all three are goroutines that stay for good.
/// Here they compile as well; what helps is that ends are dropped where they are no
/// longer in scope, so keep each end in the scope of the one who uses it.
pub fn mistakes(log: &Log) {
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
        let sent = (1..=3).take_while(|item| sender.send(*item).is_ok());
        explore::note(format!("has sent {} items", sent.count()));
    });
    producer.join().unwrap();
    drop(kept);
}

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
