// cargo add crossbeam@0.8.5

use std::thread;

use crossbeam::channel;

fn main() {
    for room in [0, 10] {
        let (sender_waited, receiver_waited) = hand_over_ten(room);
        let sender_waits = sender_waited.iter().filter(|waited| **waited).count();
        let mut somebody_waited = 0;
        for (sender, receiver) in sender_waited.into_iter().zip(receiver_waited) {
            if sender || receiver {
                somebody_waited += 1;
            }
        }
        println!("room for {room}: items with a wait: {somebody_waited}");
        println!("room for {room}: of the sender: {sender_waits}");
    }
}

/// For each of the ten items, whether the sender had to wait, and whether the
/// receiver.
fn hand_over_ten(room: usize) -> (Vec<bool>, Vec<bool>) {
    let (sender, receiver) = channel::bounded(room);
    let sending = thread::spawn(move || {
        let mut waited = Vec::new();
        for item in 1..=10 {
            let full = sender.try_send(item).is_err();
            if full {
                sender.send(item).unwrap();
            }
            waited.push(full);
        }
        waited
    });
    let mut waited = Vec::new();
    for item in 1..=10 {
        let taken = receiver.try_recv();
        waited.push(taken.is_err());
        assert_eq!(taken.or_else(|_| receiver.recv()), Ok(item));
    }
    (sending.join().unwrap(), waited)
}
