//! It looks at each input in turn, and sleeps a while when there was nothing.

use std::thread;
use std::time::{Duration, Instant};

use crossbeam::channel::{Receiver, Sender, TryRecvError, bounded, unbounded};

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
    let mut last = Instant::now();
    loop {
        let stops = shutdown.try_recv().is_ok();
        let mut closed = 0;
        for input in &inputs {
            // Once more than there are: to see whether it is closed.
            for _ in 0..=input.len() {
                match input.try_recv() {
                    Ok(message) => {
                        pass_on(&outputs, message);
                        last = Instant::now();
                    }
                    Err(TryRecvError::Empty) => break,
                    Err(TryRecvError::Disconnected) => {
                        closed += 1;
                        break;
                    }
                }
            }
        }
        if stops {
            return End::Shutdown;
        }
        if closed == inputs.len() {
            return End::Closed;
        }
        if last.elapsed() >= idle {
            return End::Idle;
        }
        thread::sleep(Duration::from_millis(50));
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
