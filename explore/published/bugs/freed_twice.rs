//! The only receiver is dropped, while two senders send the first messages.

use std::thread;

#[test]
fn a_receiver_is_dropped_while_two_send() {
    let (sender, receiver) = crossbeam_channel::unbounded();
    thread::scope(|scope| {
        for message in 0..2 {
            let sender = sender.clone();
            scope.spawn(move || sender.send(message).is_ok());
        }
        drop(receiver);
    });
}
