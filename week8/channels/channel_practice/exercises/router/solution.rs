//! One `select!` waits for all that can happen. A closed input would be ready for ever, so
//! its arm is switched off by a channel on which nothing ever comes. The timeout is part
//! of the select, so it begins anew in every turn, after every message. To send may
//! block: that is the backpressure that was asked for, and what cannot be sent because
//! nobody receives is the only thing that may be dropped. A shutdown ends the waiting,
//! not the work: what was sent before is still there to be taken.

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
                // As many as there are: while somebody sends, more would come for ever.
                for input in &inputs {
                    let waiting = input.try_iter().take(input.len());
                    waiting.for_each(|message| pass_on(&outputs, message));
                }
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
    // Who has left does not want it.
    let _ = outputs[message.kind].send(message.value);
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
