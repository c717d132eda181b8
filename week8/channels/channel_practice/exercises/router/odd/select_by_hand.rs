//! The arms are a list, and those of closed inputs are taken out of it.

use std::thread;
use std::time::Duration;

use crossbeam::channel::{Receiver, Select, Sender, bounded, unbounded};

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
    inputs: [Receiver<Message>; 3],
    outputs: [Sender<u32>; 3],
    shutdown: Receiver<()>,
    idle: Duration,
) -> End {
    let mut open: Vec<&Receiver<Message>> = inputs.iter().collect();
    while !open.is_empty() {
        let mut select = Select::new();
        for input in &open {
            select.recv(input);
        }
        select.recv(&shutdown);
        let Ok(operation) = select.select_timeout(idle) else { return End::Idle };
        let place = operation.index();
        if place == open.len() {
            let _ = operation.recv(&shutdown);
            for input in &inputs {
                let waiting = input.try_iter().take(input.len());
                waiting.for_each(|message| pass_on(&outputs, message));
            }
            return End::Shutdown;
        }
        match operation.recv(open[place]) {
            Ok(message) => pass_on(&outputs, message),
            Err(_) => {
                open.remove(place);
            }
        }
    }
    End::Closed
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
