//! router: three inputs, three kinds of messages, and none is lost.
//!
//! `route` takes messages from three inputs, in any order, and passes the value of each to
//! the output of its kind. It runs in the task that calls it.
//!
//! - What comes from one input stays in its order. When an output has no room, its
//!   messages wait until there is some; meanwhile `route` may do nothing else.
//! - What nobody can take any more, because the receiver of its output is gone, is
//!   dropped. Nothing else is.
//! - It ends as `Closed` when all inputs are closed and empty; one that is closed changes
//!   nothing for the others.
//! - It ends as `Idle` when no message has come for the time `idle`, which is longer than
//!   0. Whether an input that is closed begins this time anew is left to you.
//! - It ends as `Shutdown` when a message comes on `shutdown`, whose sender is kept until
//!   it has ended. What was sent to the inputs before that is still passed on. A message
//!   whose `send` still waits for room in an input has not been sent: it may be passed on
//!   or not.
//! - When it ends, its outputs are closed.
//!
//! This program runs and looks right. `cargo week8 check router` shows where it is not:
//! find out why, then change what is below. Keep the types and the head of `route`; inside
//! do as you like, with std or crossbeam.

use std::thread;
use std::time::Duration;

use crossbeam::channel::{Receiver, Sender, bounded, never, select, unbounded};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// 0, 1 or 2.
    pub kind: usize,
    pub value: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// All inputs are closed.
    Closed,
    /// No message came for too long.
    Idle,
    Shutdown,
}

pub fn route(
    mut inputs: [Receiver<Message>; 3],
    outputs: [Sender<u32>; 3],
    shutdown: Receiver<()>,
    idle: Duration,
) -> End {
    let mut open = inputs.len();
    loop {
        let (input, message) = select! {
            recv(inputs[0]) -> message => (0, message),
            recv(inputs[1]) -> message => (1, message),
            recv(inputs[2]) -> message => (2, message),
            recv(shutdown) -> _ => {
                return End::Shutdown;
            }
            default(idle) => return End::Idle,
        };
        match message {
            Ok(message) => pass_on(&outputs, message),
            Err(_) => {
                inputs[input] = never();
                open -= 1;
                if open == 0 {
                    return End::Closed;
                }
            }
        }
    }
}

fn pass_on(outputs: &[Sender<u32>; 3], message: Message) {
    let _ = outputs[message.kind].try_send(message.value);
}

fn main() {
    let (senders, inputs): (Vec<_>, Vec<_>) = (0..3).map(|_| unbounded()).unzip();
    let (outputs, readers): (Vec<_>, Vec<_>) = (0..3).map(|_| bounded(1)).unzip();
    // Before the router runs, which ends when it was idle for as long as a busy machine
    // can keep this thread from sending.
    for value in 1..=9 {
        let message = Message { kind: value as usize % 3, value };
        senders[value as usize % 2].send(message).unwrap();
    }
    let (_stop, shutdown) = bounded(1);
    let (inputs, outputs) =
        (inputs.try_into().unwrap(), outputs.try_into().unwrap());
    let router = thread::spawn(move || {
        route(inputs, outputs, shutdown, Duration::from_millis(20))
    });
    let reads = |(kind, reader): (usize, Receiver<u32>)| {
        thread::spawn(move || {
            println!("kind {kind}: {:?}", reader.iter().collect::<Vec<_>>())
        })
    };
    let readers: Vec<_> = readers.into_iter().enumerate().map(reads).collect();
    println!("the end: {:?}", router.join().unwrap());
    for reader in readers {
        reader.join().unwrap();
    }
}
