//! Tasks that wait for each other, found by exploring.

use explore::channel::{self, Receiver, Sender};
use explore::{select, thread};
use shared::{Explorer, Log};

/// Two clerks exchange letters, and each sends first. Over channels without
/// room, each waits for the other to receive: a deadlock. By itself Go's
/// runtime reports it only if no other goroutine of the process can run. Here
/// the program is run in every order of its threads; one such order is a
/// schedule. There are three cures: room for a letter, one clerk who receives
/// first, or a `select` that does whichever is possible (next lesson). Room
/// is the weakest cure: if each sends one letter more, the deadlock is back.
pub fn circular_wait(log: &Log) {
    let explorer = Explorer::new(log, include_str!("deadlocks.rs"));

    let report = explore::every(|| exchange(0, send_first, send_first));
    explorer.finds("both send first", &report);
    let report = explore::every(|| exchange(1, send_first, send_first));
    explorer.proves("with room for one", &report);
    let report = explore::every(|| exchange(1, send_two_first, send_two_first));
    explorer.finds("two letters each, room for one", &report);
    let report = explore::every(|| exchange(0, send_first, receive_first));
    explorer.proves("one receives first", &report);
    let report = explore::every(|| {
        exchange(0, whichever_is_possible, whichever_is_possible);
    });
    explorer.proves("by select", &report);
}

/// What a clerk does, with the sender to the other clerk and the receiver from it.
type Clerk = fn(&Sender<&'static str>, &Receiver<&'static str>);

fn exchange(room: usize, a: Clerk, b: Clerk) {
    let (to_b, from_a) = channel::bounded(room);
    let (to_a, from_b) = channel::bounded(room);
    thread::scope(|scope| {
        let clerk = thread::Builder::new().name("clerk A".into());
        clerk.spawn_scoped(scope, || a(&to_b, &from_b)).unwrap();
        let clerk = thread::Builder::new().name("clerk B".into());
        clerk.spawn_scoped(scope, || b(&to_a, &from_a)).unwrap();
    });
}

fn send_first(out: &Sender<&'static str>, inbox: &Receiver<&'static str>) {
    out.send("a letter").unwrap();
    inbox.recv().unwrap();
}

fn send_two_first(out: &Sender<&'static str>, inbox: &Receiver<&'static str>) {
    for _ in 0..2 {
        out.send("a letter").unwrap();
    }
    for _ in 0..2 {
        inbox.recv().unwrap();
    }
}

fn receive_first(out: &Sender<&'static str>, inbox: &Receiver<&'static str>) {
    inbox.recv().unwrap();
    out.send("a letter").unwrap();
}

fn whichever_is_possible(
    out: &Sender<&'static str>,
    inbox: &Receiver<&'static str>,
) {
    select! {
        send(out, "a letter") -> sent => {
            sent.unwrap();
            inbox.recv().unwrap();
        }
        recv(inbox) -> letter => {
            letter.unwrap();
            out.send("a letter").unwrap();
        }
    }
}

/// Two items are sent, and three are expected. In Go the third receive
/// waits for ever, or gets a zero if somebody has closed the channel. With
/// a count, two places in the code must agree. With a loop that ends with
/// the last sender, nothing has to be counted. The counting consumer is
/// main: it waits for ever, because it still has the sender itself. If it
/// had dropped the sender, the third receive would return an error.
pub fn count_mismatch(log: &Log) {
    let explorer = Explorer::new(log, include_str!("deadlocks.rs"));

    explorer.finds("two sends, three receives", &explore::every(count_to_three));
    explorer.proves("a loop that ends with the sender", &explore::every(read_all));
}

fn count_to_three() {
    let (sender, items) = channel::bounded(1);
    thread::scope(|scope| {
        scope.spawn(|| send_two(&sender)); // main keeps the sender
        for _ in 0..3 {
            items.recv().unwrap();
        }
    });
}

fn read_all() {
    let (sender, items) = channel::bounded(1);
    thread::scope(|scope| {
        scope.spawn(move || send_two(&sender)); // the sender is dropped in there
        assert_eq!(items.iter().count(), 2);
    });
}

fn send_two(sender: &Sender<u32>) {
    for item in 1..=2 {
        sender.send(item).unwrap();
    }
}
