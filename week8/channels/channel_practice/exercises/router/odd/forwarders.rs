//! A task for each input brings its messages to one channel. They are ended and joined
//! before the last messages are passed on.

use std::thread;
use std::time::Duration;

use crossbeam::channel::{Receiver, Sender, bounded, select, unbounded};

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
    let (to_all, all) = unbounded::<Message>();
    let mut stops = Vec::new();
    let mut forwarders = Vec::new();
    for input in inputs {
        let to_all = to_all.clone();
        let (stop, stopped) = bounded::<()>(0);
        stops.push(stop);
        forwarders.push(thread::spawn(move || {
            loop {
                select! {
                    recv(input) -> message => match message {
                        Ok(message) => to_all.send(message).unwrap(),
                        Err(_) => return,
                    },
                    recv(stopped) -> _ => {
                        for message in input.try_iter().take(input.len()) {
                            to_all.send(message).unwrap();
                        }
                        return;
                    }
                }
            }
        }));
    }
    drop(to_all);
    let end = loop {
        select! {
            recv(all) -> message => match message {
                Ok(message) => pass_on(&outputs, message),
                Err(_) => break End::Closed,
            },
            recv(shutdown) -> _ => break End::Shutdown,
            default(idle) => break End::Idle,
        }
    };
    drop(stops);
    for forwarder in forwarders {
        forwarder.join().unwrap();
    }
    all.try_iter().for_each(|message| pass_on(&outputs, message));
    end
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
