//! One sender and one receiver that do what a script says. Nothing in it waits, so a
//! single thread can force any order of its steps.

use super::channel::{Receiver, Select, Sender, bounded, unbounded};
use super::thread;

/// What the sender does next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sends {
    Message,
    Selects,
    Looks,
    Drops,
}

/// What the receiver does next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Receives {
    Message,
    Selects,
    Looks,
    Drops,
}

type Seen = Vec<String>;

/// The steps in this order, `true` for one of the sender: what each side has seen.
pub fn in_order(
    capacity: Option<usize>,
    (sends, receives): (&[Sends], &[Receives]),
    order: &[bool],
) -> (Seen, Seen) {
    let (sender, receiver) = channel(capacity);
    let (mut sender, mut receiver) = (Some(sender), Some(receiver));
    let (mut sends, mut receives) = (sends.iter(), receives.iter());
    let mut seen = (Vec::new(), Vec::new());
    for &is_sender in order {
        if is_sender {
            seen.0.push(send(&mut sender, *sends.next().unwrap()));
        } else {
            seen.1.push(receive(&mut receiver, *receives.next().unwrap()));
        }
    }
    seen
}

/// The two at the same time.
pub fn at_once(
    capacity: Option<usize>,
    (sends, receives): (&'static [Sends], &'static [Receives]),
) -> (Seen, Seen) {
    let (sender, receiver) = channel(capacity);
    let mut receiver = Some(receiver);
    let task = thread::spawn(move || {
        let mut sender = Some(sender);
        let seen: Seen =
            sends.iter().map(|&step| send(&mut sender, step)).collect();
        // What is left is dropped when the other is done too.
        (seen, sender)
    });
    let received =
        receives.iter().map(|&step| receive(&mut receiver, step)).collect();
    let (sent, _sender) = task.join().unwrap();
    (sent, received)
}

fn channel(capacity: Option<usize>) -> (Sender<u32>, Receiver<u32>) {
    capacity.map_or_else(unbounded, bounded)
}

fn send(end: &mut Option<Sender<u32>>, step: Sends) -> String {
    let Some(sender) = end else { return String::new() };
    match step {
        Sends::Message => format!("{:?}", sender.try_send(7)),
        Sends::Selects => {
            let mut select = Select::new();
            select.send(sender);
            let sent = select.try_select().map(|selected| selected.send(sender, 8));
            format!("{sent:?}")
        }
        Sends::Looks => format!("{}", sender.is_full()),
        Sends::Drops => format!("{:?}", end.take().map(drop)),
    }
}

fn receive(end: &mut Option<Receiver<u32>>, step: Receives) -> String {
    let Some(receiver) = end else { return String::new() };
    match step {
        Receives::Message => format!("{:?}", receiver.try_recv()),
        Receives::Selects => {
            let mut select = Select::new();
            select.recv(receiver);
            let received =
                select.try_select().map(|selected| selected.recv(receiver));
            format!("{received:?}")
        }
        Receives::Looks => format!("{}", receiver.len()),
        Receives::Drops => format!("{:?}", end.take().map(drop)),
    }
}
