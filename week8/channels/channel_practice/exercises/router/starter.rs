//! router: three inputs, three kinds of messages, and no message is lost.
//!
//! `route` receives messages from three inputs. It sends the value of each message to
//! the output of its kind: `outputs[kind]`. It runs in the task that calls it, and may
//! take from the inputs in any order.
//!
//! - Messages of one input stay in their order. If an output is full, its message waits
//!   until there is room. Meanwhile `route` need not do anything else.
//! - If the receiver of an output is gone, its messages are thrown away. No others are.
//! - `route` returns `Closed` when all inputs are closed and empty. An input that is
//!   closed changes nothing for the other inputs.
//! - It returns `Idle` when no message has come for the time `idle`, which is longer
//!   than 0 and at most a day. When an input is closed, this time may begin anew or
//!   not. While a message waits for room, it may stand still or not.
//! - It returns `Shutdown` when a message comes on `shutdown`. Messages that were sent
//!   to the inputs before it are still passed on. Those that are sent later may be
//!   passed on or not. So may the message of a send that is still blocked at that
//!   moment, because its input is full. The sender of `shutdown` is not dropped before
//!   `route` returns.
//! - When `route` has returned, its outputs are closed.
//!
//! This program runs and looks right, but it is wrong. `cargo week8 check router` shows
//! where. Find out why, then change the code below. Keep the types and the signature of
//! `route`. Inside, use what you like from std or crossbeam.

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
    // Sent before the router starts: on a busy machine this thread could send too late,
    // and the router would return `Idle`.
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
