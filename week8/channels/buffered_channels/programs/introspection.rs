// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel::{self, Receiver, Sender};

fn main() {
    let (sender, receiver) = channel::bounded(10);

    thread::scope(|scope| {
        scope.spawn(move || {
            let sent = send_into_room_seen(&sender);
            println!("producer: sent {sent}, each into room that was seen before");
        });
        let received = receive_what_was_seen(&receiver);
        println!("main: received {received}, all that `len` counted was there");
    });
}

fn send_into_room_seen(sender: &Sender<usize>) -> usize {
    let mut sent = 0;
    while sent < 1000 {
        let room = sender.capacity().unwrap() - sender.len();
        for _ in 0..room.min(1000 - sent) {
            sender.try_send(sent).expect("the room that was seen is still there");
            sent += 1;
        }
        thread::yield_now();
    }
    sent
}

fn receive_what_was_seen(receiver: &Receiver<usize>) -> usize {
    let mut received = 0;
    while let Ok(_first) = receiver.recv() {
        let seen = receiver.len();
        for _ in 0..seen {
            receiver.try_recv().expect("what was seen is still there");
        }
        received += 1 + seen;
    }
    received
}
