//! exit 1: FAILS, a claim does not hold
//! Who asks may take the reply of another one; all are received in the end.
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::thread;

fn ask(asks: &Sender<u32>, replies: &Receiver<u32>, number: u32) {
    asks.send(number).unwrap();
    assert_eq!(replies.recv().unwrap(), 2 * number);
}

fn main() {
    let (asks, asked) = unbounded();
    let (reply, replies) = unbounded();
    let server = thread::spawn(move || {
        for number in asked {
            reply.send(2 * number).unwrap();
        }
    });
    let clients = [1, 2].map(|number| {
        let (asks, replies) = (asks.clone(), replies.clone());
        thread::spawn(move || ask(&asks, &replies, number))
    });
    drop(asks);
    for client in clients {
        client.join().unwrap();
    }
    server.join().unwrap();
}
