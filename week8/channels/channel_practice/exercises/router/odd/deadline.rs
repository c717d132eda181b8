//! A deadline that only a message moves, and a shutdown that only a message is.

use std::thread;
use std::time::{Duration, Instant};

use crossbeam::channel::{
    Receiver, RecvError, Sender, bounded, never, select, unbounded,
};

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
    mut shutdown: Receiver<()>,
    idle: Duration,
) -> End {
    let mut open = inputs.len();
    let mut deadline = Instant::now() + idle;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let (input, message) = select! {
            recv(inputs[0]) -> message => (0, message),
            recv(inputs[1]) -> message => (1, message),
            recv(inputs[2]) -> message => (2, message),
            recv(shutdown) -> stops => if stops.is_ok() {
                for input in &inputs {
                    input.try_iter().for_each(|message| pass_on(&outputs, message));
                }
                return End::Shutdown;
            } else {
                (inputs.len(), Err(RecvError))
            },
            default(left) => return End::Idle,
        };
        match message {
            Ok(message) => {
                pass_on(&outputs, message);
                deadline = Instant::now() + idle;
            }
            Err(_) if input == inputs.len() => shutdown = never(),
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
